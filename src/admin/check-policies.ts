import { setImmediate as nextTurn } from 'node:timers/promises';
import { policyKinds, type Step, type Target } from '../desk/asking/index.ts';
import { openingOf } from '../desk/branches/opening.ts';
import type { Branch } from '../desk/branches/schema.ts';
import type { Draft } from '../store/store.ts';
import { type Instant, instantToLocal } from '../time.ts';
import { isEverAlone } from './ever-alone.ts';
import { createFindings, type Problem } from './problem.ts';
import { dataFiles, type FolderData } from './read.ts';
import { createGatherer, listed, listedUpTo } from './say-once.ts';
import { askedBy, type Plan } from './who-can-be-asked.ts';

/**
 * What keeps calls from being answered though the files are right: ladders that ask nobody (an error), branches without
 * shifts, more people wanted than can be asked, somebody to fall back to who has left. And steps that can never run, now
 * or at any time that the shifts know of: they are skipped, and the next one comes at once, so they are only hints.
 * What holds for several kinds of call and branches is said once.
 */
export async function checkPolicies(data: FolderData, plan: Plan, now: Instant): Promise<readonly Problem[]> {
  const findings = createFindings(dataFiles.policies);
  const said = {
    empty: createGatherer(),
    needs: createGatherer(),
    left: createGatherer(),
    never: createGatherer(),
  };
  for (const branch of plan.branches.values()) {
    // A desk that runs must go on answering.
    await nextTurn();
    for (const kind of policyKinds) {
      if (kind === 'lone' && !isEverAlone(branch, data, plan)) continue;
      const policy = plan.policyAt(kind, branch.id);
      if (policy.fallback !== undefined && !plan.staff.has(policy.fallback))
        said.left.add(policy.fallback, branch.id, kind);
      const found = policy.steps.map((step) => ({ step, why: whyNever(step, branch, plan, now) }));
      const runs = found.filter(({ why }) => why === undefined).map(({ step }) => step);
      if (runs.length === 0) {
        said.empty.add('', branch.id, kind);
        continue;
      }
      const skipped = new Map<string, number[]>();
      for (const { step, why } of found) {
        // That there are no shifts is said already, and why these steps find nobody.
        if (why === undefined || (hasNoShifts(branch, plan) && step.ask.every(isOnShift))) continue;
        skipped.set(why, [...(skipped.get(why) ?? []), step.afterMs / 1000]);
      }
      for (const [why, seconds] of skipped)
        said.never.add(why, branch.id, `${kind} after ${listed(seconds.map(String))} s`);
      const needs = Math.max(...runs.map((step) => step.needs ?? 1));
      const { size } = new Set(runs.flatMap((step) => [...askedBy(step, branch, plan)]));
      if (needs > size)
        said.needs.add(`${needs} to come, but only ${size} can ever be asked`, branch.id, kind);
    }
  }
  const at = (branches: readonly string[]) =>
    branches.length > 1 && branches.length === plan.branches.size ? 'every branch' : listedUpTo(branches);
  for (const { calls, branches } of said.empty.all()) {
    const sentence = `${calls} at ${at(branches)} can ask nobody on any step. Name a { "person": … } or list the staff that the steps ask.`;
    findings.error(undefined, sentence);
  }
  for (const { what, calls, count, branches } of said.needs.all()) {
    const sentence = `${calls} at ${at(branches)} ${count === 1 ? 'wants' : 'want'} ${what}. Lower "needs", or ask more people.`;
    findings.warn(undefined, sentence);
  }
  for (const { what, calls, count, branches } of said.left.all()) {
    const sentence = `${calls} at ${at(branches)} ${count === 1 ? 'falls' : 'fall'} back to ${what}, who does not work there any more. Name somebody else.`;
    findings.warn(undefined, sentence);
  }
  for (const { what, calls, branches } of said.never.all()) {
    findings.hint(undefined, `${what} at ${at(branches)}, so these steps are skipped: ${calls}.`);
  }
  return [...checkShifts(plan), ...findings.problems];
}

function checkShifts(plan: Plan): readonly Problem[] {
  const without = [...plan.branches.values()]
    .filter((branch) => hasNoShifts(branch, plan))
    .map(({ id }) => id);
  const findings = createFindings(dataFiles.shifts);
  if (without.length > 0) {
    findings.warn(
      undefined,
      `${listedUpTo(without)} ${without.length === 1 ? 'has' : 'have'} no shifts from now on, so nobody there can be asked as on shift. Add them.`,
    );
  }
  return findings.problems;
}

function hasNoShifts(branch: Draft<Branch>, plan: Plan): boolean {
  return (plan.shifts.get(branch.id) ?? []).length === 0;
}

/** Whether only those who are on shift at the branch can be meant. */
function isOnShift(target: Target): boolean {
  if (typeof target === 'string') return ['onShift', 'pic', 'zone', 'security'].includes(target);
  return 'position' in target;
}

/** Why a step never runs at a branch, as a clause; undefined when it can. */
function whyNever(step: Step, branch: Draft<Branch>, plan: Plan, now: Instant): string | undefined {
  if (step.when === 'closed' && isAlwaysOpen(branch, now)) return 'there are no closed hours';
  if (step.when === 'open' && isNeverOpen(branch, now)) return 'there are no opening hours';
  return askedBy(step, branch, plan).size === 0
    ? `nobody is found by ${listed(step.ask.map(nameOf), 'or')}`
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
