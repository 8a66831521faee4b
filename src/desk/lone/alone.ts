import type { PersonId } from '../../chat/outcome.ts';
import type { OnShift } from '../roster/index.ts';

/** A time in which one person is on shift at a branch and nobody else. Instants UTC ISO text, end exclusive. */
export interface Alone {
  readonly person: PersonId;
  readonly from: string;
  readonly until: string;
}

/** What matters of a shift here. */
type Span = Pick<OnShift, 'person' | 'startAt' | 'endAt'>;

/**
 * The times in which exactly one person is on shift, in order. Shifts of one person that follow each other are one
 * time, and two shifts of the same person at once are still one person.
 *
 * @param shifts of one branch, in any order
 */
export function timesAlone(shifts: readonly Span[]): readonly Alone[] {
  const moments = [...new Set(shifts.flatMap(({ startAt, endAt }) => [startAt, endAt]))].toSorted();
  const byStart = shifts.toSorted((a, b) => (a.startAt < b.startAt ? -1 : 1));
  const found: Alone[] = [];
  let running: readonly Span[] = [];
  let next = 0;
  for (const [index, from] of moments.entries()) {
    const until = moments[index + 1];
    if (until === undefined) break;
    const started: Span[] = [];
    for (let shift = byStart[next]; shift !== undefined && shift.startAt <= from; shift = byStart[next]) {
      started.push(shift);
      next += 1;
    }
    running = [...running, ...started].filter(({ endAt }) => endAt > from);
    const people = new Set(running.map(({ person }) => person));
    const [person] = people;
    if (person === undefined || people.size !== 1) continue;
    const before = found.at(-1);
    if (before?.person === person && before.until === from) found[found.length - 1] = { ...before, until };
    else found.push({ person, from, until });
  }
  return found;
}
