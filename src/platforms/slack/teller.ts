import type { Card } from '../../chat/card.ts';
import type { Surface } from './incoming.ts';
import type { Outlet } from './outlet.ts';
import type { Arrival } from './tools.ts';

export type TurnSurface = Extract<Surface, { readonly responseUrl: string | undefined }>;

/** Says things to whoever used a command, a shortcut or a button; only they can see it. */
export interface Teller {
  answered(): boolean;
  /**
   * The first time, this is the transport's own reply: a command's holds the words, the others' can only be empty
   * and the words follow. Without a card it only replies, if nothing has yet.
   */
  tell(card?: Card): Promise<void>;
  /** Puts a card in place of the message that was pressed; false when Slack did not take it. */
  redraw(card: Card): Promise<boolean>;
}

export function createTeller(surface: TurnSurface, user: string, arrival: Arrival, outlet: Outlet): Teller {
  const { type, responseUrl } = surface;
  let answered = false;

  async function tell(card?: Card): Promise<void> {
    if (!answered) {
      answered = true;
      if (type === 'command' && card !== undefined) {
        const body = { response_type: 'ephemeral', ...outlet.message(card, user) };
        if (await arrival.reply(body)) return;
      } else await arrival.reply();
    }
    if (card !== undefined) await outlet.reply(responseUrl, user, card);
  }

  return {
    answered: () => answered,
    tell,
    redraw: async (card) => responseUrl !== undefined && (await outlet.replace(responseUrl, user, card)),
  };
}
