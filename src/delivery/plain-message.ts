import type { ButtonView, Card } from '../chat/card.ts';
import type { PlatformName } from '../chat/request.ts';
import type { Text } from '../chat/text.ts';
import type { PlainMessage } from '../platforms/platform.ts';
import { lateText } from './late.ts';
import { listSummary } from './list.ts';
import { say } from './texts.en.ts';

export interface PlainOptions {
  /** When the message was written; UTC ISO text. */
  readonly at: string;
  /** Whole minutes that it is late by; undefined when it is not. */
  readonly lateMinutes: number | undefined;
  /** An earlier route has delivered it, and nobody has answered. */
  readonly isReminder?: boolean;
  /** It may have been sent before. */
  readonly repeat: boolean;
  /** The platforms where the card itself goes, the one used last first. */
  readonly places: readonly PlatformName[];
}

/** What goes out of cards by e-mail or text message: their summaries, which hold no note, and where to answer. */
export function cardsToPlainMessage(cards: readonly Card[], options: PlainOptions): PlainMessage {
  const { at, lateMinutes, isReminder, repeat, places } = options;
  const [first] = cards;
  const isList = cards.length > 1;
  const more: Text[] = isList ? cards.map(({ summary }) => summary) : [];
  const button = first && mainButton(first);
  const [place] = places;
  if (button !== undefined) {
    more.push(
      place === undefined
        ? say('delivery.answer.phone')
        : say('delivery.answer', { place: say(`delivery.place.${place}`), button: button.label }),
    );
  }
  if (lateMinutes !== undefined) {
    more.push(lateText(lateMinutes, isList));
  }
  if (isReminder) more.push(say('delivery.unanswered'));
  if (repeat) more.push(say('delivery.repeat'));
  return { summary: isList ? listSummary(cards) : (first?.summary ?? say('delivery.repeat')), more, at };
}

function mainButton({ parts }: Card): ButtonView | undefined {
  const buttons = parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : []));
  return buttons.find(({ style }) => style === 'primary') ?? buttons[0];
}
