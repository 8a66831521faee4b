import { z } from 'zod';
import type { Collection } from '../../store/store.ts';
import { hourMs } from '../../time.ts';
import { type Step, step as stepSchema, type Target } from './schema.ts';

/**
 * What a policy is for: the three urgencies of a call for help, a staff member asking for a supervisor, and a check-in
 * that somebody who is alone has not answered.
 */
export const policyKinds = ['assist', 'now', 'emergency', 'escalate', 'lone'] as const;
export type PolicyKind = (typeof policyKinds)[number];

export const policySchema = z.strictObject({
  /** See `policyId`. */
  id: z.string(),
  revision: z.int(),
  for: z.enum(policyKinds),
  /** Codes of the branches it is for; absent: every branch that no other policy lists. */
  branches: z.array(z.string()).optional(),
  /** In ascending order of time; never empty. */
  steps: z.array(stepSchema).min(1),
  /** After this long the caller is told that nobody has confirmed. Later than every step. */
  lastAfterMs: z.int().positive(),
  /** A call that was overdue for longer when the desk came back only tells the caller and the supervisor. */
  staleAfterMs: z.int().positive(),
  /** Somebody who said that they are coming and has not arrived is asked about it after this long; absent: `defaultQuietAfterMs`. */
  quietAfterMs: z.int().positive().optional(),
  /** A staff id: asked where the steps find nobody. Absent, or while the building is unknown: the organisation's. */
  fallback: z.string().optional(),
});
export type StoredPolicy = z.infer<typeof policySchema>;

/** A policy as it is followed, whether it is stored or built in. */
export type Policy = Omit<StoredPolicy, 'id' | 'revision'>;

/** What the administrator's `policies.json` says, one record per entry. */
export const policyCollection: Collection<StoredPolicy> = {
  name: 'policies',
  schema: policySchema,
  indexes: {},
};

/** The id of a stored policy: the same entry has the same id at every import, in whatever order it lists branches. */
export function policyId(policy: Pick<Policy, 'for' | 'branches'>): string {
  return policy.branches === undefined ? policy.for : `${policy.for}:${policy.branches.toSorted().join('+')}`;
}

/** Where a policy does not say: a call from this morning is still worth asking about, one from yesterday is not. */
export const defaultStaleAfterMs = 12 * hourMs;

/** Where a policy does not say how long "I'm coming" holds without a further word. */
const defaultQuietAfterMs = 10 * 60 * 1000;

/** How long to wait for a word from somebody who said that they are coming, and for the answer once they were asked. */
export function quietTimes({ quietAfterMs = defaultQuietAfterMs }: Pick<Policy, 'quietAfterMs'>): {
  readonly firstMs: number;
  readonly againMs: number;
} {
  return { firstMs: quietAfterMs, againMs: Math.ceil(quietAfterMs / 2) };
}

/** What is followed where `policies.json` says nothing. */
export const builtInPolicies: Readonly<Record<PolicyKind, Policy>> = {
  assist: {
    for: 'assist',
    steps: [step(0, 'onShift', 'pic'), step(180, 'pic'), step(480, 'supervisor')],
    lastAfterMs: 720_000,
    staleAfterMs: defaultStaleAfterMs,
  },
  now: {
    for: 'now',
    steps: [step(0, 'onShift', 'security'), step(60, 'supervisor', 'neighbourPic'), step(180, 'director')],
    lastAfterMs: 300_000,
    staleAfterMs: defaultStaleAfterMs,
  },
  emergency: {
    for: 'emergency',
    steps: [step(0, 'onShift', 'security'), step(30, 'supervisor', 'neighbourPic'), step(90, 'director')],
    lastAfterMs: 180_000,
    staleAfterMs: defaultStaleAfterMs,
  },
  escalate: {
    for: 'escalate',
    steps: [step(0, 'supervisor'), step(300, 'supervisor'), step(900, 'director')],
    lastAfterMs: 1_800_000,
    staleAfterMs: defaultStaleAfterMs,
  },
  // Nobody else is there, unless somebody's shift has started since: then they are the nearest.
  lone: {
    for: 'lone',
    steps: [step(0, 'onShift', 'neighbourPic'), step(120, 'supervisor'), step(300, 'director')],
    lastAfterMs: 600_000,
    staleAfterMs: defaultStaleAfterMs,
  },
};

/**
 * The policy to follow for a call. One that lists the branch comes before one for every branch, which comes before
 * the built-in one. A call whose branch is unknown follows the general one.
 */
export function policyFor(policies: readonly Policy[], kind: PolicyKind, branch: string | undefined): Policy {
  const candidates = policies.filter((policy) => policy.for === kind);
  const listed = candidates.find((policy) => branch !== undefined && policy.branches?.includes(branch));
  const general = candidates.find((policy) => policy.branches === undefined);
  return listed ?? general ?? builtInPolicies[kind];
}

function step(afterSeconds: number, ...ask: readonly Target[]): Step {
  return { afterMs: afterSeconds * 1000, ask: [...ask] };
}
