import type { Card } from '../../chat/card.ts';
import type { Words } from '../../chat/words.ts';
import { type Address, type DrawFor, type Posted, SendError } from '../platform.ts';
import { cardToMessage, cardToViewBlocks, readerOf, type SlackMessage } from './card-to-message.ts';
import { asText, calling, type SlackClients } from './clients.ts';
import { joinMessageId, splitMessageId } from './message-id.ts';

/** Sends cards out and redraws them. Trying again, and when, is the caller's: Slack cannot tell a repeat. */
export interface Posting {
  /** @throws SendError */
  post(to: Address, card: Card, draw: DrawFor, words: Words): Promise<Posted>;
  /** @throws SendError */
  update(posted: Posted, card: Card, draw: DrawFor, words: Words): Promise<void>;
  /** @throws SendError */
  publishHome(user: string, card: Card, draw: DrawFor, words: Words): Promise<void>;
}

/** Names the metadata that carries a message's marker. */
export const eventType = 'deskbell_message';

export function createPosting(clients: SlackClients): Posting {
  const client = clients.background;
  return {
    post: async (to, card, draw, words) => {
      const { marker } = draw;
      const metadata =
        marker === undefined
          ? {}
          : { metadata: asText({ event_type: eventType, event_payload: { marker } }) };
      const { channel, ts } = await calling(() =>
        client.chat.postMessage({
          // A user id is taken too; Slack says which direct message it became.
          channel: to.id,
          ...messageArguments(card, words, draw),
          ...metadata,
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
      if (channel === undefined || ts === undefined) throw new SendError('unknown', 'no_message_id');
      return { address: { id: channel, private: to.private }, message: joinMessageId({ channel, ts }) };
    },
    update: async (posted, card, draw, words) => {
      const place = splitMessageId(posted.message);
      if (place === undefined) throw new SendError('never', 'no_message_id');
      // Always with text and blocks: text alone would take the old blocks away.
      await calling(() => client.chat.update({ ...place, ...messageArguments(card, words, draw) }));
    },
    publishHome: async (user, card, draw, words) => {
      const blocks = cardToViewBlocks(card, words, readerOf(draw));
      await calling(() =>
        client.views.publish({ user_id: user, view: asText({ type: 'home' as const, blocks }) }),
      );
    },
  };
}

function messageArguments(card: Card, words: Words, draw: DrawFor): SlackMessage {
  const { text, blocks } = cardToMessage(card, words, draw);
  return { text, blocks: asText(blocks) };
}
