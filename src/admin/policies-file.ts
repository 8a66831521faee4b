import { z } from 'zod';
import {
  defaultStaleAfterMs,
  policyId,
  policyKinds,
  type Step,
  type StoredPolicy,
  type Target,
} from '../desk/asking/index.ts';
import type { Draft } from '../store/store.ts';
import { branchCode, fields, staffId, text } from './fields.ts';
import type { Entry, JsonFile } from './json-file.ts';

const targetGroups = [
  'onShift',
  'pic',
  'zone',
  'security',
  'supervisor',
  'director',
  'neighbourPic',
] as const satisfies readonly Target[];

const seconds = z.int().nonnegative('must be 0 or more.');

const rotaName = z.string().trim().min(1, 'is empty. Give the rota a name, such as evenings.');

const targetEntry = z.union(
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

const policyEntry = fields({
  for: z.enum(policyKinds, `is not what a policy can be for. Use one of ${policyKinds.join(', ')}.`),
  branches: z.array(branchCode).min(1, 'is empty. Name branches, or take it out to mean all.').optional(),
  steps: z
    .array(
      fields({
        afterSeconds: seconds,
        ask: z.array(targetEntry).min(1, 'is empty. Name somebody to ask.'),
        when: z
          .enum(['open', 'closed'], 'is neither open nor closed. Take it out to mean always.')
          .optional(),
        needs: z
          .int()
          .min(1, 'must be 1 or more.')
          .max(mostNeeded, `must be ${mostNeeded} or less.`)
          .optional(),
        repeat: repeatEntry.optional(),
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
  quietAfterMinutes: z.int().positive('must be 1 or more.').optional(),
  fallback: fields({ person: staffId }).optional(),
});
type PolicyEntry = z.output<typeof policyEntry>;

const policiesFile = fields({
  policies: z.unknown(),
  /** Names for lists of people that several steps ask. */
  rotas: z.record(rotaName, z.array(staffId).min(1, 'is empty. Name somebody.')).default({}),
});
type Rotas = z.output<typeof policiesFile>['rotas'];

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
    checkNeeds(file, entry);
    checkNames(file, entry, known, root.rotas);
  }
  for (const [name, ids] of Object.entries(root.rotas)) {
    for (const [index, id] of ids.entries()) checkPerson(file, id, ['rotas', name, index], known);
  }
  return entries.map(({ item }) => toPolicy(item, root.rotas));
}

function checkPerson(
  file: JsonFile,
  id: string | undefined,
  place: readonly PropertyKey[],
  known: Known,
): void {
  if (id !== undefined && known.staff !== undefined && !known.staff.has(id))
    file.error([...place], `${id} is not the id of anybody in staff.json.`);
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
    before = Math.max(before, lastTimeOf(step));
  }
  if (item.lastAfterSeconds <= before) {
    file.error(
      [...path, 'lastAfterSeconds'],
      `is ${item.lastAfterSeconds}, not later than the last step (${before}). Seconds count from the call.`,
    );
  }
}

/** An escalation wants one answer, and what it is about has no zone. */
function checkNeeds(file: JsonFile, { path, item }: Entry<PolicyEntry>): void {
  if (item.for !== 'escalate') return;
  for (const [index, { needs, ask }] of item.steps.entries()) {
    const place = [...path, 'steps', index];
    if (needs !== undefined && needs > 1)
      file.error([...place, 'needs'], 'has no meaning for escalate: the first answer ends it. Take it out.');
    if (ask.includes('zone'))
      file.error([...place, 'ask', ask.indexOf('zone')], 'zone finds nobody for escalate: it has no zone.');
  }
}

function checkNames(file: JsonFile, { path, item }: Entry<PolicyEntry>, known: Known, rotas: Rotas): void {
  for (const [index, code] of (item.branches ?? []).entries()) {
    if (known.branches !== undefined && !known.branches.has(code)) {
      file.error([...path, 'branches', index], `${code} is not the code of a branch in branches.json.`);
    }
  }
  checkPerson(file, item.fallback?.person, [...path, 'fallback', 'person'], known);
  for (const [stepIndex, step] of item.steps.entries()) {
    for (const [index, target] of step.ask.entries()) {
      if (typeof target === 'string') continue;
      const place = [...path, 'steps', stepIndex, 'ask', index];
      if ('person' in target) checkPerson(file, target.person, place, known);
      if ('rota' in target && !Object.hasOwn(rotas, target.rota))
        file.error(place, `${target.rota} is not one of the rotas. Add it under "rotas", or name people.`);
    }
  }
}

/** Seconds from the call to the step's last repeat. */
function lastTimeOf({ afterSeconds, repeat }: PolicyEntry['steps'][number]): number {
  return afterSeconds + (repeat === undefined ? 0 : repeat.everySeconds * repeat.times);
}

/** A step for each time that it is asked. */
function toSteps(
  { afterSeconds, ask, when, needs, repeat }: PolicyEntry['steps'][number],
  rotas: Rotas,
): Step[] {
  const targets = ask.flatMap((target): Target[] =>
    typeof target !== 'string' && 'rota' in target
      ? (rotas[target.rota] ?? []).map((person) => ({ person }))
      : [target],
  );
  return Array.from({ length: 1 + (repeat?.times ?? 0) }, (_, time) => ({
    afterMs: (afterSeconds + time * (repeat?.everySeconds ?? 0)) * 1000,
    ask: targets,
    ...(when === undefined ? {} : { when }),
    ...(needs === undefined || needs === 1 ? {} : { needs }),
  }));
}

function toPolicy(entry: PolicyEntry, rotas: Rotas): Draft<StoredPolicy> {
  return {
    id: policyId(entry),
    for: entry.for,
    ...(entry.branches !== undefined && { branches: entry.branches }),
    steps: entry.steps.flatMap((step) => toSteps(step, rotas)),
    lastAfterMs: entry.lastAfterSeconds * 1000,
    staleAfterMs: entry.staleAfterMinutes * 60_000,
    ...(entry.quietAfterMinutes !== undefined && { quietAfterMs: entry.quietAfterMinutes * 60_000 }),
    ...(entry.fallback !== undefined && { fallback: entry.fallback.person }),
  };
}
