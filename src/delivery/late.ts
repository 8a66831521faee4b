import type { Card } from '../chat/card.ts';
import type { Text } from '../chat/text.ts';
import { say } from './texts.en.ts';

/** A message sent this long after it was written says that it is late. */
const lateMs = 2 * 60_000;
/** From here on nobody counts in minutes. */
const hoursFrom = 120;

/** Whole minutes that a message is late by which is so old; undefined when it is not. */
export function minutesLate(ms: number): number | undefined {
  return ms < lateMs ? undefined : Math.round(ms / 60_000);
}

/** @param minutes whole ones */
export function lateText(minutes: number, isList: boolean): Text {
  if (minutes < hoursFrom) return say(isList ? 'delivery.list.late' : 'delivery.late', { minutes });
  const hours = Math.round(minutes / 60);
  return say(isList ? 'delivery.list.late.hours' : 'delivery.late.hours', { hours });
}

/** What was owed for long says so: whoever reads it must not think that it happened just now. */
export function markLate(card: Card, minutes: number | undefined, isList: boolean): Card {
  if (minutes === undefined) return card;
  return { ...card, parts: [...card.parts, { type: 'context', text: lateText(minutes, isList) }] };
}
