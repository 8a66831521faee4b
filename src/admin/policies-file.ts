import { policyId, type Step, type StoredPolicy, type Target } from '../desk/asking/index.ts';
import type { Draft } from '../store/store.ts';
import { type JsonFile, rightFieldsOf } from './json-file.ts';
import { checkPolicyEntries, type Known } from './policy-entries.ts';
import { type PolicyEntry, policiesFile, policyEntry, type Rotas, type StepEntry } from './policy-fields.ts';

/** Reads `policies.json`: the policies whose entries are right, and findings for the rest. */
export function readPolicies(file: JsonFile, known: Known): readonly Draft<StoredPolicy>[] {
  file.parse(policiesFile, file.value, []);
  if (typeof file.value !== 'object' || file.value === null || Array.isArray(file.value)) return [];
  const { policies, rotas = {} } = rightFieldsOf(policiesFile, file.value);
  // That the list is missing is said by now.
  const entries = policies === undefined ? [] : file.list(policyEntry, policies, ['policies']);
  checkPolicyEntries(file, known);
  return entries.map(({ item }) => toPolicy(item, rotas));
}

/** A step for each time that it is asked. */
function toSteps({ afterSeconds, ask, when, needs, repeat }: StepEntry, rotas: Rotas): Step[] {
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
