import { z } from 'zod';
import { staffId } from './fields.ts';
import { type Entry, type JsonFile, rightFieldsIn } from './json-file.ts';
import { type PolicyEntry, policyEntry, type StepEntry, stepEntry, targetEntry } from './policy-fields.ts';

/** What other files know; each is undefined when its file could not be read. */
export interface Known {
  readonly branches: ReadonlySet<string> | undefined;
  readonly staff: ReadonlySet<string> | undefined;
}

/** The parts of a policy that are right by themselves; its steps are looked at one by one. */
type PolicyPart = Entry<Partial<PolicyEntry>>;
type StepPart = Entry<Partial<StepEntry>>;

const written = z.record(z.string(), z.unknown()).catch({});
const writtenList = z.array(z.unknown()).catch([]);

/**
 * What no field of `policies.json` shows by itself: two policies for the same, steps out of order, names that are
 * nobody's. Looks at every part that is right by itself, also in an entry with mistakes.
 */
export function checkPolicyEntries(file: JsonFile, known: Known): void {
  const root = written.parse(file.value);
  const rotas = written.parse(root.rotas);
  const policies = rightFieldsIn(policyEntry, root.policies, ['policies']);
  const raws = writtenList.parse(root.policies).map((raw) => written.parse(raw));
  // Branches that are written wrong are not "every branch".
  checkOnce(
    file,
    policies.filter(({ item }, index) => item.branches !== undefined || raws[index]?.branches === undefined),
  );
  for (const [index, policy] of policies.entries()) {
    const raw = raws[index] ?? {};
    const steps = rightFieldsIn(stepEntry, raw.steps, [...policy.path, 'steps']);
    checkTimes(file, policy, steps);
    checkBranches(file, policy, known);
    checkPerson(file, policy.item.fallback?.person, [...policy.path, 'fallback', 'person'], known);
    for (const [at, step] of steps.entries()) {
      const ask = writtenList.parse(written.parse(writtenList.parse(raw.steps)[at]).ask);
      if (policy.item.for === 'escalate') checkEscalation(file, step, ask);
      checkTargets(file, ask, [...step.path, 'ask'], known, rotas);
    }
  }
  for (const [name, ids] of Object.entries(rotas)) {
    for (const [index, id] of writtenList.parse(ids).entries())
      checkPerson(file, staffId.safeParse(id).data, ['rotas', name, index], known);
  }
}

function checkPerson(
  file: JsonFile,
  id: string | undefined,
  place: readonly PropertyKey[],
  known: Known,
): void {
  if (id !== undefined && known.staff !== undefined && !known.staff.has(id))
    file.error(place, `${id} is not the id of anybody in staff.json.`);
}

function checkBranches(file: JsonFile, { path, item }: PolicyPart, known: Known): void {
  for (const [index, code] of (item.branches ?? []).entries()) {
    if (known.branches !== undefined && !known.branches.has(code)) {
      file.error([...path, 'branches', index], `${code} is not the code of a branch in branches.json.`);
    }
  }
}

/** Two policies for the same thing at the same branch would leave it to chance which is followed. */
function checkOnce(file: JsonFile, policies: readonly PolicyPart[]): void {
  const seen = new Set<string>();
  for (const { path, item } of policies) {
    if (item.for === undefined) continue;
    for (const code of item.branches ?? ['every branch']) {
      const key = `${item.for} at ${code}`;
      if (seen.has(key)) file.error([...path, 'for'], `There are two policies for ${key}. Keep one.`);
      seen.add(key);
    }
  }
}

function checkTimes(file: JsonFile, { path, item }: PolicyPart, steps: readonly StepPart[]): void {
  let before = -1;
  for (const { path: place, item: step } of steps) {
    const { afterSeconds } = step;
    if (afterSeconds === undefined) continue;
    if (afterSeconds <= before) {
      file.error(
        [...place, 'afterSeconds'],
        `is ${afterSeconds}, not later than the step before (${before}). Seconds count from the call.`,
      );
    }
    before = Math.max(before, lastTimeOf(afterSeconds, step.repeat));
  }
  if (item.lastAfterSeconds !== undefined && item.lastAfterSeconds <= before) {
    file.error(
      [...path, 'lastAfterSeconds'],
      `is ${item.lastAfterSeconds}, not later than the last step (${before}). Seconds count from the call.`,
    );
  }
}

/** An escalation wants one answer, and what it is about has no zone. */
function checkEscalation(file: JsonFile, { path, item: { needs } }: StepPart, ask: readonly unknown[]): void {
  if (needs !== undefined && needs > 1)
    file.error([...path, 'needs'], 'has no meaning for escalate: the first answer ends it. Take it out.');
  if (ask.includes('zone'))
    file.error(
      [...path, 'ask', ask.indexOf('zone')],
      'zone finds nobody for escalate: it has no zone. Take it out.',
    );
}

function checkTargets(
  file: JsonFile,
  ask: readonly unknown[],
  path: readonly PropertyKey[],
  known: Known,
  rotas: Readonly<Record<string, unknown>>,
): void {
  for (const [index, one] of ask.entries()) {
    const target = targetEntry.safeParse(one).data;
    if (target === undefined || typeof target === 'string') continue;
    if ('person' in target) checkPerson(file, target.person, [...path, index], known);
    if ('rota' in target && !Object.hasOwn(rotas, target.rota)) {
      const sentence = `${target.rota} is not one of the rotas. Add it under "rotas", or name people.`;
      file.error([...path, index], sentence);
    }
  }
}

/** Seconds from the call to the step's last repeat. */
function lastTimeOf(afterSeconds: number, repeat: StepEntry['repeat']): number {
  return afterSeconds + (repeat === undefined ? 0 : repeat.everySeconds * repeat.times);
}
