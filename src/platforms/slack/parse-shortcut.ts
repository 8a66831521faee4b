import { z } from 'zod';
import { formLimits } from '../../chat/form.ts';
import type { What } from '../../chat/request.ts';
import { cut } from '../shared/cut.ts';
import { messageToWords } from './escape.ts';
import type { Incoming, ParseContext } from './incoming.ts';
import { unreadable } from './parse-unreadable.ts';
import { hashKey, maybe, payloadUser, slackId, withId } from './payload-fields.ts';

type Body = Readonly<Record<string, unknown>>;

const shortcutBody = z.object({
  user: payloadUser,
  callback_id: slackId,
  trigger_id: maybe,
  response_url: maybe,
  channel: withId.nullish(),
});
type Shortcut = z.infer<typeof shortcutBody>;

const messageBody = z.object({
  team: z.object({ domain: z.string().regex(/^[\w-]+$/) }),
  channel: withId,
  message: z.object({
    ts: z.string().regex(/^\d+\.\d+$/),
    thread_ts: maybe,
    user: maybe,
    bot_id: maybe,
    text: maybe,
  }),
});
type OnMessage = z.infer<typeof messageBody>;

/** A shortcut `command.assist` is the command `assist`. */
const globalWord = /^command\.([a-z]{1,40})$/;
/** A shortcut `message.incident` is the command `incident`, used on a message. */
const messageWord = /^message\.([a-z]{1,40})$/;

export function parseShortcut(body: Body): Incoming {
  const found = shortcutBody.safeParse(body);
  if (!found.success) return unreadable(body, 'shortcut');
  const words = globalWord.exec(found.data.callback_id)?.[1];
  return words === undefined ? refused(found.data) : request(body, found.data, { type: 'command', words });
}

/** Made from the payload alone: its link, and its words when whoever uses the shortcut wrote them. */
export function parseMessageShortcut(body: Body, context: ParseContext): Incoming {
  const found = shortcutBody.safeParse(body);
  if (!found.success) return unreadable(body, 'shortcut');
  const command = messageWord.exec(found.data.callback_id)?.[1];
  const on = messageBody.safeParse(body);
  if (command === undefined || !on.success) return refused(found.data);
  const { message } = on.data;
  const own = message.user === found.data.user.id && message.bot_id === undefined;
  const text = own ? cut(messageToWords(message.text ?? '', context.nameOf).trim(), formLimits.text) : '';
  const what: What = { type: 'quoted', command, link: linkTo(on.data), ...(text === '' ? {} : { text }) };
  return request(body, found.data, what);
}

/** The address that "Copy link" gives; an answer in a thread is found through its thread. */
function linkTo({ team, channel, message }: OnMessage): string {
  const { ts, thread_ts: thread } = message;
  const link = `https://${team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`;
  return thread === undefined || thread === ts
    ? link
    : `${link}?${new URLSearchParams({ thread_ts: thread, cid: channel.id }).toString()}`;
}

function request(body: Body, shortcut: Shortcut, what: What): Incoming {
  const { user, trigger_id, response_url, channel } = shortcut;
  return {
    as: 'request',
    key: trigger_id ?? hashKey(body),
    user: { id: user.id, team: user.team_id },
    what,
    place: channel ? { id: channel.id, private: false } : undefined,
    contact: undefined,
    surface: { type: 'shortcut', triggerId: trigger_id, responseUrl: response_url },
  };
}

function refused({ user, response_url }: Shortcut): Incoming {
  return {
    as: 'refused',
    text: 'slack.unknownShortcut',
    surface: 'shortcut',
    user: user.id,
    responseUrl: response_url,
  };
}
