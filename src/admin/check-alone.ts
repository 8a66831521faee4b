import { setImmediate as nextTurn } from 'node:timers/promises';
import { type PolicyKind, policyKinds, type Step, type Target } from '../desk/asking/index.ts';
import type { Branch } from '../desk/branches/schema.ts';
import type { Draft } from '../store/store.ts';
import { checksIn, everAlone } from './ever-alone.ts';
import { createFindings, type Problem } from './problem.ts';
import { dataFiles, type FolderData } from './read.ts';
import { createGatherer, listed, listedUpTo } from './say-once.ts';
import { askedBy, type Plan, standIns } from './who-can-be-asked.ts';

const mostNamed = 20;

/**
 * What keeps the calls of whoever is alone at a branch from being answered: then nobody else is on shift there, and they
 * are not asked themselves. An error where a check-in that they miss reaches nobody.
 */
export async function checkAlone(data: FolderData, plan: Plan): Promise<readonly Problem[]> {
  const missed = { nobody: createGatherer(), only: createGatherer() };
  const others = createGatherer();
  for (const branch of plan.branches.values()) {
    await nextTurn();
    const alone = everAlone(branch, plan);
    if (alone.length === 0) continue;
    for (const kind of policyKinds) {
      // A question has time until somebody else is there.
      if (kind === 'escalate' || (kind === 'lone' && !checksIn(branch, data))) continue;
      const { steps, fallback } = plan.policyAt(kind, branch.id);
      // Where nobody is found at any time, that is said already.
      if (steps.every((step) => askedBy(kind, step, branch, plan).size === 0)) continue;
      const found = steps.flatMap((step) => [...askedElsewhere(kind, step, branch, plan)]);
      const unheard = alone.filter((id) => found.every((one) => one === id));
      const named = [fallback, data.organisation?.fallback];
      const byStandIns = new Map<string, string[]>();
      for (const id of unheard) {
        const instead = listedUpTo(standIns(named, plan, (one) => one.id !== id));
        byStandIns.set(instead, [...(byStandIns.get(instead) ?? []), id]);
      }
      for (const [instead, people] of byStandIns) {
        const who = listed(people.slice(0, mostNamed), 'or');
        if (kind !== 'lone') {
          if (instead === '') others.add(who, branch.id, kind);
        } else if (instead === '') missed.nobody.add(who, branch.id, kind);
        else missed.only.add(`${who}\n${instead}`, branch.id, kind);
      }
    }
  }
  const findings = createFindings(dataFiles.policies);
  const elsewhere = 'Name a { "person": … } who is not on shift there';
  for (const { what, branches } of missed.nobody.all())
    findings.error(
      undefined,
      `while ${what} is alone at ${listedUpTo(branches)}, a check-in of theirs that is missed reaches nobody. ${elsewhere}, or somebody else to fall back to.`,
    );
  for (const { what, calls, branches } of others.all())
    findings.warn(
      undefined,
      `while ${what} is alone at ${listedUpTo(branches)}, ${calls} of theirs can ask nobody. ${elsewhere}, or somebody else to fall back to.`,
    );
  for (const { what, branches } of missed.only.all()) {
    const [who, instead] = what.split('\n');
    findings.warn(
      undefined,
      `while ${who} is alone at ${listedUpTo(branches)}, a check-in of theirs that is missed asks only ${instead}, who stands in for everybody. ${elsewhere}.`,
    );
  }
  return findings.problems;
}

/** Whom a step asks who need not be on shift at the branch. */
function askedElsewhere(
  kind: PolicyKind,
  step: Step,
  branch: Draft<Branch>,
  plan: Plan,
): ReadonlySet<string> {
  const ask = step.ask.filter((target) => !isOnSite(target));
  return askedBy(kind, { ...step, ask }, branch, plan);
}

/** Whether only those who are on shift at the branch can be meant. */
export function isOnSite(target: Target): boolean {
  if (typeof target === 'string') return ['onShift', 'pic', 'zone', 'security'].includes(target);
  return 'position' in target;
}
