import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Shift } from '../desk/roster/schema.ts';
import { type Instant, instantToLocal } from '../time.ts';
import type { Findings } from './problem.ts';

/** Shifts compared before others get their turn: a desk that runs must go on answering. */
const shiftsPerTurn = 2000;

/** One shift as `shifts.csv` has it. */
interface Written {
  readonly line: number;
  readonly branch: string;
  readonly shift: Shift;
}

/** Gathers who is where, to tell of people who are on shift at two branches at once. */
export function createTwoPlaces() {
  const byPerson = new Map<string, Written[]>();
  return {
    add(written: Written): void {
      const { staff } = written.shift;
      if (staff === null) return;
      const known = byPerson.get(staff);
      if (known === undefined) byPerson.set(staff, [written]);
      else known.push(written);
    },
    /**
     * Tells once of each of them.
     *
     * @param zones of the branches
     * @param now what was over by then is nothing any more; without it all counts
     */
    async tell(
      findings: Findings,
      zones: ReadonlyMap<string, string | undefined>,
      now: Instant = '',
    ): Promise<void> {
      let compared = 0;
      for (const [person, shifts] of byPerson) {
        const turns = Math.floor(compared / shiftsPerTurn);
        compared += shifts.length;
        if (Math.floor(compared / shiftsPerTurn) > turns) await nextTurn();
        const [first, ...more] = atOnce(shifts, now);
        if (first === undefined) continue;
        findings.warn({ line: first.later.line }, sentenceFor(person, first, more.length, zones));
      }
    },
  };
}

/** Two shifts of one person at two branches. */
interface Pair {
  readonly earlier: Written;
  readonly later: Written;
  /** Until when both run. */
  readonly endAt: Instant;
}

/** For each shift that begins while the person is at another branch, and is not over there by `now`, one pair. */
function atOnce(shifts: readonly Written[], now: Instant): readonly Pair[] {
  const pairs: Pair[] = [];
  /** Of those that have begun, the one that ends last, and the one at another branch than that which does. */
  let last: Written | undefined;
  let elsewhere: Written | undefined;
  for (const later of shifts.toSorted(byStart)) {
    const earlier = last?.branch === later.branch ? elsewhere : last;
    if (earlier !== undefined && earlier.shift.endAt > later.shift.startAt) {
      const endAt = earlierOf(earlier.shift.endAt, later.shift.endAt);
      if (endAt > now) pairs.push({ earlier, later, endAt });
    }
    if (last === undefined || later.shift.endAt > last.shift.endAt) {
      if (last?.branch !== later.branch) elsewhere = last;
      last = later;
    } else if (later.branch !== last.branch && later.shift.endAt > (elsewhere?.shift.endAt ?? '')) {
      elsewhere = later;
    }
  }
  return pairs;
}

function sentenceFor(
  person: string,
  { earlier, later, endAt }: Pair,
  more: number,
  zones: ReadonlyMap<string, string | undefined>,
): string {
  const zone = zones.get(later.branch) ?? 'UTC';
  const from = instantToLocal(later.shift.startAt, zone);
  const to = instantToLocal(endAt, zone);
  const until = from.date === to.date ? to.time : `${to.date} ${to.time}`;
  const clocks = zones.get(earlier.branch) === zone ? '' : ` on the clocks of ${later.branch}`;
  const rest = more === 0 ? '' : ` It is so ${more === 1 ? 'once more' : `${more} more times`}.`;
  return `${person} is on shift at two branches at once, at ${later.branch} by this line and at ${earlier.branch} by line ${earlier.line}, from ${from.date} ${from.time} to ${until}${clocks}. A call of theirs that names no branch goes to the one whose shift began last. Correct the shifts.${rest}`;
}

function byStart(one: Written, other: Written): number {
  const [a, b] = [one.shift.startAt, other.shift.startAt];
  if (a === b) return one.line - other.line;
  return a < b ? -1 : 1;
}

function earlierOf(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}
