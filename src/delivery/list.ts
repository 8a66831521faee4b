import type { Card, CardPart } from '../chat/card.ts';
import { say } from './texts.en.ts';

/** With more than this many waiting for the same person, they go out as one message. */
export const separateUpTo = 3;
/** Of more, not all headings and buttons would fit a message, however they are answered; the rest follows in another. */
export const mostInList = 8;

/**
 * Several cards in one message: of each what it is about, how it stands, its notes, and its buttons. It is the only
 * message about them, and goes to one person. Where it gets longer than a message may be, all but headings and buttons can
 * be spared.
 */
export function cardsToList(given: readonly Card[]): Card {
  const cards = urgentFirst(given);
  const tone = cards[0]?.tone;
  return {
    summary: listSummary(cards),
    ...(tone === undefined ? {} : { tone }),
    parts: [
      { type: 'context', text: say('delivery.list.why', { count: cards.length }) },
      ...cards.flatMap(toEntry),
    ],
  };
}

export function listSummary(cards: readonly Card[]) {
  return say('delivery.list', { count: cards.length, first: urgentFirst(cards)[0]?.summary ?? '' });
}

/** A notification shows the first: a drill or a quiet word there would hide that somebody needs help now. */
function urgentFirst(cards: readonly Card[]): readonly Card[] {
  return cards.toSorted((a, b) => urgencyOf(b) - urgencyOf(a));
}

function urgencyOf({ tone, isEmergency }: Card): number {
  if (tone !== 'urgent') return 0;
  return isEmergency === true ? 2 : 1;
}

function toEntry({ summary, parts }: Card): readonly CardPart[] {
  const heading = parts.find((part) => part.type === 'heading');
  // Who called when comes first, and notes after it: they stand nowhere else.
  const facts = parts.flatMap((part) => (part.type === 'facts' ? [part] : []));
  return [
    heading ?? { type: 'heading', text: summary },
    ...parts.flatMap((part) => (part.type === 'text' ? [{ ...part, spare: true as const }] : [])),
    ...facts.map((part, index) => ({ ...part, spare: index === 0 ? (true as const) : ('late' as const) })),
    ...parts.filter((part) => part.type === 'buttons'),
  ];
}
