import type { Card } from '../../chat/card.ts';
import { type Address, type DrawFor, type Posted, SendError } from '../platform.ts';
import { joinAddress, joinMessageId, splitMessageId } from './address.ts';
import type { Courier } from './courier.ts';
import type { Drawing } from './drawing.ts';

/** Sends cards out and redraws them. Trying again, and when, is the caller's: Teams cannot tell a repeat. */
export interface Posting {
  /** @throws SendError */
  post(to: Address, card: Card, draw: DrawFor): Promise<Posted>;
  /** Gives the id of the reply that the card is now, where the message could not be changed. @throws SendError */
  update(posted: Posted, card: Card, draw: DrawFor): Promise<string | undefined>;
}

export function createPosting(courier: Courier, drawing: Drawing): Posting {
  return {
    async post(to, card, draw) {
      const sent = await courier.send(to.id, {
        ...drawing.message(card, draw),
        // Into the activity feed: it rings as loud as a bot can.
        channelData: { notification: { alert: true } },
      });
      return {
        address: { id: joinAddress(sent), private: to.private },
        message: joinMessageId(sent),
      };
    },
    async update(posted, card, draw) {
      const place = splitMessageId(posted.message);
      if (place === undefined) throw new SendError('never', 'no_message_id');
      const reply = await courier.edit(posted.address.id, place, drawing.message(card, draw));
      return reply && joinMessageId(reply);
    },
  };
}
