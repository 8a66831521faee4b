import type { WebClient } from '@slack/web-api';
import type { Actor, Standing } from '../../chat/request.ts';
import type { Reader } from '../../chat/words.ts';
import type { Clock } from '../../clock.ts';
import type { DeskPort } from '../platform.ts';
import { keepNewest } from '../shared/keep-newest.ts';
import type { Log } from '../shared/log.ts';
import { within } from '../shared/within.ts';
import { calling } from './clients.ts';
import type { PayloadUser } from './incoming.ts';
import { toSendError } from './send-error.ts';
import { type SlackPerson, userToPerson, type Workspace } from './user-to-person.ts';

/** What is remembered is only a convenience: names, zones and languages of people met lately. */
const rememberedPeople = 20_000;
const fallbackLocale = 'en';
/** A disk that takes longer holds up what is to be done as well; whoever calls for help is not kept waiting for both. */
const savedWithinMs = 1000;

/** What we know of the people who write to us. */
export interface People {
  /** What is known without asking Slack; undefined when Slack has to be asked. */
  known(user: PayloadUser): Actor | undefined;
  /**
   * Asks Slack, and waits a moment until what it says is saved: before, the desk would not take a member of staff for one.
   * Whoever cannot be looked up is who Slack said before. Never rejects.
   */
  lookUp(user: PayloadUser): Promise<Actor>;
  /**
   * Somebody whom Slack does not name in time: as it named them last since the start, also where that could not be saved,
   * else `unverified`.
   */
  unasked(user: PayloadUser): Actor;
  /** Takes in what Slack says about somebody, and tells the desk. */
  learn(user: unknown): void;
  /** Takes it in without telling the desk. */
  remember(user: unknown): SlackPerson | undefined;
  nameOf(user: string): string | undefined;
  localeOf(user: string): string | undefined;
  readerOf(user: string): Reader;
}

export function createPeople(options: {
  readonly desk: Pick<DeskPort, 'standingOf' | 'know'>;
  readonly client: WebClient;
  /** Read anew each time: what was recalled of it may be corrected. */
  readonly workspace: () => Workspace;
  readonly clock: Clock;
  readonly log: Log;
}): People {
  const { desk, client, workspace, clock, log } = options;
  const remembered = new Map<string, SlackPerson>();
  const asking = new Map<string, Promise<SlackPerson | undefined>>();

  function remember(raw: unknown): SlackPerson | undefined {
    const person = userToPerson(raw, workspace());
    if (person === undefined) return undefined;
    keepNewest(remembered, person.user, person, rememberedPeople);
    return person;
  }

  /** Resolves when the desk has it. */
  async function tell(person: SlackPerson): Promise<void> {
    const { locale: _, ...known } = person;
    await desk.know(known);
  }

  async function ask(user: string): Promise<SlackPerson | undefined> {
    try {
      const answer = await calling(() => client.users.info({ user, include_locale: true }));
      const person = remember(answer.user);
      if (person !== undefined) await within(tell(person), savedWithinMs, clock);
      return person;
    } catch (thrown) {
      const { reason } = toSendError(thrown);
      log.warn({ reason }, 'Slack could not say who somebody is.');
      return undefined;
    }
  }

  function actor(user: string, tenant: string, standing: Standing): Actor {
    const person = remembered.get(user);
    return {
      platform: 'slack',
      tenant,
      user,
      standing,
      ...(person === undefined ? {} : { name: person.name }),
      ...(person?.zone === undefined ? {} : { zone: person.zone }),
    };
  }

  function known({ id, team }: PayloadUser): Actor | undefined {
    const { teamId, enterpriseId } = workspace();
    const ours = desk.standingOf({ tenant: teamId, user: id });
    if (team === undefined || team === teamId) return ours && actor(id, teamId, ours);
    if (enterpriseId === undefined) return actor(id, team, 'outsider');
    // Another workspace of our Grid organisation, or another organisation: only Slack knows.
    if (ours !== undefined) return actor(id, teamId, ours);
    const theirs = desk.standingOf({ tenant: team, user: id });
    return theirs && actor(id, team, theirs);
  }

  function unasked({ id }: PayloadUser): Actor {
    const before = remembered.get(id);
    if (before?.active !== true) return actor(id, workspace().teamId, 'unverified');
    return actor(id, before.tenant, before.standing);
  }

  return {
    known,
    learn: (user) => {
      const person = remember(user);
      if (person !== undefined) void tell(person);
    },
    remember,
    lookUp: async (user) => {
      // Several presses at once ask once.
      const answer = asking.get(user.id) ?? ask(user.id).finally(() => asking.delete(user.id));
      asking.set(user.id, answer);
      const person = await answer;
      return person === undefined ? unasked(user) : actor(user.id, person.tenant, person.standing);
    },
    unasked,
    nameOf: (user) => remembered.get(user)?.name,
    localeOf: (user) => remembered.get(user)?.locale,
    readerOf: (user) => {
      const person = remembered.get(user);
      return {
        locale: person?.locale ?? fallbackLocale,
        ...(person?.zone === undefined ? {} : { zone: person.zone }),
      };
    },
  };
}
