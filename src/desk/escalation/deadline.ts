import {
  addDays,
  addMs,
  hourMs,
  instantToLocal,
  localToInstant,
  localToInstants,
  msBetween,
} from '../../time.ts';
import type { Branch, Branches } from '../branches/index.ts';
import { type Moment, parseLength, parseMoment, resolveMoment } from '../roster/index.ts';

/** A deadline as people type it, before it is known on which clock. */
export type Deadline =
  | { readonly type: 'after'; readonly ms: number }
  /** `before` a day means its beginning; `by` a day, when the branch closes on it. */
  | { readonly type: 'moment'; readonly moment: Moment; readonly before: boolean };

/** What a deadline means on the branch's clock, or what has to be asked about it. Instants are UTC ISO text. */
export type ResolvedDeadline =
  | { readonly type: 'at'; readonly at: string }
  /** The clocks skip that time or show it twice, or it is over; `choices` lie ahead. */
  | {
      readonly type: 'unclear';
      readonly why: 'skipped' | 'twice' | 'past';
      readonly at: string;
      readonly choices: readonly string[];
    };

/** A deadline further away is a slip of the pen. */
const furthestMs = 366 * 86_400_000;
const halfDayMs = 12 * hourMs;

/** A time that can be nothing else: `18:30`, `6pm`, `6:30pm`. */
const plainTime = /^(?:\d{1,2}:\d{2}(?:[ap]m)?|\d{1,2}[ap]m)$/;
const momentWords: ReadonlySet<string> = new Set(['before', 'by', 'until', 'till']);
const lengthWords: ReadonlySet<string> = new Set(['in', 'within']);
/** After these a time is when something happens or happened, not a deadline. */
const pastWords: ReadonlySet<string> = new Set([
  'at',
  'since',
  'from',
  'around',
  'about',
  'after',
  'between',
]);

/**
 * Finds the deadline in what somebody wrote: at the end `before 18:30`, `by sat`, `in 20 minutes`, `within 2 hours`,
 * `tomorrow 9` or a plain time; anywhere else only `before` or `by` with a plain time. Undefined when there is none.
 */
export function findDeadline(
  text: string,
): { readonly words: string; readonly deadline: Deadline } | undefined {
  const tokens = text
    .toLowerCase()
    .split(/\s+/u)
    .map((token) => token.replace(/[.,;!?)]+$/u, ''))
    .filter((token) => token !== '');
  const last = tokens.length;
  for (let start = Math.max(0, last - 5); start < last; start++) {
    const words = tokens.slice(start);
    const deadline = parseDeadline(words.join(' ')) ?? bareMoment(words, tokens[start - 1]);
    if (deadline !== undefined) return { words: words.join(' '), deadline };
  }
  for (let start = last - 2; start >= 0; start--) {
    const words = tokens.slice(start, start + 2);
    if ((words[0] === 'before' || words[0] === 'by') && plainTime.test(words[1] ?? '')) {
      const deadline = parseDeadline(words.join(' '));
      if (deadline !== undefined) return { words: words.join(' '), deadline };
    }
  }
  return undefined;
}

/**
 * What is asked, without a length of time at its end that was read as the deadline: beside "Answer wanted by 18:30",
 * "may we waive this in 20 minutes" would ask for something else. A time of day reads well beside it, and stays.
 *
 * @param ms from the asking to the deadline
 */
export function withoutLength(reason: string, ms: number): string {
  const found = findDeadline(reason);
  if (found?.deadline.type !== 'after' || found.deadline.ms !== ms) return reason;
  const tokens = [...reason.matchAll(/\S+/gu)];
  const start = tokens.at(-found.words.split(' ').length)?.index ?? 0;
  const rest = reason.slice(0, start).replace(/[\s,;:–-]+$/u, '');
  const isAtEnd = reason.slice(start).toLowerCase().split(/\s+/u).join(' ').startsWith(found.words);
  return rest === '' || !isAtEnd ? reason : rest;
}

/** Reads a deadline that is all there is: with its `before`, `by`, `in` or `within`, else a moment alone. */
export function parseWholeDeadline(text: string): Deadline | undefined {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/[.,;!?]+$/u, '');
  return parseDeadline(words) ?? (words === '' ? undefined : momentDeadline(words, false)) ?? length(words);
}

function parseDeadline(words: string): Deadline | undefined {
  const [first = '', ...rest] = words.split(/\s+/u);
  if (rest.length === 0) return undefined;
  if (lengthWords.has(first)) return length(rest.join(' '));
  return momentWords.has(first) ? momentDeadline(rest.join(' '), first === 'before') : undefined;
}

/** Exact times and days only: `by next Saturday` may mean two, `1h30` a length, and `1950` a year. */
function momentDeadline(words: string, before: boolean): Deadline | undefined {
  const moment = /^\dh|^\d{4}$/.test(words) ? undefined : parseMoment(words.split(/\s+/u));
  if (moment?.type === 'instant') return { type: 'moment', moment, before };
  if (moment?.type !== 'local' || isVague(moment)) return undefined;
  return { type: 'moment', moment, before };
}

/** A part of a day, or a day that may be that of the week after. */
function isVague(moment: Extract<Moment, { type: 'local' }>): boolean {
  return (
    (moment.time === undefined && moment.part !== undefined) ||
    (moment.day !== undefined && 'next' in moment.day)
  );
}

function length(words: string): Deadline | undefined {
  const ms = parseLength(words);
  return ms === undefined ? undefined : { type: 'after', ms };
}

/** At the end a day with a time, or a plain time that nothing before it says the past of. */
function bareMoment(words: readonly string[], before: string | undefined): Deadline | undefined {
  if (before !== undefined && pastWords.has(before)) return undefined;
  const moment = parseMoment(words);
  if (moment?.type !== 'local' || moment.time === undefined || isVague(moment)) return undefined;
  const isPlain = words.length === 1 && plainTime.test(words[0] ?? '');
  const hasDay =
    words.length > 1 && parseMoment(words.slice(0, 1)) !== undefined && !/^\d/.test(words[0] ?? '');
  return isPlain || hasDay ? { type: 'moment', moment, before: false } : undefined;
}

/**
 * What the deadline means on the branch's clock; the organisation's while the branch is unknown. Undefined when it is
 * too far away to be meant.
 *
 * @param said when it was written: `today` and the like count from there
 * @param now when an answer is wanted; what is over by then is asked about
 */
export function resolveDeadline(
  deadline: Deadline,
  branch: Branch | undefined,
  said: string,
  branches: Branches,
  now = said,
): ResolvedDeadline | undefined {
  if (deadline.type === 'after') {
    const at = addMs(said, deadline.ms);
    return at > now ? { type: 'at', at } : { type: 'unclear', why: 'past', at, choices: [] };
  }
  const zone = branch?.timezone ?? branches.organisation().timezone;
  // A time alone is that of today, also when it is over: then it is asked about.
  const moment: Moment =
    deadline.moment.type === 'local' ? { day: { daysAhead: 0 }, ...deadline.moment } : deadline.moment;
  const resolved = resolveMoment(moment, zone, said);
  switch (resolved.type) {
    case 'now':
    case 'part':
      return undefined;
    case 'skipped':
    case 'twice': {
      const choices = resolved.choices.filter((at) => at > now);
      const at = resolved.choices[0];
      return choices.length === 0
        ? { type: 'unclear', why: 'past', at, choices: [] }
        : { type: 'unclear', why: resolved.type, at, choices };
    }
    case 'moment':
      return ahead(resolved.at, moment, zone, now);
    case 'day': {
      const start = localToInstant(resolved.date, '00:00', zone);
      const closes = branch === undefined ? undefined : branches.hoursOn(branch, resolved.date).at(-1)?.to;
      const at = deadline.before
        ? start
        : (closes ?? localToInstant(addDays(resolved.date, 1), '00:00', zone));
      return ahead(at, moment, zone, now);
    }
  }
}

/** A time that is over may have been meant for this evening, or for the next such day. */
function ahead(at: string, moment: Moment, zone: string, now: string): ResolvedDeadline | undefined {
  if (at > now) return msBetween(now, at) > furthestMs ? undefined : { type: 'at', at };
  const evening = addMs(at, halfDayMs);
  const { date, time } = instantToLocal(at, zone);
  const day = moment.type === 'local' ? moment.day : undefined;
  const isDated = moment.type === 'instant' || (day !== undefined && 'date' in day);
  const days = day !== undefined && 'weekday' in day ? 7 : 1;
  const [again] = localToInstants(addDays(date, days), time, zone);
  return {
    type: 'unclear',
    why: 'past',
    at,
    choices: isDated
      ? []
      : [
          ...(time < '12:00' && evening > now ? [evening] : []),
          ...(again === undefined || again <= now ? [] : [again]),
        ],
  };
}
