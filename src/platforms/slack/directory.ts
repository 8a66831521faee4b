import { WebAPIPlatformError } from '@slack/web-api';
import type { Clock } from '../../clock.ts';
import { DeskError } from '../../errors.ts';
import type { Directory, DirectoryPerson, SendError } from '../platform.ts';
import { pause } from '../shared/within.ts';
import { calling, type SlackClients } from './clients.ts';
import { connect } from './connect.ts';
import { slackScopes } from './scopes.ts';
import { needsOperator, toSendError } from './send-error.ts';
import { userToPerson, type Workspace } from './user-to-person.ts';

/** Slack recommends at most 200 people a page. */
const pageSize = 200;
const pageTries = 5;
const defaultPauseMs = 5000;

/** Asks Slack about people and channels, in the background. Works also before the platform has been started. */
export function createDirectory(options: {
  readonly clients: SlackClients;
  /** @throws SendError, DeskError */
  readonly workspace: () => Promise<Workspace>;
  readonly clock: Clock;
  /** Takes in each person met on the way, for their language and zone. */
  readonly seen: (user: unknown) => void;
}): Directory {
  const { clients, workspace, clock, seen } = options;
  const client = clients.background;

  async function page(cursor: string | undefined) {
    for (let tries = 1; ; tries++) {
      try {
        return await calling(() =>
          client.users.list({
            limit: pageSize,
            include_locale: true,
            ...(cursor === undefined ? {} : { cursor }),
          }),
        );
      } catch (thrown) {
        const error = toSendError(thrown);
        const lacked = scopeLackedBy(error);
        if (lacked !== undefined) {
          const sentence = `Slack does not list its people, ${notGranted(lacked)}`;
          throw new DeskError('PLATFORM_REFUSED', sentence, { cause: error });
        }
        if (error.failure === 'never' || needsOperator(error) || tries === pageTries) throw error;
        await pause(error.retryAfterMs ?? defaultPauseMs, clock);
      }
    }
  }

  async function* people(): AsyncGenerator<DirectoryPerson> {
    const here = await workspace();
    let cursor: string | undefined;
    do {
      const found = await page(cursor);
      for (const user of found.members ?? []) {
        seen(user);
        const person = userToPerson(user, here);
        if (person === undefined) continue;
        const { locale: _, ...known } = person;
        yield known;
      }
      cursor = found.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined);
  }

  return {
    people,
    channelProblem: (id) =>
      asking(async () => {
        const { channel } = await calling(() => client.conversations.info({ channel: id }));
        if (channel?.is_archived) return 'It is archived.';
        if (channel?.is_member === false) {
          const name = channel.name ? ` in #${channel.name}` : '';
          return `The bot is not in it. Write /invite and the name of the bot${name}.`;
        }
        return undefined;
      }, channelRefusal),
    personProblem: (user) =>
      asking(async () => {
        const answer = await calling(() => client.users.info({ user }));
        const person = userToPerson(answer.user, await workspace());
        if (person === undefined) return undefined;
        if (!person.active) return 'The account is deactivated.';
        if (person.standing === 'member') return undefined;
        return `This is ${standingWords[person.standing]}, who cannot take part.`;
      }, personRefusal),
    missingScopes: async () => missingScopes((await connect(clients)).scopes),
    emailProblem: async () => {
      const missing = missingScopes((await connect(clients)).scopes);
      return missing.includes(emailScope)
        ? `Slack tells no e-mail addresses, ${notGranted(emailScope)}`
        : undefined;
    },
  };
}

/** The planned scopes that Slack did not list; none when it listed nothing at all. */
export function missingScopes(granted: readonly string[] | undefined): readonly string[] {
  if (granted === undefined) return [];
  return slackScopes.map(({ scope }) => scope).filter((scope) => !granted.includes(scope));
}

const emailScope = 'users:read.email';

/** The scope for want of which Slack refused; undefined when it refused for something else. */
function scopeLackedBy({ reason, cause }: SendError): string | undefined {
  if (reason !== 'missing_scope') return undefined;
  // Slack names every scope that would do, also some that this app never asks for.
  const { needed = '' } = (cause instanceof WebAPIPlatformError ? cause.data : {}) as { needed?: string };
  const sufficient = needed.split(',');
  const planned = slackScopes.map(({ scope }) => scope).filter((scope) => sufficient.includes(scope));
  return planned.length === 0 ? 'a scope' : planned.join(' or ');
}

/** The end of a sentence about what Slack does not do. */
function notGranted(scope: string): string {
  return `as ${scope} is not granted. Add it to the app under "OAuth & Permissions" and install it again.`;
}

const standingWords = {
  guest: 'a guest',
  outsider: 'somebody of another organisation',
  bot: 'a bot',
  unverified: 'somebody unknown',
} as const;

/** Turns Slack's refusal into a sentence. @throws SendError when Slack could not be asked. */
async function asking(
  ask: () => Promise<string | undefined>,
  refusal: (error: SendError) => string,
): Promise<string | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    const error = toSendError(thrown);
    const lacked = scopeLackedBy(error);
    if (lacked !== undefined) return `Slack does not say whether this can be reached, ${notGranted(lacked)}`;
    if (error.failure !== 'never') throw error;
    return refusal(error);
  }
}

function channelRefusal({ reason }: SendError): string {
  return reason === 'channel_not_found'
    ? 'It does not exist, or it is private and the bot is not in it. Give its id (C…), not its name, and write /invite and the name of the bot in it.'
    : `Slack does not say whether it can be posted to (${reason}).`;
}

function personRefusal({ reason }: SendError): string {
  return reason === 'user_not_found' || reason === 'user_not_visible'
    ? 'There is no such user in this workspace.'
    : `Slack does not say whether this person can be reached (${reason}).`;
}
