import { parseNumber } from '../incidents/index.ts';
import { type Deadline, findDeadline } from './deadline.ts';
import type { Escalation } from './schema.ts';

export type About = NonNullable<Escalation['about']>;

/** What the words after `escalate` say. */
export interface ParsedEscalation {
  readonly about: About | undefined;
  /** As typed, with the deadline in it: what was written is never cut. */
  readonly reason: string;
  readonly deadline: { readonly words: string; readonly deadline: Deadline } | undefined;
  /** Where the first word may be a record's number: that word and everything as typed, as there may be no such record. */
  readonly typed?: { readonly number: string; readonly words: string };
}

/** Reads `[number] <reason> [deadline]`. */
export function parseEscalation(words: string): ParsedEscalation {
  const trimmed = words.trim();
  const [first = ''] = trimmed.split(/\s+/u, 1);
  const about = parseAbout(first);
  if (about === undefined) return { about, reason: trimmed, deadline: findDeadline(trimmed) };
  const reason = trimmed.slice(first.length).replace(/^[\s:,–-]+/u, '');
  const typed = { number: withoutMark(first), words: trimmed };
  return { about, reason, deadline: findDeadline(reason), typed };
}

/**
 * Reads the number of a call (`H-0007`) or of a report (`CEN-2026-00042`), any case and with or without a report's zeros.
 * Of a report the year is one of this century: numbers of telephones and library cards are written alike.
 */
export function parseAbout(text: string): About | undefined {
  const number = withoutMark(text.trim()).toUpperCase();
  if (/^H-\d{4,9}$/.test(number)) return { kind: 'help', number };
  const report = /^[A-Z0-9][A-Z0-9_-]*-20\d{2}-\d+$/.test(number) ? parseNumber(number) : undefined;
  return report === undefined ? undefined : { kind: 'incident', number: report };
}

function withoutMark(word: string): string {
  return word.replace(/[:,;.]+$/u, '');
}
