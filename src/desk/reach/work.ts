import { randomUUID } from 'node:crypto';
import type { Outcome, PersonId } from '../../chat/outcome.ts';
import { type Draft, forgetUpTo, type Store, type Transaction } from '../../store/store.ts';
import { addMs } from '../../time.ts';
import { alignIn, isInTime, nextAfter } from './plan.ts';
import { report } from './report.ts';
import { type Asked, askNext, begin, keepMs, type ReachReads } from './rules.ts';
import {
  type ReachCheck,
  type ReachTest,
  reachCheckCollection,
  reachPlanCollection,
  reachTestCollection,
} from './schema.ts';

interface Due {
  readonly now: string;
  readonly lateMs: number;
}

/** The newest test; undefined when there was none. */
export async function latestTest(tx: Transaction): Promise<ReachTest | undefined> {
  const [latest] = await tx.range(reachTestCollection, 'at', { descending: true, limit: 1 });
  return latest;
}

/**
 * Starts a test, unless one is under way: nobody is rung by two at once.
 *
 * @param by undefined when the plan does it
 */
export async function beginTest(
  tx: Transaction,
  by: PersonId | undefined,
  now: string,
  reads: ReachReads,
): Promise<Outcome | { readonly underWay: ReachTest }> {
  const latest = await latestTest(tx);
  if (latest?.due !== undefined) return { underWay: latest };
  return ask(tx, begin(randomUUID(), by, now, reads), now);
}

/** The planned moment has come, or was missed while the desk was not running. */
export async function onPlanDue(
  tx: Transaction,
  id: string,
  { now }: Due,
  reads: ReachReads,
): Promise<Outcome> {
  const plan = await tx.get(reachPlanCollection, id);
  if (plan === undefined) return {};
  // The setting was changed, and that could not be saved then.
  if ((await alignIn(tx, reads.branches.organisation())) === undefined) return {};
  const { nextAt } = plan;
  // A wall clock that was put back does not bring the same test twice.
  const after = nextAt !== undefined && nextAt > now ? nextAt : now;
  await tx.put(reachPlanCollection, { ...plan, nextAt: nextAfter(plan, after) });
  if (nextAt === undefined || !isInTime(nextAt, after, plan.zone)) return {};
  const begun = await beginTest(tx, undefined, now, reads);
  return 'underWay' in begun ? {} : begun;
}

/** The next few people are to be asked, or the list is to go out. */
export async function onTestDue(
  tx: Transaction,
  id: string,
  { now, lateMs }: Due,
  reads: ReachReads,
): Promise<Outcome> {
  const test = await tx.get(reachTestCollection, id);
  if (test?.due === undefined) return {};
  if (test.due.what === 'ask') return ask(tx, askNext(test, now, lateMs, reads), now);
  const { due: _, ...rest } = test;
  const reported = await tx.put(reachTestCollection, rest);
  const checks = await tx.find(reachCheckCollection, 'test', id);
  return { ring: report(reported, checks, reads) };
}

async function ask(tx: Transaction, { test, people }: Asked, now: string): Promise<Outcome> {
  const saved = await tx.put(reachTestCollection, test);
  const checks: Draft<ReachCheck>[] = people.map((person) => ({
    id: randomUUID(),
    test: saved.id,
    person,
    at: now,
  }));
  for (const check of checks) await tx.put(reachCheckCollection, check);
  return {
    post: checks.map(({ id, person }) => ({
      record: { kind: 'reach', id },
      view: 'asked',
      to: { person },
      onlyWhileOpen: true,
    })),
  };
}

/** Forgets tests older than five weeks, and who was reached by them, whether or not another one is made. Run every hour. */
export async function forgetOldTests(store: Store, now: string): Promise<void> {
  const to = addMs(now, -keepMs);
  await forgetUpTo(store, reachCheckCollection, 'at', to);
  await forgetUpTo(store, reachTestCollection, 'at', to);
}
