import { policyFor, policyKinds, type Target } from '../desk/asking/index.ts';
import type { Branch } from '../desk/branches/schema.ts';
import type { Role, StaffMember } from '../desk/people/schema.ts';
import type { Shift } from '../desk/roster/schema.ts';
import type { Draft } from '../store/store.ts';
import type { Instant } from '../time.ts';
import { createFindings, type Problem } from './problem.ts';
import { dataFiles, type FolderData } from './read.ts';

/** What the files say, as far as it matters for who can be asked. */
interface Plan {
  readonly branches: ReadonlyMap<string, Draft<Branch>>;
  readonly staff: ReadonlyMap<string, Draft<StaffMember>>;
  /** Shifts that have not ended, of active staff, by branch. */
  readonly shifts: ReadonlyMap<string, readonly Shift[]>;
}

/**
 * Steps that can ask nobody, now or at any time that the shifts know of: they are skipped, and the next one comes at
 * once. A ladder without anybody on any step is an error.
 */
export function checkPolicies(data: FolderData, now: Instant): readonly Problem[] {
  const findings = createFindings(dataFiles.policies);
  const plan = toPlan(data, now);
  for (const branch of plan.branches.values()) {
    if ((plan.shifts.get(branch.id) ?? []).length === 0) {
      findings.warn(
        undefined,
        `${branch.id} has no shifts from now on, so nobody there can be asked as on shift.`,
      );
    }
    for (const kind of policyKinds) {
      const { steps } = policyFor(data.policies ?? [], kind, branch.id);
      const empty = steps.filter((step) => !step.ask.some((target) => canAsk(target, branch, plan)));
      if (empty.length === steps.length) {
        findings.error(
          undefined,
          `${kind} at ${branch.id} can ask nobody on any of its steps. Name a { "person": … } or list the staff it asks.`,
        );
        continue;
      }
      for (const step of empty) {
        const asked = step.ask.map((target) =>
          typeof target === 'string' ? target : 'person' in target ? target.person : target.position,
        );
        findings.warn(
          undefined,
          `${kind} at ${branch.id}: the step after ${step.afterMs / 1000} s can ask nobody (${asked.join(', ')}).`,
        );
      }
    }
  }
  return findings.problems;
}

function toPlan(data: FolderData, now: Instant): Plan {
  const staff = new Map((data.staff ?? []).filter((one) => one.active).map((one) => [one.id, one]));
  const shifts = new Map<string, Shift[]>();
  for (const day of data.shiftDays ?? []) {
    const ahead = day.shifts.filter(
      (shift) => shift.endAt > now && shift.staff !== null && staff.has(shift.staff),
    );
    const known = shifts.get(day.branch);
    if (known === undefined) shifts.set(day.branch, ahead);
    else known.push(...ahead);
  }
  return { branches: new Map((data.branches ?? []).map((branch) => [branch.id, branch])), staff, shifts };
}

function canAsk(target: Target, branch: Draft<Branch>, plan: Plan): boolean {
  const shifts = plan.shifts.get(branch.id) ?? [];
  if (typeof target !== 'string') {
    if ('person' in target) return plan.staff.has(target.person);
    const wanted = target.position.toLowerCase();
    return shifts.some((shift) => shift.position.trim().toLowerCase() === wanted);
  }
  switch (target) {
    case 'onShift':
      return shifts.length > 0;
    case 'pic':
      return shifts.some(isInCharge);
    case 'security':
      return shifts.some((shift) => shift.position === 'security' || roleOf(shift, plan) === 'security');
    case 'supervisor':
      return [...plan.staff.values()].some(
        (one) => one.role === 'supervisor' && one.branches.includes(branch.id),
      );
    case 'director':
      return [...plan.staff.values()].some((one) => one.role === 'director');
    case 'neighbourPic':
      return (plan.shifts.get(branch.fallbackBranch ?? '') ?? []).some(isInCharge);
  }
}

function isInCharge(shift: Shift): boolean {
  return shift.flags.includes('pic');
}

function roleOf(shift: Shift, plan: Plan): Role | undefined {
  return shift.staff === null ? undefined : plan.staff.get(shift.staff)?.role;
}
