import { isDeepStrictEqual } from 'node:util';
import { isChangeOf, type Store, type Transaction } from '../../store/store.ts';
import {
  addDays,
  hourMs,
  type Instant,
  instantToLocal,
  localToInstant,
  msBetween,
  weekdayOf,
} from '../../time.ts';
import { type Branches, type Organisation, organisationCollection } from '../branches/index.ts';
import { type ReachPlan, reachPlanCollection } from './schema.ts';

const planId = 'weekly';
/** A test that was missed for longer waits for the next week, and one that a stop interrupted for longer is over. */
const madeUpForMs = 3 * hourMs;

/**
 * Keeps the plan as organisation.json says, from now on: a changed hour is worked out anew, and without the setting
 * there is no plan. Writes nothing while both agree.
 */
export async function followSetting(store: Store, branches: Branches): Promise<void> {
  await align(store, branches.organisation());
  store.changes((commit) => {
    if (!commit.changes.some((change) => isChangeOf(change, organisationCollection))) return;
    // What could not be saved now is made up for when the plan next falls due, or at the next start.
    align(store, branches.organisation()).catch(() => undefined);
  });
}

async function align(store: Store, organisation: Organisation): Promise<void> {
  if (agrees(await store.get(reachPlanCollection, planId), organisation)) return;
  await store.transact(async (tx) => void (await alignIn(tx, organisation)));
}

/** @returns the plan when it already was as the setting says; undefined when it had to be changed. */
export async function alignIn(tx: Transaction, organisation: Organisation): Promise<ReachPlan | undefined> {
  const plan = await tx.get(reachPlanCollection, planId);
  if (agrees(plan, organisation)) return plan;
  const { reachTest, timezone } = organisation;
  if (reachTest === undefined) await tx.delete(reachPlanCollection, planId);
  else await tx.put(reachPlanCollection, { id: planId, ...reachTest, zone: timezone });
  return undefined;
}

function agrees(plan: ReachPlan | undefined, { reachTest, timezone }: Organisation): boolean {
  const planned = plan && { day: plan.day, time: plan.time, zone: plan.zone };
  return isDeepStrictEqual(planned, reachTest && { ...reachTest, zone: timezone });
}

/** The first planned moment after an instant. An hour that the clocks skip is the moment after the gap. */
export function nextAfter(plan: Pick<ReachPlan, 'day' | 'time' | 'zone'>, after: Instant): Instant {
  let date = instantToLocal(after, plan.zone).date;
  for (;;) {
    if (weekdayOf(date) === plan.day) {
      const at = localToInstant(date, plan.time, plan.zone);
      if (at > after) return at;
    }
    date = addDays(date, 1);
  }
}

/**
 * Whether a test of this moment may still begin or go on: later on, or on the next day, it would ring people at an hour
 * nobody chose.
 */
export function isInTime(at: Instant, now: Instant, zone: string): boolean {
  return (
    msBetween(at, now) <= madeUpForMs && instantToLocal(at, zone).date === instantToLocal(now, zone).date
  );
}
