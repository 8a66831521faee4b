import type { Audience, PersonId } from '../chat/outcome.ts';
import type { PlatformName } from '../chat/request.ts';
import type { DeliveryOptions, LaterRoute, Reached } from '../delivery/index.ts';
import { type Identity, saveContact } from '../desk/people/index.ts';
import { toDeskError } from '../errors.ts';
import type { Messenger, Platform } from '../platforms/platform.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { DeskReads } from './desk.ts';
import type { Log } from './log.ts';

export interface AddressBookOptions extends Pick<DeskReads, 'people' | 'branches'> {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  readonly messengers: readonly Messenger[];
  readonly log: Log;
}

/** Where people and channels are reached, and in which words: what the desk knows, put as delivery asks for it. */
export type AddressBook = Required<
  Pick<
    DeliveryOptions,
    'reach' | 'laterRoutes' | 'saveAddress' | 'forgetAddress' | 'readerOf' | 'ownerOf' | 'isShutOut'
  >
>;

export function createAddressBook(options: AddressBookOptions): AddressBook {
  const { store, people, branches, platforms, messengers, log } = options;

  function identityAt({ platform: name, address, person }: Reached): Identity | undefined {
    const identities = person === undefined ? [] : people.identities(person);
    return identities.find((one) => one.platform === name && addressOf(one)?.id === address.id);
  }

  function addressOf({ platform, tenant, user, contact }: Identity) {
    return platforms
      .find(({ name }) => name === platform)
      ?.personAddress({ tenant, user, ...(contact === undefined ? {} : { contact }) });
  }

  function placesOf(audience: PersonId): readonly Reached[] {
    const person = people.canonical(audience);
    return people.identities(person).flatMap((identity) => {
      const address = addressOf(identity);
      return address === undefined ? [] : [{ platform: identity.platform, address, person }];
    });
  }

  function channelsOf(audience: Exclude<Audience, { person: PersonId }>): readonly Reached[] {
    const code = 'channelOf' in audience ? audience.channelOf : undefined;
    const channels: Partial<Record<PlatformName, string | undefined>> =
      code === undefined ? branches.organisation().adminChannels : (branches.byCode(code)?.channels ?? {});
    return platforms.flatMap((platform) => {
      const configured = channels[platform.name];
      const address =
        code === undefined && configured === undefined
          ? undefined
          : platform.channelAddress(code ?? '', configured);
      return address === undefined ? [] : [{ platform: platform.name, address }];
    });
  }

  return {
    reach: (audience) => ('person' in audience ? placesOf(audience.person) : channelsOf(audience)),
    laterRoutes(audience): readonly LaterRoute[] {
      const person = people.canonical(audience);
      const member = people.staff(person);
      if (member === undefined || !member.active) return [];
      const { email, phone } = member;
      const contact = {
        ...(email === undefined ? {} : { email }),
        ...(phone === undefined ? {} : { phone }),
      };
      return messengers.flatMap((messenger) => {
        const address = messenger.address(contact);
        return address === undefined ? [] : [{ platform: messenger.name, address, person }];
      });
    },
    async saveAddress(tx, known, better) {
      const identity = identityAt(known);
      if (identity !== undefined) await saveContact(tx, identity, better.id);
    },
    async forgetAddress(reached) {
      const known = identityAt(reached);
      if (known?.contact === undefined) return undefined;
      const { contact: _, ...identity } = known;
      try {
        await store.transact((tx: Transaction) => saveContact(tx, identity, undefined));
      } catch (thrown) {
        log.warn({ reason: toDeskError(thrown).message }, 'an address could not be forgotten');
      }
      return addressOf(identity);
    },
    ownerOf: (platform, { id }) => people.at(platform, id),
    isShutOut(platform, { id }) {
      const standing = people.standingAt(platform, id);
      return standing !== undefined && standing !== 'member';
    },
    readerOf(person, route) {
      const identities = person === undefined ? [] : people.identities(person);
      const isLater = messengers.some(({ name }) => name === route);
      const known = isLater ? identities[0] : identities.find(({ platform }) => platform === route);
      return {
        locale: known?.locale ?? branches.organisation().languages[0] ?? 'en',
        ...(known?.zone === undefined ? {} : { zone: known.zone }),
      };
    },
  };
}
