import { compile, z } from 'zod';
import { unescapeText } from './escape.ts';
import type { Incoming } from './incoming.ts';
import { unreadable } from './parse-unreadable.ts';
import { hashKey, maybe, slackId } from './payload-fields.ts';

/** The root command; every other slash command of the app is the word of the same name. */
const rootCommand = '/desk';

const commandBody = compile(
  z.object({
    command: z.string().regex(/^\/\S+$/),
    text: maybe,
    user_id: slackId,
    team_id: maybe,
    channel_id: maybe,
    trigger_id: maybe,
    response_url: maybe,
  }),
);

/** `/desk onshift all` and `/onshift all` both become the words `onshift all`. */
export function parseCommand(body: Readonly<Record<string, unknown>>): Incoming {
  const found = commandBody.safeParse(body);
  if (!found.success) return unreadable(body, 'command');
  const { command, text, trigger_id, channel_id } = found.data;
  const typed = unescapeText(text ?? '');
  const words = command === rootCommand ? typed : `${command.slice(1)} ${typed}`;
  return {
    as: 'request',
    key: trigger_id ?? hashKey(body),
    user: { id: found.data.user_id, team: found.data.team_id },
    what: { type: 'command', words: words.trim() },
    // Slack calls any direct message one, also between two people: only our own messages show that a place is ours.
    place: channel_id === undefined ? undefined : { id: channel_id, private: false },
    contact: undefined,
    surface: { type: 'command', triggerId: trigger_id, responseUrl: found.data.response_url },
  };
}
