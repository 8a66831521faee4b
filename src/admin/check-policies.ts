import { setImmediate as nextTurn } from 'node:timers/promises';
import { policyKinds, type Step, type Target } from '../desk/asking/index.ts';
import { openingOf } from '../desk/branches/opening.ts';
import type { Branch } from '../desk/branches/schema.ts';
import type { Draft } from '../store/store.ts';
import { type Instant, instantToLocal } from '../time.ts';
import { isEverAlone } from './ever-alone.ts';
import { createFindings, type Problem } from './problem.ts';
import { dataFiles, type FolderData } from './read.ts';
import { askedBy, type Plan } from './who-can-be-asked.ts';

/**
 * Steps that can never run, named by policy, branch and time: those that ask nobody, now or at any time that the shifts
 * know of, and those for hours that the branch never has. They are skipped, and the next one comes at once. A ladder
 * without anybody on any step is an error.
 */
export async function checkPolicies(data: FolderData, plan: Plan, now: Instant): Promise<readonly Problem[]> {
  const findings = createFindings(dataFiles.policies);
  for (const branch of plan.branches.values()) {
    // A desk that runs must go on answering.
    await nextTurn();
    if ((plan.shifts.get(branch.id) ?? []).length === 0) {
      findings.warn(
        undefined,
        `${branch.id} has no shifts from now on, so nobody there can be asked as on shift.`,
      );
    }
    for (const kind of policyKinds) {
      if (kind === 'lone' && !isEverAlone(branch, data, plan)) continue;
      const policy = plan.policyAt(kind, branch.id);
      const found = policy.steps.map((step) => ({ step, why: whyNever(step, branch, plan, now) }));
      if (found.every(({ why }) => why !== undefined)) {
        findings.error(
          undefined,
          `${kind} at ${branch.id} can ask nobody on any of its steps. Name a { "person": … } or list the staff it asks.`,
        );
        continue;
      }
      for (const { step, why } of found) {
        if (why !== undefined)
          findings.warn(
            undefined,
            `${kind} at ${branch.id}: the step after ${step.afterMs / 1000} s ${why}.`,
          );
      }
      const runs = found.filter(({ why }) => why === undefined).map(({ step }) => step);
      const needs = Math.max(...runs.map((step) => step.needs ?? 1));
      const everybody = new Set(runs.flatMap((step) => [...askedBy(step, branch, plan)]));
      if (needs > everybody.size) {
        findings.warn(
          undefined,
          `${kind} at ${branch.id} wants ${needs} to come, but only ${everybody.size} can ever be asked.`,
        );
      }
      if (policy.fallback !== undefined && !plan.staff.has(policy.fallback)) {
        findings.warn(
          undefined,
          `${kind} at ${branch.id} falls back to ${policy.fallback}, who does not work there any more.`,
        );
      }
    }
  }
  return findings.problems;
}

/** Why a step never runs at a branch, as the end of a sentence; undefined when it can. */
function whyNever(step: Step, branch: Draft<Branch>, plan: Plan, now: Instant): string | undefined {
  if (step.when === 'closed' && isAlwaysOpen(branch, now))
    return 'is for when the branch is closed, and it never is';
  if (step.when === 'open' && isNeverOpen(branch, now))
    return 'is for when the branch is open, and it never is';
  return askedBy(step, branch, plan).size === 0
    ? `can ask nobody (${step.ask.map(nameOf).join(', ')})`
    : undefined;
}

/** Open around the clock on every day, without a closed date to come. */
function isAlwaysOpen(branch: Draft<Branch>, now: Instant): boolean {
  const today = instantToLocal(now, branch.timezone).date;
  const opening = openingOf({ ...branch, revision: 0 }, now);
  return opening.open && opening.until === undefined && branch.closedOn.every((date) => date < today);
}

function isNeverOpen(branch: Draft<Branch>, now: Instant): boolean {
  const opening = openingOf({ ...branch, revision: 0 }, now);
  return !opening.open && opening.next === undefined;
}

function nameOf(target: Target): string {
  if (typeof target === 'string') return target;
  return 'person' in target ? target.person : target.position;
}
