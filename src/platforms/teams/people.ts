import type { Actor, Standing } from '../../chat/request.ts';
import type { Reader } from '../../chat/words.ts';
import { isZone } from '../../time.ts';
import type { DeskPort } from '../platform.ts';
import { keepNewest } from '../shared/keep-newest.ts';
import { type Account, isOurChat, type TeamsActivity, tenantsOf } from './activity.ts';
import { betterAddress } from './address.ts';
import type { LookUp } from './look-up.ts';
import { localTenant, userOf } from './member-to-person.ts';

/** What is remembered is only a convenience: it comes again with every activity. */
const rememberedPeople = 20_000;
const fallbackLocale = 'en';

interface Remembered {
  readonly name: string | undefined;
  readonly locale: string | undefined;
  readonly zone: string | undefined;
}

/** What we know of the people who write to us. */
export interface People {
  /** What is known without asking Teams; undefined when Teams has to be asked. */
  known(activity: TeamsActivity): Actor | undefined;
  /** Asks Teams; whoever cannot be looked up in time is `unverified`. Never rejects. */
  lookUp(activity: TeamsActivity, how?: 'patiently'): Promise<Actor>;
  /**
   * Saves how somebody can be reached whom Teams has not been asked about yet; nothing where they are known. Never
   * rejects.
   *
   * @param who whoever did the activity, unless told
   */
  meet(activity: TeamsActivity, who?: Account): Promise<void>;
  userOf(activity: TeamsActivity): string;
  /** Saves a new address of somebody who is known already, also where nothing else is saved. */
  refresh(activity: TeamsActivity): void;
  /** How the person can be reached, by what is known and by where they are now. */
  contactOf(activity: TeamsActivity): string;
  /** The language and zone that the person's Teams runs in. */
  readerOf(user: string): Reader;
}

export function createPeople(options: {
  readonly desk: Pick<DeskPort, 'standingOf' | 'contactOf' | 'know'>;
  readonly lookUp: Pick<LookUp, 'strangerOf' | 'ask'>;
  /** Ours; undefined when local. */
  readonly tenantId: string | undefined;
}): People {
  const { desk, lookUp, tenantId } = options;
  const remembered = new Map<string, Remembered>();

  function remember(user: string, activity: TeamsActivity): Remembered {
    const before = remembered.get(user);
    const told = activity.entities?.find((entity) => entity.type === 'clientInfo')?.timezone;
    // A client that cannot tell its zone says `Etc/Unknown`, which is none.
    const zone = [told, activity.localTimezone].find((one) => one !== undefined && isZone(one));
    const person = {
      name: activity.from.name ?? before?.name,
      locale: activity.locale ?? before?.locale,
      zone: zone ?? before?.zone,
    };
    keepNewest(remembered, user, person, rememberedPeople);
    return person;
  }

  function tenantOf(activity: TeamsActivity): string {
    return tenantId ?? tenantsOf(activity)[0] ?? localTenant;
  }

  function actor(activity: TeamsActivity, standing: Standing): Actor {
    const user = userOf(activity.from.aadObjectId, activity.from.id);
    const { name, zone } = remember(user, activity);
    return {
      platform: 'teams',
      tenant: tenantOf(activity),
      user,
      standing,
      ...(name === undefined ? {} : { name }),
      ...(zone === undefined ? {} : { zone }),
    };
  }

  function contactOf(activity: TeamsActivity): string {
    const { serviceUrl, conversation, from } = activity;
    const user = userOf(from.aadObjectId, from.id);
    const saved = desk.contactOf?.({ tenant: tenantOf(activity), user });
    const seen = isOurChat(activity) ? { conversation: conversation.id } : { member: from.id };
    return betterAddress(saved, { ...seen, serviceUrl });
  }

  /** What the desk has saved. */
  function standing(activity: TeamsActivity): Standing | undefined {
    const user = userOf(activity.from.aadObjectId, activity.from.id);
    return desk.standingOf({ tenant: tenantOf(activity), user });
  }

  return {
    known(activity) {
      const user = userOf(activity.from.aadObjectId, activity.from.id);
      const found = standing(activity) ?? lookUp.strangerOf(user);
      const standingHere = tenantId === undefined ? (found ?? 'member') : found;
      return standingHere && actor(activity, standingHere);
    },
    lookUp: async (activity, how) => actor(activity, (await lookUp.ask(activity, how)) ?? 'unverified'),
    async meet(activity, who = activity.from) {
      const tenant = tenantOf(activity);
      const user = userOf(who.aadObjectId, who.id);
      if (desk.standingOf({ tenant, user }) !== undefined) return;
      const contact = contactOf({ ...activity, from: who });
      if (contact === desk.contactOf?.({ tenant, user })) return;
      const name = who.name ?? user;
      await desk.know({ tenant, user, name, standing: 'unverified', active: true, contact });
    },
    userOf: ({ from }) => userOf(from.aadObjectId, from.id),
    refresh(activity) {
      const found = standing(activity);
      if (found === undefined) return;
      const user = userOf(activity.from.aadObjectId, activity.from.id);
      const tenant = tenantOf(activity);
      const contact = contactOf(activity);
      const { name } = remember(user, activity);
      if (name === undefined || contact === desk.contactOf?.({ tenant, user })) return;
      void desk.know({ tenant, user, name, standing: found, active: true, contact });
    },
    contactOf,
    readerOf(user) {
      const { locale, zone } = remembered.get(user) ?? {};
      return { locale: locale ?? fallbackLocale, ...(zone === undefined ? {} : { zone }) };
    },
  };
}
