import type { Card } from '../chat/card.ts';
import { msBetween } from '../time.ts';
import { say } from './texts.en.ts';

/** A message sent this long after it was written says that it is late. */
const lateMs = 2 * 60_000;

/** Whole minutes that a message of this moment is late by; undefined when it is not. Both are UTC ISO text. */
export function minutesLate(writtenAt: string, now: string): number | undefined {
  return msBetween(writtenAt, now) < lateMs ? undefined : wholeMinutes(writtenAt, now);
}

/** Both are UTC ISO text. */
export function wholeMinutes(from: string, to: string): number {
  return Math.round(msBetween(from, to) / 60_000);
}

/** What was owed for long says so: whoever reads it must not think that it happened just now. */
export function markLate(card: Card, minutes: number | undefined, isList: boolean): Card {
  if (minutes === undefined) return card;
  const text = say(isList ? 'delivery.list.late' : 'delivery.late', { minutes });
  return { ...card, parts: [...card.parts, { type: 'context', text }] };
}
