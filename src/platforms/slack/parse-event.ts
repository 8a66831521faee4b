import { z } from 'zod';
import type { Place, Request, TypedWords, What } from '../../chat/request.ts';
import { withoutMarks } from '../../chat/typed.ts';
import { editedAfter } from '../shared/edited.ts';
import { wordsAroundMentions } from '../shared/mention.ts';
import { messageToWords } from './escape.ts';
import { type Incoming, ignored, type ParseContext, type PayloadUser, type Surface } from './incoming.ts';
import { hashKey, maybe, slackId } from './payload-fields.ts';

const envelope = z.object({
  event_id: maybe,
  team_id: maybe,
  event: z.looseObject({ type: z.string() }),
});
type Envelope = z.infer<typeof envelope>;

const message = z.object({
  subtype: maybe,
  bot_id: maybe,
  channel_type: maybe,
  user: slackId,
  text: maybe,
  channel: slackId,
  ts: maybe,
  thread_ts: maybe,
  edited: z.looseObject({ ts: maybe }).nullish().catch({ ts: undefined }),
  user_team: maybe,
  source_team: maybe,
  team: maybe,
});
type Message = z.infer<typeof message>;

const changed = z.object({
  channel: z.unknown(),
  channel_type: z.unknown(),
  message: z.looseObject({ text: maybe, edited: z.unknown() }),
  previous_message: z.looseObject({ text: maybe }).nullish().catch(undefined),
});

const homeOpened = z.object({ user: slackId, channel: maybe, tab: maybe });
const joined = z.object({ user: slackId, channel: slackId, inviter: maybe, team: maybe });

type EventParser = (found: Envelope, key: string, context: ParseContext) => Incoming;

const parsers: Readonly<Record<string, EventParser>> = {
  message: parseDirectMessage,
  app_mention: parseMention,
  app_home_opened: parseHomeOpened,
  member_joined_channel: parseJoined,
  team_join: ({ event }) => ({ as: 'person', user: event.user }),
  user_change: ({ event }) => ({ as: 'person', user: event.user }),
  tokens_revoked: () => ({ as: 'withdrawn' }),
  app_uninstalled: () => ({ as: 'withdrawn' }),
};

/** The types of all events that are taken, as Slack names them when it delivers one. The manifest has to ask for each. */
export const slackEvents: readonly string[] = Object.keys(parsers);

export function parseEvent(body: Readonly<Record<string, unknown>>, context: ParseContext): Incoming {
  const found = envelope.safeParse(body);
  if (!found.success) return ignored;
  const { type } = found.data.event;
  const parser = Object.hasOwn(parsers, type) ? parsers[type] : undefined;
  return parser?.(found.data, found.data.event_id ?? hashKey(body), context) ?? ignored;
}

/** What people write to us directly. Deletions and what bots say (we too) are not commands. */
function parseDirectMessage({ event, team_id }: Envelope, delivery: string, context: ParseContext): Incoming {
  const found = message.safeParse(event.subtype === 'message_changed' ? editedMessage(event) : event);
  if (!found.success || found.data.channel_type !== 'im' || !isTyped(found.data, context)) return ignored;
  const { channel, thread_ts, text } = found.data;
  return request({
    ...deliveryOf('message', found.data, delivery),
    user: writerOf(found.data, team_id),
    what: wordsToUs(text ?? '', context),
    place: { id: channel, private: true },
    contact: channel,
    surface: { type: 'message', channel, thread: thread_ts },
  });
}

/** The message as its writer has changed it. Slack calls it changed too when a link in it gets a preview. */
function editedMessage(event: unknown): unknown {
  const found = changed.safeParse(event).data;
  if (!found?.message.edited || found.message.text === found.previous_message?.text) return undefined;
  const { channel, channel_type, message: now } = found;
  return { ...now, channel, channel_type };
}

/** Slack tells of a mention anew whenever its message is changed. */
function parseMention({ event, team_id }: Envelope, delivery: string, context: ParseContext): Incoming {
  const found = message.safeParse(event);
  if (!found.success || !isTyped(found.data, context)) return ignored;
  const { channel, thread_ts, text } = found.data;
  return request({
    ...deliveryOf('mention', found.data, delivery),
    user: writerOf(found.data, team_id),
    what: wordsToUs((text ?? '').replace(/\s+/g, ' '), context),
    place: { id: channel, private: false },
    contact: undefined,
    surface: { type: 'mention', channel, thread: thread_ts },
  });
}

/** The key is that of the message, also once it is changed: what its first words did stands. */
function deliveryOf(kind: 'message' | 'mention', found: Message, delivery: string) {
  const { channel, ts } = found;
  const edited = editedOf(found);
  return {
    key: ts === undefined ? delivery : `${kind}:${channel}/${ts}`,
    ...(edited === undefined ? {} : { edited, delivery }),
  };
}

/** Stands for a mention of us while the rest is read; nobody types it. */
const ourMention = '\u0001';

function wordsToUs(text: string, { botUserId, nameOf }: ParseContext): TypedWords {
  const marked = text.replace(new RegExp(`<@${botUserId}(?:\\|[^>]*)?>`, 'g'), ourMention);
  return wordsAroundMentions(messageToWords(marked, nameOf, withoutMarks).split(ourMention));
}

/** The Home tab is drawn; the messages tab only tells where the person can be reached. */
function parseHomeOpened({ event, team_id }: Envelope, key: string): Incoming {
  const found = homeOpened.safeParse(event);
  if (!found.success) return ignored;
  const { user, channel, tab } = found.data;
  const home = tab !== 'messages';
  return request({
    key,
    user: { id: user, team: team_id },
    what: { type: home ? 'homeOpened' : 'met' },
    place: channel === undefined ? undefined : { id: channel, private: true },
    contact: channel,
    surface: { type: home ? 'home' : 'quiet' },
  });
}

/** Somebody invited us to a channel. */
function parseJoined({ event, team_id }: Envelope, key: string, context: ParseContext): Incoming {
  const found = joined.safeParse(event);
  if (!found.success || found.data.user !== context.botUserId) return ignored;
  const { inviter, channel } = found.data;
  if (inviter === undefined) return ignored;
  return request({
    key,
    user: { id: inviter, team: team_id },
    what: { type: 'met' },
    place: { id: channel, private: false },
    contact: undefined,
    surface: { type: 'quiet' },
  });
}

/** What people write has no subtype, unless it comes with a file, or from a thread with “Also send to …” ticked. */
const typedSubtypes: readonly unknown[] = [undefined, 'file_share', 'thread_broadcast'];

/** Slack's own times: when it was written, and when it was changed last. */
function editedOf({ ts, edited }: Message): Request['edited'] {
  return edited ? editedAfter((Number(edited.ts) - Number(ts)) * 1000) : undefined;
}

function isTyped(found: Message, context: ParseContext): boolean {
  const typed = typedSubtypes.includes(found.subtype);
  return typed && found.bot_id === undefined && found.user !== context.botUserId;
}

/** In a channel shared with another organisation, `team_id` of the event is ours whoever writes. */
function writerOf(found: Message, team_id: string | undefined): PayloadUser {
  return { id: found.user, team: found.user_team ?? found.source_team ?? found.team ?? team_id };
}

function request(parts: {
  readonly key: string;
  readonly user: PayloadUser;
  readonly what: What;
  readonly place: Place | undefined;
  readonly contact: string | undefined;
  readonly surface: Surface;
  readonly edited?: Request['edited'];
  readonly delivery?: string;
}): Incoming {
  return { as: 'request', ...parts };
}
