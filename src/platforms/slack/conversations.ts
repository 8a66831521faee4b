import { z } from 'zod';
import { type Address, type DirectConversations, SendError, type SentMessages } from '../platform.ts';
import { calling, type SlackClients } from './clients.ts';
import { joinMessageId } from './message-id.ts';
import { eventType } from './posting.ts';
import { toSendError } from './send-error.ts';

/** Slack's limit for these methods (tier 3). */
const pace = { count: 50, perMs: 60_000 };
/** Slack recommends no more a page. */
const pageSize = 200;
/** In a busy channel a message can stand far up; beyond these it counts as not there. */
const mostPages = 3;
/** How far Slack's clock and ours may be apart, in seconds. */
const clocksApart = 2 * 60 * 60;

const ours = z.object({
  ts: z.string(),
  bot_id: z.string(),
  metadata: z.object({
    event_type: z.literal(eventType),
    event_payload: z.object({ marker: z.string() }),
  }),
});

/** A person's direct message has an id of its own, beside the user id that messages can be sent to as well. */
export function createDirectConversations(clients: SlackClients): DirectConversations {
  return {
    pace,
    isOpen: ({ id }) => !isUser(id),
    open: (to) => openDirect(clients, to),
    // The direct message belongs to the app's bot: another app in its place has others.
    isLost: ({ reason }) => reason === 'channel_not_found',
  };
}

/** Looks messages up in the history of their conversation. */
export function createSentMessages(clients: SlackClients, botId: () => Promise<string>): SentMessages {
  return {
    pace,
    async find(to, marker, since) {
      // Until it is known which messages are ours, none would be found.
      const bot = await botId().catch(notConnected);
      try {
        const address = isUser(to.id) ? await openDirect(clients, to) : to;
        const ts = await findIn(address.id, { marker, bot, since: Date.parse(since) / 1000 - clocksApart });
        return ts === undefined
          ? undefined
          : { address, message: joinMessageId({ channel: address.id, ts }) };
      } catch (thrown) {
        const error = toSendError(thrown);
        if (error.reason !== 'missing_scope') throw error;
        throw new SendError('never', error.reason, { cause: thrown });
      }
    },
  };

  async function findIn(
    channel: string,
    { marker, bot, since }: { readonly marker: string; readonly bot: string; readonly since: number },
  ): Promise<string | undefined> {
    let cursor: string | undefined;
    for (let page = 1; page <= mostPages; page++) {
      const found = await calling(() =>
        clients.background.conversations.history({
          channel,
          limit: pageSize,
          include_all_metadata: true,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      );
      const messages = found.messages ?? [];
      for (const message of messages) {
        const { data } = ours.safeParse(message);
        // Anybody can post metadata: only our own counts.
        if (data?.bot_id === bot && data.metadata.event_payload.marker === marker) return data.ts;
      }
      cursor = found.response_metadata?.next_cursor || undefined;
      const oldest = Number(messages.at(-1)?.ts ?? 0);
      if (cursor === undefined || oldest < since) return undefined;
    }
    return undefined;
  }
}

function notConnected(thrown: unknown): never {
  throw thrown instanceof SendError ? thrown : new SendError('later', 'not_connected', { cause: thrown });
}

async function openDirect(clients: SlackClients, to: Address): Promise<Address> {
  const { channel } = await calling(() => clients.background.conversations.open({ users: to.id }));
  if (channel?.id === undefined) throw new SendError('later', 'no_channel_id');
  return { id: channel.id, private: to.private };
}

function isUser(id: string): boolean {
  return /^[UW]/.test(id);
}
