import type { Actor, Standing } from '../../chat/request.ts';
import type { Reader } from '../../chat/words.ts';
import type { DeskPort } from '../platform.ts';
import { isOurChat, type TeamsActivity, tenantsOf } from './activity.ts';
import { joinAddress } from './address.ts';
import type { LookUp } from './look-up.ts';
import { localTenant, userOf } from './member-to-person.ts';

/** What is remembered is only a convenience: it comes again with every activity. */
const rememberedPeople = 20_000;
const fallbackLocale = 'en';

interface Remembered {
  readonly name: string | undefined;
  readonly locale: string | undefined;
  readonly zone: string | undefined;
  /** The address that was told to the desk last. */
  readonly contact: string | undefined;
}

/** What we know of the people who write to us. */
export interface People {
  /** What is known without asking Teams; undefined when Teams has to be asked. */
  known(activity: TeamsActivity): Actor | undefined;
  /** Asks Teams; whoever cannot be looked up in time is `unverified`. Never rejects. */
  lookUp(activity: TeamsActivity): Promise<Actor>;
  userOf(activity: TeamsActivity): string;
  /** Saves a new address of somebody who is known already, also where nothing else is saved. */
  refresh(activity: TeamsActivity): void;
  /** How the person can be reached, where an activity tells more than is known. */
  contactOf(activity: TeamsActivity): string | undefined;
  /** The language and zone that the person's Teams runs in. */
  readerOf(user: string): Reader;
}

export function createPeople(options: {
  readonly desk: Pick<DeskPort, 'standingOf' | 'know'>;
  readonly lookUp: Pick<LookUp, 'strangerOf' | 'ask'>;
  /** Ours; undefined when local. */
  readonly tenantId: string | undefined;
}): People {
  const { desk, lookUp, tenantId } = options;
  const remembered = new Map<string, Remembered>();

  function remember(user: string, activity: TeamsActivity): Remembered {
    const before = remembered.get(user);
    const told = activity.entities?.find((entity) => entity.type === 'clientInfo')?.timezone;
    const person = {
      name: activity.from.name ?? before?.name,
      locale: activity.locale ?? before?.locale,
      zone: told ?? activity.localTimezone ?? before?.zone,
      contact: before?.contact,
    };
    keep(user, person);
    return person;
  }

  function keep(user: string, person: Remembered): void {
    remembered.delete(user);
    remembered.set(user, person);
    const [oldest] = remembered.keys();
    if (remembered.size > rememberedPeople && oldest !== undefined) remembered.delete(oldest);
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
    lookUp: async (activity) => actor(activity, (await lookUp.ask(activity)) ?? 'unverified'),
    userOf: ({ from }) => userOf(from.aadObjectId, from.id),
    refresh(activity) {
      const found = standing(activity);
      if (found === undefined || !isOurChat(activity)) return;
      const user = userOf(activity.from.aadObjectId, activity.from.id);
      const { conversation, serviceUrl } = activity;
      const contact = joinAddress({ conversation: conversation.id, serviceUrl });
      const person = remember(user, activity);
      const { name } = person;
      if (person.contact === contact || name === undefined) return;
      keep(user, { ...person, contact });
      void desk.know({ tenant: tenantOf(activity), user, name, standing: found, active: true, contact });
    },
    contactOf(activity) {
      const { serviceUrl, conversation, from } = activity;
      if (isOurChat(activity)) return joinAddress({ conversation: conversation.id, serviceUrl });
      return standing(activity) === undefined ? joinAddress({ member: from.id, serviceUrl }) : undefined;
    },
    readerOf(user) {
      const { locale, zone } = remembered.get(user) ?? {};
      return { locale: locale ?? fallbackLocale, ...(zone === undefined ? {} : { zone }) };
    },
  };
}
