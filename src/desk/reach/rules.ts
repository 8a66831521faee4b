import type { PersonId } from '../../chat/outcome.ts';
import type { Rerouted } from '../../chat/record-kind.ts';
import type { PlatformName, RouteName } from '../../chat/request.ts';
import type { Draft } from '../../store/store.ts';
import { addMs, dayMs, instantToLocal, minuteMs } from '../../time.ts';
import { wasMissed } from '../asking/index.ts';
import type { Branches } from '../branches/index.ts';
import type { People } from '../people/index.ts';
import type { Roster } from '../roster/index.ts';
import { isInTime } from './plan.ts';
import type { ReachCheck, ReachTest } from './schema.ts';

/** The read models that say who takes part. */
export interface ReachReads {
  readonly people: People;
  readonly roster: Roster;
  readonly branches: Branches;
}

/** So few at once that a call for help never waits behind a test, and all of 250 are asked within seven minutes. */
const batchSize = 20;
const batchMs = minuteMs / 2;
const awayMs = 7 * dayMs;
const mostClosedDays = 14;
/** Older tests are forgotten: five lists stay to compare. */
export const keepMs = 35 * dayMs;

export interface Asked {
  readonly test: Draft<ReachTest>;
  /** Who is asked now. */
  readonly people: readonly PersonId[];
}

/** Starts a test and asks the first people. */
export function begin(id: string, by: PersonId | undefined, now: string, reads: ReachReads): Asked {
  const reportAt = reportTime(now, reads.branches);
  return askNext({ id, at: now, reportAt, ...(by === undefined ? {} : { by }) }, now, 0, reads);
}

/**
 * Asks the next few people; when nobody is left, the list is due. After a stop nobody more is rung at an hour at which a
 * planned test would not begin either.
 *
 * @param lateMs milliseconds since it was due
 */
export function askNext(test: Draft<ReachTest>, now: string, lateMs: number, reads: ReachReads): Asked {
  const { due: _, ...rest } = test;
  const report = { what: 'report' as const, at: test.reportAt };
  if (wasMissed(lateMs) && !isInTime(test.at, now, reads.branches.organisation().timezone))
    return { test: { ...rest, cutShort: true, due: report }, people: [] };
  const left = reads.people
    .all()
    .map(({ id }) => id)
    .filter((id) => test.askedUpTo === undefined || id > test.askedUpTo)
    .toSorted();
  const people: PersonId[] = [];
  let last = test.askedUpTo;
  for (const id of left) {
    if (people.length === batchSize) break;
    last = id;
    if (!isAway(`staff:${id}`, now, reads.roster)) people.push(`staff:${id}`);
  }
  const isLast = last === undefined || last === (left.at(-1) ?? last);
  return {
    test: {
      ...rest,
      ...(last === undefined ? {} : { askedUpTo: last }),
      due: isLast ? report : { what: 'ask', at: addMs(now, batchMs) },
    },
    people,
  };
}

/** Whose next shift in the plan is more than a week off is on holiday; whoever is in no plan is not. */
export function isAway(person: PersonId, now: string, roster: Pick<Roster, 'shiftsOf' | 'nextOf'>): boolean {
  if (roster.shiftsOf(person, now).length > 0) return false;
  const next = roster.nextOf(person, now)?.startAt;
  return next !== undefined && next > addMs(now, awayMs);
}

/** A day later; a day on which every branch is closed is not one on which people answer. */
function reportTime(now: string, branches: Branches): string {
  const all = branches.all();
  const isClosed = (at: string) =>
    all.every((branch) => {
      const { date } = instantToLocal(at, branch.timezone);
      return branches.hoursOn(branch, date).length === 0;
    });
  for (let days = 1; days <= mostClosedDays; days++) {
    const at = addMs(now, days * dayMs);
    if (!isClosed(at)) return at;
  }
  return addMs(now, dayMs);
}

/** "It reached me". The first press counts, also one that comes after the list. */
export function confirm(check: ReachCheck, now: string, platform: PlatformName | undefined): ReachCheck {
  if (check.confirmed !== undefined) return check;
  return { ...check, confirmed: { at: now, ...(platform === undefined ? {} : { platform }) } };
}

export function unreached(
  check: ReachCheck,
  now: string,
  routes: readonly RouteName[] | undefined,
): ReachCheck {
  if (check.unreached !== undefined) return check;
  return { ...check, unreached: { at: now, ...(routes === undefined ? {} : { routes: [...routes] }) } };
}

export function rerouted(check: ReachCheck, { by, insteadOf }: Rerouted): ReachCheck {
  return { ...check, rerouted: { by, insteadOf: [...insteadOf] } };
}
