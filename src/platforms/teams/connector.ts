import { z } from 'zod';
import { SendError } from '../platform.ts';
import { parseJson } from '../shared/parse-json.ts';
import { responseToSendError, toSendError } from './send-error.ts';

/** A message as the Bot Connector takes it. */
export interface OutgoingActivity {
  readonly type: 'message';
  /** What a notification shows and a screen reader says first. */
  readonly summary?: string;
  readonly text?: string;
  readonly attachments?: readonly { readonly contentType: string; readonly content: unknown }[];
  readonly channelData?: unknown;
}

export interface MembersPage {
  readonly members: readonly unknown[];
  readonly next: string | undefined;
}

/**
 * The calls of the Bot Connector's REST protocol that we make. Not by the SDK's client: that one sends again by itself
 * after a server error, when the message may have arrived already, and hides how long Teams asks to wait. All throw a
 * SendError.
 */
export interface Connector {
  /** Into a conversation, or as a reply in it. Gives the id of the message. */
  send(
    serviceUrl: string,
    conversation: string,
    activity: OutgoingActivity,
    replyTo?: string,
  ): Promise<string>;
  edit(serviceUrl: string, conversation: string, message: string, activity: OutgoingActivity): Promise<void>;
  /** The conversation with one person, the same one each time. Rings nobody. */
  openPersonal(serviceUrl: string, member: string): Promise<string>;
  /** A new thread in a channel. */
  startThread(
    serviceUrl: string,
    channel: string,
    activity: OutgoingActivity,
  ): Promise<{ readonly conversation: string; readonly message: string }>;
  member(serviceUrl: string, conversation: string, member: string): Promise<unknown>;
  members(serviceUrl: string, conversation: string, next: string | undefined): Promise<MembersPage>;
}

/** Teams gives up on us after about that time too. */
const timeoutMs = 10_000;
/** The most that Teams gives in one page. */
const pageSize = 500;

const created = z.object({ id: z.string().min(1) });
const createdThread = z.object({ id: z.string().min(1), activityId: z.string().min(1).nullish() });
const page = z.object({ members: z.array(z.unknown()), continuationToken: z.string().nullish() });

export function createConnector(options: {
  /** A token for the Bot Connector, a new one where the last was refused; undefined where none is needed. */
  readonly token: (isRefused: boolean) => Promise<string | undefined>;
  readonly bot: () => string;
  readonly tenant: () => string | undefined;
  /** Told after each call whose answer says whether Teams takes messages from the app. */
  readonly onAccess: (isTaken: boolean) => void;
}): Connector {
  const { token, bot, tenant, onAccess } = options;

  async function request(
    method: string,
    address: string,
    body: object | undefined,
    bearer: string | undefined,
  ): Promise<{ readonly response: Response; readonly text: string }> {
    try {
      const response = await fetch(address, {
        method,
        redirect: 'error',
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { response, text: await response.text() };
    } catch (thrown) {
      throw toSendError(thrown);
    }
  }

  async function call(method: string, serviceUrl: string, path: string, body?: object): Promise<unknown> {
    const address = `${serviceUrl.replace(/\/+$/, '')}/v3/conversations${path}`;
    const bearer = await token(false);
    let answer = await request(method, address, body, bearer);
    if (answer.response.status === 401 && bearer !== undefined) {
      answer = await request(method, address, body, await token(true));
    }
    const { response, text } = answer;
    if (response.status === 401) onAccess(false);
    else if (response.ok && method !== 'GET') onAccess(true);
    if (!response.ok) throw responseToSendError(response.status, response.headers.get('retry-after'), text);
    return parseJson(text);
  }

  return {
    async send(serviceUrl, conversation, activity, replyTo) {
      const under = replyTo === undefined ? '' : `/${encodeURIComponent(replyTo)}`;
      const path = `/${encodeURIComponent(conversation)}/activities${under}`;
      const answer = await call('POST', serviceUrl, path, {
        ...activity,
        from: { id: bot() },
        conversation: { id: conversation },
        ...(replyTo === undefined ? {} : { replyToId: replyTo }),
      });
      return read(created, answer).id;
    },
    async edit(serviceUrl, conversation, message, activity) {
      const path = `/${encodeURIComponent(conversation)}/activities/${encodeURIComponent(message)}`;
      await call('PUT', serviceUrl, path, {
        ...activity,
        id: message,
        from: { id: bot() },
        conversation: { id: conversation },
      });
    },
    async openPersonal(serviceUrl, member) {
      const id = tenant();
      const answer = await call('POST', serviceUrl, '', {
        isGroup: false,
        bot: { id: bot() },
        members: [{ id: member }],
        ...(id === undefined ? {} : { tenantId: id, channelData: { tenant: { id } } }),
      });
      return read(created, answer).id;
    },
    async startThread(serviceUrl, channel, activity) {
      const id = tenant();
      const answer = await call('POST', serviceUrl, '', {
        isGroup: true,
        bot: { id: bot() },
        activity,
        channelData: { channel: { id: channel }, ...(id === undefined ? {} : { tenant: { id } }) },
      });
      const thread = read(createdThread, answer);
      const first = /;messageid=(\d+)/.exec(thread.id)?.[1];
      const message = first ?? thread.activityId ?? undefined;
      if (message === undefined) throw new SendError('unknown', 'no_message_id');
      return {
        conversation: first === undefined ? `${thread.id};messageid=${message}` : thread.id,
        message,
      };
    },
    member: (serviceUrl, conversation, member) =>
      call('GET', serviceUrl, `/${encodeURIComponent(conversation)}/members/${encodeURIComponent(member)}`),
    async members(serviceUrl, conversation, next) {
      const query = new URLSearchParams({
        pageSize: String(pageSize),
        ...(next === undefined ? {} : { continuationToken: next }),
      });
      const path = `/${encodeURIComponent(conversation)}/pagedmembers?${query.toString()}`;
      const { members, continuationToken } = read(page, await call('GET', serviceUrl, path));
      return { members, next: continuationToken || undefined };
    },
  };
}

/** @throws SendError: something was done, but what cannot be told. */
function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const found = schema.safeParse(answer);
  if (!found.success) throw new SendError('unknown', 'unreadable_answer');
  return found.data;
}
