import type { Clock } from '../../clock.ts';
import {
  type DeskPort,
  type DirectoryPerson,
  type Directory as DirectoryPort,
  SendError,
} from '../platform.ts';
import { errorFields, type Log } from '../shared/log.ts';
import type { TeamsActivity } from './activity.ts';
import { betterAddress, channelOf } from './address.ts';
import type { Connector } from './connector.ts';
import { memberToPerson } from './member-to-person.ts';
import type { Services } from './services.ts';
import { tryAgain } from './try-again.ts';

/** A listing is worth that much waiting when Teams is too busy; it comes again in an hour. */
const readForMs = 60_000;

/**
 * Who is on Teams, as far as a bot is told: the members of the teams and chats that have it. Nobody else can be looked
 * up, and nobody else can be written to first.
 */
export interface Directory extends DirectoryPort {
  /** We were taken in somewhere: reads who is there. Never rejects. */
  met(activity: TeamsActivity): Promise<void>;
  /** Somebody joined a team or chat that we are in. Never rejects. @param member as our app knows them */
  joined(activity: TeamsActivity, member: string): Promise<void>;
  /** A channel that the administrator named, or that was looked at: its team's members can be read even before the team has been met. */
  named(channel: string): void;
  /** The id that our app knows somebody by, of a team that has us both; undefined where there is none. @throws SendError */
  memberOf(user: string): Promise<string | undefined>;
}

export function createDirectory(options: {
  readonly connector: Connector;
  readonly services: Services;
  /** Ours; undefined when local. */
  readonly tenantId: string | undefined;
  /** The address that the desk has of somebody; undefined outside of a desk. */
  readonly contactOf: DeskPort['contactOf'];
  readonly learn: (member: unknown, serviceUrl: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}): Directory {
  const { connector, services, tenantId, contactOf, learn, clock, log } = options;
  /** Teams and chats that have told of themselves since the start, with where they are served. */
  const met = new Map<string, string>();
  const channels = new Set<string>();

  /** @throws SendError */
  function patiently<T>(ask: () => Promise<T>): Promise<T> {
    return tryAgain(ask, { clock, forMs: readForMs, repeats: 'always' });
  }

  async function* membersOf(conversation: string, serviceUrl: string): AsyncGenerator<unknown> {
    let next: string | undefined;
    do {
      const page = await patiently(() => connector.members(serviceUrl, conversation, next));
      yield* page.members;
      next = page.next;
    } while (next !== undefined);
  }

  /** With where they are served. After a restart no team has been met, and the named channels stand for theirs. */
  function places(): ReadonlyMap<string, string> {
    const serviceUrl = services.current();
    const named =
      serviceUrl === undefined ? [] : [...channels].map((channel) => [channel, serviceUrl] as const);
    return new Map([...named, ...met]);
  }

  async function* people(): AsyncGenerator<DirectoryPerson> {
    const seen = new Set<string>();
    for (const [conversation, serviceUrl] of places()) {
      try {
        for await (const raw of membersOf(conversation, serviceUrl)) {
          const person = memberToPerson(raw, tenantId);
          if (person === undefined || seen.has(person.user)) continue;
          seen.add(person.user);
          const { member, ...known } = person;
          yield { ...known, contact: betterAddress(contactOf?.(person), { member, serviceUrl }) };
        }
      } catch (thrown) {
        // One place that cannot be read, such as a private channel, does not hide the others.
        if (!(thrown instanceof SendError) || thrown.failure !== 'never') throw thrown;
        noteUnread(thrown);
      }
    }
  }

  function noteUnread(thrown: unknown): void {
    const fields = thrown instanceof SendError ? { reason: thrown.reason } : errorFields(thrown);
    log.warn(fields, 'The members of a team could not be read.');
  }

  return {
    people,
    async met({ serviceUrl, conversation, channelData }) {
      const place = channelData?.team?.id ?? channelOf(conversation.id);
      met.set(place, serviceUrl);
      const saving: Promise<void>[] = [];
      try {
        for await (const member of membersOf(place, serviceUrl)) saving.push(learn(member, serviceUrl));
      } catch (thrown) {
        noteUnread(thrown);
      }
      await Promise.all(saving);
    },
    async joined({ serviceUrl, conversation }, member) {
      try {
        const place = channelOf(conversation.id);
        await learn(await patiently(() => connector.member(serviceUrl, place, member)), serviceUrl);
      } catch (thrown) {
        noteUnread(thrown);
      }
    },
    named: (channel) => void channels.add(channel),
    async channelProblem(id) {
      const serviceUrl = services.current();
      if (serviceUrl === undefined) return nobodyMet;
      const problem = await problemUnless(
        () => connector.members(serviceUrl, id, undefined),
        'it does not exist, or Deskbell is not in its team. Add the app to the team; private and shared channels take no bots.',
      );
      if (problem === undefined) channels.add(id);
      return problem;
    },
    async personProblem(user) {
      const serviceUrl = services.current();
      if (serviceUrl === undefined) return nobodyMet;
      for (const [place, at] of places()) {
        const absent = await problemUnless(() => connector.member(at, place, user), 'not there');
        if (absent === undefined) return undefined;
      }
      return problemUnless(
        () => connector.openPersonal(serviceUrl, user),
        'they are in no team that has Deskbell, and have not added it themselves. Add them to the team, or install the app for everybody by a set-up policy.',
      );
    },
    async memberOf(user) {
      for (const [place, at] of places()) {
        try {
          const found = memberToPerson(await connector.member(at, place, user), tenantId);
          if (found !== undefined) return found.member;
        } catch (thrown) {
          if (!(thrown instanceof SendError) || thrown.failure !== 'never') throw thrown;
        }
      }
      return undefined;
    },
    emailProblem: async () => undefined,
    missingScopes: async () => [],
  };
}

const nobodyMet = 'nobody on Teams has been met yet. Install the app in the team of all staff first.';

/** @throws SendError when Teams could not be asked. */
async function problemUnless(ask: () => Promise<unknown>, problem: string): Promise<string | undefined> {
  try {
    await ask();
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof SendError) || thrown.failure !== 'never') throw thrown;
    return `${problem} (${thrown.reason})`;
  }
}
