import { type Deadline, findDeadline } from './deadline.ts';
import type { Escalation } from './schema.ts';

export type About = NonNullable<Escalation['about']>;

/** What the words after `escalate` say. */
export interface ParsedEscalation {
  readonly about: About | undefined;
  /** As typed, with the deadline in it: what was written is never cut. */
  readonly reason: string;
  readonly deadline: { readonly words: string; readonly deadline: Deadline } | undefined;
}

/** Reads `[number] <reason> [deadline]`. */
export function parseEscalation(words: string): ParsedEscalation {
  const trimmed = words.trim();
  const [first = ''] = trimmed.split(/\s+/u, 1);
  const about = parseAbout(first);
  const reason = about === undefined ? trimmed : trimmed.slice(first.length).replace(/^[\s:,–-]+/u, '');
  return { about, reason, deadline: findDeadline(reason) };
}

/** Reads the number of a call (`H-0007`) or of a report (`CEN-2026-00042`), any case and with or without a report's zeros. */
export function parseAbout(text: string): About | undefined {
  const number = text
    .trim()
    .toUpperCase()
    .replace(/[:,;.]+$/u, '');
  if (/^H-\d{4,9}$/.test(number)) return { kind: 'help', number };
  const [, branch, year, count] = /^([A-Z0-9-]{1,20})-(\d{4})-0*(\d{1,9})$/.exec(number) ?? [];
  if (branch === undefined || count === undefined) return undefined;
  return { kind: 'incident', number: `${branch}-${year}-${count.padStart(5, '0')}` };
}
