import { z } from 'zod';
import {
  defaultStaleAfterMs,
  policyId,
  policyKinds,
  type StoredPolicy,
  type Target,
} from '../desk/asking/index.ts';
import type { Draft } from '../store/store.ts';
import { branchCode, fields, staffId } from './fields.ts';
import type { Entry, JsonFile } from './json-file.ts';

const targetGroups = [
  'onShift',
  'pic',
  'security',
  'supervisor',
  'director',
  'neighbourPic',
] as const satisfies readonly Target[];

const seconds = z.int().nonnegative('must be 0 or more.');

const targetEntry = z.union(
  [z.enum(targetGroups), fields({ person: staffId })],
  `is nobody that can be asked. Use one of ${targetGroups.join(', ')}, or { "person": "a staff id" }.`,
);

const policyEntry = fields({
  for: z.enum(policyKinds, `is not what a policy can be for. Use one of ${policyKinds.join(', ')}.`),
  branches: z.array(branchCode).min(1, 'is empty. Name branches, or take it out to mean all.').optional(),
  steps: z
    .array(
      fields({
        afterSeconds: seconds,
        ask: z.array(targetEntry).min(1, 'is empty. Name somebody to ask.'),
      }),
    )
    .min(1, 'is empty. Write one step at least.'),
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
  fallback: fields({ person: staffId }).optional(),
});
type PolicyEntry = z.output<typeof policyEntry>;

const policiesFile = fields({ policies: z.unknown() });

/** What other files know; each is undefined when its file could not be read. */
export interface Known {
  readonly branches: ReadonlySet<string> | undefined;
  readonly staff: ReadonlySet<string> | undefined;
}

/** Reads `policies.json`: the policies whose entries are right, and findings for the rest. */
export function readPolicies(file: JsonFile, known: Known): readonly Draft<StoredPolicy>[] {
  const root = file.parse(policiesFile, file.value, []);
  if (root === undefined) return [];
  const entries = file.list(policyEntry, root.policies, ['policies']);
  checkOnce(file, entries);
  for (const entry of entries) {
    checkTimes(file, entry);
    checkNames(file, entry, known);
  }
  return entries.map(({ item }) => toPolicy(item));
}

/** Two policies for the same thing at the same branch would leave it to chance which is followed. */
function checkOnce(file: JsonFile, entries: readonly Entry<PolicyEntry>[]): void {
  const seen = new Set<string>();
  for (const { path, item } of entries) {
    for (const code of item.branches ?? ['every branch']) {
      const key = `${item.for} at ${code}`;
      if (seen.has(key)) file.error([...path, 'for'], `There are two policies for ${key}. Keep one.`);
      seen.add(key);
    }
  }
}

function checkTimes(file: JsonFile, { path, item }: Entry<PolicyEntry>): void {
  let before = -1;
  for (const [index, step] of item.steps.entries()) {
    if (step.afterSeconds <= before) {
      file.error(
        [...path, 'steps', index, 'afterSeconds'],
        `is ${step.afterSeconds}, not later than the step before (${before}). Seconds count from the call.`,
      );
    }
    before = Math.max(before, step.afterSeconds);
  }
  if (item.lastAfterSeconds <= before) {
    file.error(
      [...path, 'lastAfterSeconds'],
      `is ${item.lastAfterSeconds}, not later than the last step (${before}). Seconds count from the call.`,
    );
  }
}

function checkNames(file: JsonFile, { path, item }: Entry<PolicyEntry>, known: Known): void {
  for (const [index, code] of (item.branches ?? []).entries()) {
    if (known.branches !== undefined && !known.branches.has(code)) {
      file.error([...path, 'branches', index], `${code} is not the code of a branch in branches.json.`);
    }
  }
  const person = (id: string | undefined, place: readonly PropertyKey[]) => {
    if (id !== undefined && known.staff !== undefined && !known.staff.has(id)) {
      file.error([...path, ...place], `${id} is not the id of anybody in staff.json.`);
    }
  };
  person(item.fallback?.person, ['fallback', 'person']);
  for (const [stepIndex, step] of item.steps.entries()) {
    for (const [index, target] of step.ask.entries()) {
      if (typeof target !== 'string') person(target.person, ['steps', stepIndex, 'ask', index]);
    }
  }
}

function toPolicy(entry: PolicyEntry): Draft<StoredPolicy> {
  return {
    id: policyId(entry),
    for: entry.for,
    ...(entry.branches !== undefined && { branches: entry.branches }),
    steps: entry.steps.map((step) => ({ afterMs: step.afterSeconds * 1000, ask: step.ask })),
    lastAfterMs: entry.lastAfterSeconds * 1000,
    staleAfterMs: entry.staleAfterMinutes * 60_000,
    ...(entry.fallback !== undefined && { fallback: entry.fallback.person }),
  };
}
