import { z } from 'zod';
import { platformNames } from '../../chat/request.ts';
import type { AnyCollection, Collection } from '../../store/store.ts';
import { weekdays } from '../../time.ts';
import { route } from '../routes/index.ts';

/** The weekly test as organisation.json sets it; there is one or none. */
export const reachPlanSchema = z.strictObject({
  id: z.literal('weekly'),
  revision: z.int(),
  day: z.enum(weekdays),
  /** `HH:mm` on the organisation's clocks. */
  time: z.string(),
  /** The organisation's zone when it was planned. */
  zone: z.string(),
  /** UTC ISO text; absent until it has been worked out. */
  nextAt: z.string().optional(),
});
export type ReachPlan = z.infer<typeof reachPlanSchema>;

/** One test of whether calls would reach people. */
export const reachTestSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  at: z.string(),
  /** Who started it by hand; absent: the plan. */
  by: z.string().optional(),
  /** People are asked in the order of their staff ids: the last one asked so far. */
  askedUpTo: z.string().optional(),
  /** Asking stopped before everybody was asked, because the desk was not running for too long. */
  cutShort: z.boolean().optional(),
  /** When the list of those who did not confirm goes out. */
  reportAt: z.string(),
  due: z.strictObject({ what: z.enum(['ask', 'report']), at: z.string() }).optional(),
});
export type ReachTest = z.infer<typeof reachTestSchema>;

/** One person's part of a test: a record of its own, so that one press redraws one card. */
export const reachCheckSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  test: z.string(),
  person: z.string(),
  at: z.string(),
  confirmed: z.strictObject({ at: z.string(), platform: z.enum(platformNames).optional() }).optional(),
  /** `routes`: those that were tried; empty when the person has none. */
  unreached: z.strictObject({ at: z.string(), routes: z.array(route).optional() }).optional(),
  /** It got there by a later route than the chat platforms. */
  rerouted: z.strictObject({ by: route, insteadOf: z.array(route) }).optional(),
});
export type ReachCheck = z.infer<typeof reachCheckSchema>;

export const reachPlanCollection: Collection<ReachPlan> = {
  name: 'reachPlans',
  schema: reachPlanSchema,
  indexes: { due: planDueAt },
};

export const reachTestCollection: Collection<ReachTest> = {
  name: 'reachTests',
  schema: reachTestSchema,
  indexes: { due: (test) => test.due?.at, at: (test) => test.at },
};

export const reachCheckCollection: Collection<ReachCheck> = {
  name: 'reachChecks',
  schema: reachCheckSchema,
  indexes: { test: (check) => check.test, person: (check) => check.person, at: (check) => check.at },
};

export const reachCollections: readonly AnyCollection[] = [
  reachPlanCollection,
  reachTestCollection,
  reachCheckCollection,
];

/** A plan that was never worked out is due at once: only then is it known what time it is. */
export function planDueAt(plan: ReachPlan): string {
  return plan.nextAt ?? '1970-01-01T00:00:00.000Z';
}
