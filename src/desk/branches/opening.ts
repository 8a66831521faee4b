import { addDays, addMs, instantToLocal, type LocalDate, localToInstant, weekdayOf } from '../../time.ts';
import type { Branch } from './schema.ts';
import type { Opening, OpenSpan } from './types.ts';

const weekMs = 7 * 86_400_000;
const daysInYear = 366;

/** By branch as it is stored, what was found last, and until when it stays so. */
const lastFound = new WeakMap<
  Branch,
  { readonly from: string; readonly to: string; readonly opening: Opening }
>();

/**
 * Whether a branch is open at an instant, until when, or when it opens next. A span belongs to the day on which it
 * opens: a closed date drops it whole, and what has run over midnight from the day before stays open to its end.
 */
export function openingOf(branch: Branch, at: string): Opening {
  const last = lastFound.get(branch);
  if (last !== undefined && last.from <= at && at < last.to) return last.opening;
  const opening = findOpening(branch, at);
  const to = opening.open ? opening.until : opening.next;
  if (to !== undefined) lastFound.set(branch, { from: at, to, opening });
  return opening;
}

function findOpening(branch: Branch, at: string): Opening {
  const today = instantToLocal(at, branch.timezone).date;
  const until = openUntil(branch, at, today);
  if (until !== undefined) {
    return until <= addMs(at, weekMs) ? { open: true, until } : { open: true };
  }
  const next = nextOpening(branch, at, today);
  return next === undefined ? { open: false } : { open: false, next };
}

/** The end of the spans that cover the moment and follow each other without a break; looks a little over a week ahead. */
function openUntil(branch: Branch, at: string, today: LocalDate): string | undefined {
  let until: string | undefined;
  let lastDay = today;
  for (let date = addDays(today, -1); date <= lastDay; date = addDays(date, 1)) {
    for (const span of spansOf(branch, date)) {
      const continues = until === undefined ? span.from <= at : span.from <= until;
      if (continues && span.to > (until ?? at)) until = span.to;
    }
    // Only what opens by then can go on without a break.
    if (until !== undefined)
      lastDay = earlier(instantToLocal(until, branch.timezone).date, addDays(today, 8));
  }
  return until;
}

function nextOpening(branch: Branch, at: string, today: LocalDate): string | undefined {
  for (let day = 0; day <= daysInYear; day++) {
    const next = spansOf(branch, addDays(today, day)).find((span) => span.from > at);
    if (next !== undefined) return next.from;
  }
  return undefined;
}

/** By branch as it is stored, which is never changed in place, and by local date. */
const known = new WeakMap<Branch, Map<LocalDate, readonly OpenSpan[]>>();

/** The hours that begin on a local date, in order. */
export function spansOf(branch: Branch, date: LocalDate): readonly OpenSpan[] {
  let dates = known.get(branch);
  if (dates === undefined || dates.size > daysInYear) {
    dates = new Map();
    known.set(branch, dates);
  }
  const spans = dates.get(date) ?? computeSpans(branch, date);
  dates.set(date, spans);
  return spans;
}

function computeSpans(branch: Branch, date: LocalDate): readonly OpenSpan[] {
  const hours = branch.hours[weekdayOf(date)];
  if (hours === undefined || branch.closedOn.includes(date)) return [];
  return hours
    .map(({ opens, closes }) => ({
      from: localToInstant(date, opens, branch.timezone),
      to: localToInstant(closes <= opens ? addDays(date, 1) : date, closes, branch.timezone),
    }))
    .filter((span) => span.from < span.to)
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

function earlier(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b;
}
