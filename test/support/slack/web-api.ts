import { blockProblems, viewProblems } from './check-blocks.ts';
import {
  addMessage,
  botId,
  botUser,
  changeMessage,
  directOf,
  isRecord,
  type Json,
  records,
  type StandInState,
  type StandInUser,
  text,
} from './state.ts';
import { initialState, withIds } from './view-state.ts';

/** What a method answers besides `ok`, or Slack's word for why not. */
export type Result = Json | { readonly error: string };
type Method = (args: Json, state: StandInState) => Result;

const triggerLifeMs = 3000;

/** The methods of the Web API that the desk uses, refusing what Slack refuses. */
export const methods: Readonly<Record<string, Method>> = {
  'auth.test': (_args, state) => ({
    team_id: state.team,
    user_id: botUser,
    bot_id: botId,
    user: 'deskbell',
    ...(state.enterprise === undefined ? {} : { enterprise_id: state.enterprise }),
  }),
  'users.info': ({ user }, state) => {
    const found = state.users.get(text(user));
    return found === undefined ? { error: 'user_not_found' } : { user: toSlackUser(found, state) };
  },
  'users.lookupByEmail': ({ email }, state) => {
    const found = [...state.users.values()].find((user) => user.email === email && user.deleted !== true);
    return found === undefined ? { error: 'users_not_found' } : { user: toSlackUser(found, state) };
  },
  'users.list': ({ cursor, limit }, state) => {
    const all = [...state.users.values()].map((user) => toSlackUser(user, state));
    const from = Number(text(cursor) || 0);
    const to = from + Number(limit ?? 100);
    return {
      members: all.slice(from, to),
      response_metadata: { next_cursor: to < all.length ? String(to) : '' },
    };
  },
  'conversations.info': ({ channel }, state) => {
    const found = state.channels.get(text(channel));
    if (found === undefined || (found.private && found.withoutBot)) return { error: 'channel_not_found' };
    return {
      channel: {
        id: found.id,
        name: found.name ?? found.id.toLowerCase(),
        is_archived: found.archived === true,
        is_member: found.withoutBot !== true,
        is_private: found.private === true,
      },
    };
  },
  'conversations.open': ({ users }, state) => {
    const problem = directProblem(text(users), state);
    return problem ?? { channel: { id: directOf(state, text(users)) } };
  },
  'conversations.history': ({ channel, cursor, limit, oldest, include_all_metadata }, state) => {
    const id = text(channel);
    const where = /^[UW]/.test(id) ? { error: 'channel_not_found' } : placeOf(id, state);
    if ('error' in where && where.error !== 'is_archived') return where;
    // Newest first, without replies in threads and what only one person sees.
    const all = state.messages
      .filter((one) => one.channel === id && one.onlyFor === undefined && one.thread === undefined)
      .filter((one) => Number(one.ts) > Number(text(oldest) || 0))
      .toReversed();
    const from = Number(text(cursor) || 0);
    const to = from + Math.min(999, Number(limit ?? 100));
    const withMetadata = text(include_all_metadata) === 'true';
    return {
      messages: all.slice(from, to).map((one) => ({
        type: 'message',
        ts: one.ts,
        user: one.user,
        text: one.text,
        ...(one.user === botUser ? { bot_id: botId } : {}),
        ...(withMetadata && one.metadata !== undefined ? { metadata: one.metadata } : {}),
      })),
      has_more: to < all.length,
      response_metadata: { next_cursor: to < all.length ? String(to) : '' },
    };
  },
  'chat.postMessage': (args, state) => {
    const where = placeOf(text(args.channel), state);
    if ('error' in where) return where;
    const problem = messageProblem(args, 40_000);
    if (problem !== undefined) return problem;
    const message = addMessage(state, {
      channel: where.channel,
      user: botUser,
      text: text(args.text),
      blocks: records(args.blocks),
      ...(typeof args.thread_ts === 'string' ? { thread: args.thread_ts } : {}),
      ...(args.metadata === undefined ? {} : { metadata: args.metadata }),
    });
    return { channel: message.channel, ts: message.ts, message: { text: message.text } };
  },
  'chat.postEphemeral': (args, state) => {
    const where = placeOf(text(args.channel), state);
    if ('error' in where) return where;
    const user = text(args.user);
    const members = state.channels.get(where.channel)?.members;
    if (members !== undefined && !members.includes(user)) return { error: 'user_not_in_channel' };
    const problem = messageProblem(args, 40_000);
    if (problem !== undefined) return problem;
    const message = addMessage(state, {
      channel: where.channel,
      user: botUser,
      text: text(args.text),
      blocks: records(args.blocks),
      onlyFor: user,
    });
    return { message_ts: message.ts };
  },
  'chat.update': (args, state) => {
    const channel = text(args.channel);
    const found = state.messages.find((one) => one.channel === channel && one.ts === args.ts);
    if (!state.channels.has(channel) && ![...state.directs.values()].includes(channel)) {
      return { error: 'channel_not_found' };
    }
    if (found === undefined || found.onlyFor !== undefined) return { error: 'message_not_found' };
    if (found.user !== botUser) return { error: 'cant_update_message' };
    const problem = messageProblem(args, 4000);
    if (problem !== undefined) return problem;
    changeMessage(state, channel, found.ts, { text: text(args.text), blocks: records(args.blocks) });
    return { channel, ts: found.ts };
  },
  'views.open': ({ trigger_id, view }, state) => {
    const trigger = state.triggers.get(text(trigger_id));
    if (trigger === undefined) return { error: 'invalid_trigger_id' };
    if (trigger.used) return { error: 'exchanged_trigger_id' };
    if (performance.now() - trigger.bornMs > triggerLifeMs) return { error: 'expired_trigger_id' };
    const problem = viewProblem(view);
    if (problem !== undefined) return problem;
    trigger.used = true;
    const id = state.nextId('V');
    const opened = withIds(view as Json);
    state.views.set(id, { id, user: trigger.user, view: opened, errors: {}, state: initialState(opened) });
    return { view: { id, ...opened } };
  },
  'views.update': ({ view_id, view }, state) => {
    const open = state.views.get(text(view_id));
    if (open === undefined) return { error: 'not_found' };
    const problem = viewProblem(view);
    if (problem !== undefined) return problem;
    const changed = withIds(view as Json);
    state.views.set(open.id, {
      ...open,
      view: changed,
      errors: {},
      state: initialState(changed, open.state),
    });
    return { view: { id: open.id, ...changed } };
  },
  'views.publish': ({ user_id, view }, state) => {
    if (!state.users.has(text(user_id))) return { error: 'user_not_found' };
    const problem = viewProblem(view);
    if (problem !== undefined) return problem;
    state.homes.set(text(user_id), view as Json);
    return { view };
  },
};

/** A person as Slack's own object has it. */
export function toSlackUser(user: StandInUser, state: StandInState): Json {
  const name = user.name ?? user.id.toLowerCase();
  return {
    id: user.id,
    team_id: user.team ?? state.team,
    name: name.toLowerCase().replace(/\s+/g, '.'),
    real_name: name,
    tz: user.zone ?? 'Europe/Berlin',
    locale: user.locale ?? 'en-GB',
    deleted: user.deleted === true,
    is_bot: user.kind === 'bot',
    is_restricted: user.kind === 'guest',
    is_ultra_restricted: false,
    is_stranger: user.kind === 'stranger',
    profile: {
      real_name: name,
      display_name: '',
      ...(user.email === undefined ? {} : { email: user.email }),
    },
    ...(user.enterprise === undefined ? {} : { enterprise_user: { enterprise_id: user.enterprise } }),
  };
}

/** Why Slack would not show this message; undefined when it would. */
export function messageProblem(args: Json, maxText: number): { readonly error: string } | undefined {
  const said = text(args.text);
  const blocks = args.blocks;
  if (said === '' && records(blocks).length === 0) return { error: 'no_text' };
  // Slack takes it and shows an empty notification; here it is a mistake.
  if (said.trim() === '') return { error: 'missing_text' };
  if (said.length > maxText) return { error: 'msg_too_long' };
  const problems = blocks === undefined ? [] : blockProblems(blocks, 'message');
  return problems.length === 0 ? undefined : { error: 'invalid_blocks', ...messages(problems) };
}

function viewProblem(view: unknown): { readonly error: string } | undefined {
  const problems = viewProblems(view);
  return problems.length === 0 ? undefined : { error: 'invalid_arguments', ...messages(problems) };
}

function messages(problems: readonly string[]): Json {
  return { response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) } };
}

function placeOf(id: string, state: StandInState): { readonly channel: string } | { readonly error: string } {
  if ([...state.directs.values()].includes(id)) return { channel: id };
  if (/^[UW]/.test(id)) return directProblem(id, state) ?? { channel: directOf(state, id) };
  const channel = state.channels.get(id);
  if (channel === undefined || (channel.private && channel.withoutBot)) return { error: 'channel_not_found' };
  if (channel.archived) return { error: 'is_archived' };
  return channel.withoutBot ? { error: 'not_in_channel' } : { channel: id };
}

function directProblem(id: string, state: StandInState): { readonly error: string } | undefined {
  const user = state.users.get(id);
  if (user === undefined) return { error: 'channel_not_found' };
  if (user.kind === 'bot') return { error: 'cannot_dm_bot' };
  return user.deleted ? { error: 'user_disabled' } : undefined;
}

/** Web API arguments: a form whose lists and objects are JSON. */
export function parseArguments(body: string): Json {
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => {
      if (!/^[[{]/.test(value) || name === 'text') return [name, value];
      try {
        const parsed: unknown = JSON.parse(value);
        return [name, isRecord(parsed) || Array.isArray(parsed) ? parsed : value];
      } catch {
        return [name, value];
      }
    }),
  );
}
