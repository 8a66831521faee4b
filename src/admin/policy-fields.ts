import { z } from 'zod';
import { defaultStaleAfterMs, policyKinds, targetGroups } from '../desk/asking/index.ts';
import { branchCode, fields, staffId, text } from './fields.ts';

const seconds = z.int().nonnegative('must be 0 or more.');

const rotaName = z.string().trim().min(1, 'is empty. Give the rota a name, such as evenings.');

export const targetEntry = z.union(
  [z.enum(targetGroups), fields({ person: staffId }), fields({ position: text }), fields({ rota: rotaName })],
  `is nobody that can be asked. Use one of ${targetGroups.join(', ')}, or { "person": "a staff id" }, { "position": "as in shifts.csv" } or { "rota": "one of rotas" }.`,
);

/** Far more than any ladder needs, and few enough to stand in every record. */
const mostRepeats = 20;

const repeatEntry = fields({
  everySeconds: z.int().positive('must be 1 or more.'),
  times: z.int().min(1, 'must be 1 or more.').max(mostRepeats, `must be ${mostRepeats} or less.`),
});

/** Far more than ever come to one call, and few enough to be no slip of the finger. */
const mostNeeded = 10;

export const stepEntry = fields({
  afterSeconds: seconds,
  ask: z.array(targetEntry).min(1, 'is empty. Name somebody to ask.'),
  when: z.enum(['open', 'closed'], 'is neither open nor closed. Take it out to mean always.').optional(),
  needs: z.int().min(1, 'must be 1 or more.').max(mostNeeded, `must be ${mostNeeded} or less.`).optional(),
  repeat: repeatEntry.optional(),
});

export type StepEntry = z.output<typeof stepEntry>;

export const policyEntry = fields({
  for: z.enum(policyKinds, `is not what a policy can be for. Use one of ${policyKinds.join(', ')}.`),
  branches: z.array(branchCode).min(1, 'is empty. Name branches, or take it out to mean all.').optional(),
  steps: z.array(stepEntry).min(1, 'is empty. Write one step at least.'),
  lastAfterSeconds: z.int({
    error: (issue) =>
      issue.input === undefined
        ? 'is missing, so the policy has no end. Write after how many seconds the caller is told that nobody has confirmed.'
        : 'must be a whole number of seconds.',
  }),
  staleAfterMinutes: z
    .int()
    .positive('must be 1 or more.')
    .default(defaultStaleAfterMs / 60_000),
  quietAfterMinutes: z.int().positive('must be 1 or more.').optional(),
  fallback: fields({ person: staffId }).optional(),
});
export type PolicyEntry = z.output<typeof policyEntry>;

export const policiesFile = fields({
  policies: z.unknown(),
  /** Names for lists of people that several steps ask. */
  rotas: z.record(rotaName, z.array(staffId).min(1, 'is empty. Name somebody.')).default({}),
});
export type Rotas = z.output<typeof policiesFile>['rotas'];
