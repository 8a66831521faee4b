import { z } from 'zod';
import { route } from '../routes/index.ts';

/** The groups that a policy step can ask by name. */
export const targetGroups = [
  'onShift',
  'pic',
  'zone',
  'security',
  'supervisor',
  'director',
  'neighbourPic',
] as const;

/**
 * Who a policy step asks. A named person is given by staff id; a position is one of the branch's shifts at that moment;
 * `zone` is whoever is on shift in the position that is called like the zone of the call.
 */
export const target = z.union([
  z.enum(targetGroups),
  z.strictObject({ person: z.string() }),
  z.strictObject({ position: z.string() }),
]);
export type Target = z.infer<typeof target>;

/** One rung of the ladder: `afterMs` counts from the moment it began. */
export const step = z.strictObject({
  afterMs: z.int().nonnegative(),
  ask: z.array(target),
  /** Only while the branch is open, or only while it is closed; else it is skipped like a step that finds nobody. */
  when: z.enum(['open', 'closed']).optional(),
  /** How many must come before nobody more is asked; absent: one. */
  needs: z.int().positive().optional(),
});
export type Step = z.infer<typeof step>;

/** Why somebody was asked: what the step said, that nobody else could be, or that they took it up themselves. */
export const reasons = [...targetGroups, 'position', 'named', 'fallback', 'tookUp'] as const;
export type Reason = (typeof reasons)[number];

/** Somebody who was asked: at which step, why and when. Stands in the record. */
export const asked = z.strictObject({
  person: z.string(),
  step: z.int(),
  why: z.enum(reasons),
  at: z.string(),
});
export type Asked = z.infer<typeof asked>;

/** What a record that climbs a ladder holds of it. */
export const ladderFields = {
  /** The policy as it stood when the record was made. */
  steps: z.array(step),
  lastAfterMs: z.int(),
  staleAfterMs: z.int(),
  quietAfterMs: z.int().optional(),
  /** A staff id. */
  fallback: z.string().optional(),
  /** Index of the step that comes next; beyond the last one, nobody is left to ask. */
  nextStep: z.int(),
  asked: z.array(asked),
  unreached: z.array(
    z.strictObject({
      person: z.string(),
      at: z.string(),
      reason: z.string(),
      /** Those that were tried. */
      routes: z.array(route).optional(),
    }),
  ),
};

/** Somebody to ask, and why. */
export type Candidate = Pick<Asked, 'person' | 'why'>;
