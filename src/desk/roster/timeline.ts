import type { Shift, ShiftDay } from './schema.ts';

/** The shifts of one branch in order of start, for finding those around a moment. Built once, never changed. */
export interface Timeline {
  /** Staff ids that occur. */
  readonly staff: ReadonlySet<string>;
  /** Shifts that overlap the time from `fromMs` to before `toMs`, by start. */
  overlapping(fromMs: number, toMs: number): readonly Shift[];
  /** Shifts that start after the moment, one by one in order of start. */
  startingAfter(ms: number): Iterable<Shift>;
}

/** Sorts the shifts of a branch by start. */
export function createTimeline(days: Iterable<ShiftDay>): Timeline {
  const entries: { readonly shift: Shift; readonly start: number; readonly end: number }[] = [];
  for (const day of days) {
    for (const shift of day.shifts) {
      entries.push({ shift, start: Date.parse(shift.startAt), end: Date.parse(shift.endAt) });
    }
  }
  entries.sort((a, b) => a.start - b.start);
  const starts = Float64Array.from(entries, (entry) => entry.start);
  const longest = entries.reduce((most, entry) => Math.max(most, entry.end - entry.start), 0);
  const staff = new Set(entries.flatMap(({ shift }) => (shift.staff === null ? [] : [shift.staff])));

  return {
    staff,
    overlapping(fromMs, toMs) {
      const found: Shift[] = [];
      // A shift that still runs at `fromMs` started at most the longest shift before it.
      for (let index = firstAbove(starts, fromMs - longest - 1); index < entries.length; index++) {
        const entry = entries[index];
        if (entry === undefined || entry.start >= toMs) break;
        if (entry.end > fromMs) found.push(entry.shift);
      }
      return found;
    },
    *startingAfter(ms) {
      for (let index = firstAbove(starts, ms); index < entries.length; index++) {
        const entry = entries[index];
        if (entry !== undefined) yield entry.shift;
      }
    },
  };
}

/** The first index whose number is greater. */
function firstAbove(sorted: Float64Array, number: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}
