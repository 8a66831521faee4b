import { setImmediate as nextTurn } from 'node:timers/promises';
import { type PolicyKind, policyKinds, type Step, type Target } from '../desk/asking/index.ts';
import { openingOf } from '../desk/branches/opening.ts';
import type { Branch } from '../desk/branches/schema.ts';
import type { Draft } from '../store/store.ts';
import { type Instant, instantToLocal } from '../time.ts';
import { isOnSite } from './check-alone.ts';
import { isEverAlone } from './ever-alone.ts';
import { createFindings, type Problem } from './problem.ts';
import { dataFiles, type FolderData } from './read.ts';
import { createGatherer, listed, listedUpTo } from './say-once.ts';
import { askedBy, type Plan } from './who-can-be-asked.ts';

/**
 * What keeps calls from being answered though the files are right: ladders that ask nobody (an error where nobody stands
 * in either), branches without shifts, more people wanted than can be asked, somebody to fall back to who has left. And steps that can never run, now
 * or at any time that the shifts know of: they are skipped, and the next one comes at once, so they are only hints.
 * What holds for several kinds of call and branches is said once.
 */
export async function checkPolicies(data: FolderData, plan: Plan, now: Instant): Promise<readonly Problem[]> {
  const said: Gathered = {
    empty: createGatherer(),
    only: createGatherer(),
    needs: createGatherer(),
    left: createGatherer(),
    nobody: createGatherer(),
    hours: createGatherer(),
  };
  for (const branch of plan.branches.values()) {
    // A desk that runs must go on answering.
    await nextTurn();
    for (const kind of policyKinds) {
      if (kind !== 'lone' || isEverAlone(branch, data, plan))
        checkPolicy(said, kind, { branch, general: data.organisation?.fallback }, plan, now);
    }
  }
  return [...checkShifts(plan), ...sentencesOf(said, plan)];
}

/** What was found, by what is wrong. */
type Gathered = Readonly<
  Record<'empty' | 'only' | 'needs' | 'left' | Never['of'], ReturnType<typeof createGatherer>>
>;

/** Why a step never runs at a branch: it finds nobody, or there are no such hours. */
interface Never {
  readonly of: 'nobody' | 'hours';
  /** As a clause. */
  readonly what: string;
}

function checkPolicy(
  said: Gathered,
  kind: PolicyKind,
  { branch, general }: { readonly branch: Draft<Branch>; readonly general: string | undefined },
  plan: Plan,
  now: Instant,
): void {
  const policy = plan.policyAt(kind, branch.id);
  if (policy.fallback !== undefined && !plan.staff.has(policy.fallback))
    said.left.add(policy.fallback, branch.id, kind);
  const found = policy.steps.map((step) => ({ step, never: whyNever(kind, step, branch, plan, now) }));
  const runs = found.filter(({ never }) => never === undefined).map(({ step }) => step);
  if (runs.length === 0) {
    const instead = [policy.fallback, general].find((id) => id !== undefined && plan.staff.has(id));
    if (instead === undefined) said.empty.add('', branch.id, kind);
    else said.only.add(instead, branch.id, kind);
    return;
  }

  const skipped = { nobody: new Map<string, number[]>(), hours: new Map<string, number[]>() };
  for (const { step, never } of found) {
    // That there are no shifts is said already, and why these steps find nobody.
    if (never === undefined || (hasNoShifts(branch, plan) && step.ask.every(isOnSite))) continue;
    const times = skipped[never.of];
    times.set(never.what, [...(times.get(never.what) ?? []), step.afterMs / 1000]);
  }
  for (const of of ['nobody', 'hours'] as const) {
    for (const [what, seconds] of skipped[of])
      said[of].add(what, branch.id, `${kind} after ${listed(seconds.map(String))} s`);
  }
  const needs = Math.max(...runs.map((step) => step.needs ?? 1));
  const { size } = new Set(runs.flatMap((step) => [...askedBy(kind, step, branch, plan)]));
  if (needs > size) said.needs.add(`${needs} to come, but only ${size} can ever be asked`, branch.id, kind);
}

function sentencesOf(said: Gathered, plan: Plan): readonly Problem[] {
  const findings = createFindings(dataFiles.policies);
  const at = (branches: readonly string[]) =>
    branches.length > 1 && branches.length === plan.branches.size ? 'every branch' : listedUpTo(branches);
  for (const { calls, branches } of said.empty.all()) {
    const sentence = `${calls} at ${at(branches)} can ask nobody on any step. Name a { "person": … } or list the staff that the steps ask.`;
    findings.error(undefined, sentence);
  }
  for (const { what, calls, branches } of said.only.all()) {
    const sentence = `${calls} at ${at(branches)} can ask nobody on any step, so only ${what} is asked, who stands in for everybody. Name a { "person": … } or list the staff that the steps ask.`;
    findings.warn(undefined, sentence);
  }
  for (const { what, calls, count, branches } of said.needs.all()) {
    const sentence = `${calls} at ${at(branches)} ${count === 1 ? 'wants' : 'want'} ${what}. Lower "needs", or ask more people.`;
    findings.warn(undefined, sentence);
  }
  for (const { what, calls, count, branches } of said.left.all()) {
    const sentence = `${calls} at ${at(branches)} ${count === 1 ? 'falls' : 'fall'} back to ${what}, who does not work there any more. Name somebody else.`;
    findings.warn(undefined, sentence);
  }
  const fixes = {
    nobody: 'Ask others, or add these to staff.json or shifts.csv.',
    hours: 'Take out "when".',
  };
  for (const of of ['nobody', 'hours'] as const) {
    for (const { what, calls, branches } of said[of].all())
      findings.hint(
        undefined,
        `${what} at ${at(branches)}, so these steps are skipped: ${calls}. ${fixes[of]}`,
      );
  }
  return findings.problems;
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

/** Undefined when it can run. */
function whyNever(
  kind: PolicyKind,
  step: Step,
  branch: Draft<Branch>,
  plan: Plan,
  now: Instant,
): Never | undefined {
  if (step.when === 'closed' && isAlwaysOpen(branch, now))
    return { of: 'hours', what: 'there are no closed hours' };
  if (step.when === 'open' && isNeverOpen(branch, now))
    return { of: 'hours', what: 'there are no opening hours' };
  return askedBy(kind, step, branch, plan).size === 0
    ? { of: 'nobody', what: `nobody is found by ${listed(step.ask.map(nameOf), 'or')}` }
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
