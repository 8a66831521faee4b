import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  isActing,
  type Policy,
  type PolicyKind,
  policyFor,
  type Step,
  type Target,
} from '../desk/asking/index.ts';
import type { Branch } from '../desk/branches/schema.ts';
import type { Role, StaffMember } from '../desk/people/schema.ts';
import type { Shift } from '../desk/roster/schema.ts';
import type { Draft } from '../store/store.ts';
import type { Instant } from '../time.ts';
import type { FolderData } from './read.ts';

/** What the files say, as far as it matters for who can be asked. */
export interface Plan {
  readonly branches: ReadonlyMap<string, Draft<Branch>>;
  /** Those who work there now. */
  readonly staff: ReadonlyMap<string, Draft<StaffMember>>;
  /** The policy that is followed at a branch. */
  readonly policyAt: (kind: PolicyKind, branch: string) => Policy;
  /** Shifts that have not ended, of those staff, by branch. */
  readonly shifts: ReadonlyMap<string, readonly Shift[]>;
  /** Everybody in every position that they have in those shifts, once, by branch. */
  readonly seats: ReadonlyMap<string, readonly Seat[]>;
  readonly supervisors: ReadonlyMap<string, readonly string[]>;
  readonly directors: readonly string[];
}

/** Somebody on shift in a position at some time. */
export interface Seat {
  readonly staff: string;
  readonly position: string;
  readonly isInCharge: boolean;
}

/** Days of shifts looked at before others get their turn: a desk that runs must go on answering. */
const daysPerTurn = 500;

export async function toPlan(data: FolderData, now: Instant): Promise<Plan> {
  const staff = new Map((data.staff ?? []).filter((one) => one.active).map((one) => [one.id, one]));
  const supervisors = new Map<string, string[]>();
  for (const { id, branches } of withRole(staff, 'supervisor')) {
    for (const branch of branches) supervisors.set(branch, [...(supervisors.get(branch) ?? []), id]);
  }
  const shifts = new Map<string, Shift[]>();
  const seats = new Map<string, Map<string, Seat[]>>();
  for (const [index, day] of (data.shiftDays ?? []).entries()) {
    if (index % daysPerTurn === daysPerTurn - 1) await nextTurn();
    const ahead = day.shifts.filter(
      (shift) => shift.endAt > now && shift.staff !== null && staff.has(shift.staff),
    );
    const known = shifts.get(day.branch);
    if (known === undefined) shifts.set(day.branch, ahead);
    else known.push(...ahead);
    const bySeat = seats.get(day.branch) ?? new Map<string, Seat[]>();
    seats.set(day.branch, bySeat);
    for (const shift of ahead) addSeat(bySeat, shift);
  }
  return {
    branches: new Map((data.branches ?? []).map((branch) => [branch.id, branch])),
    staff,
    policyAt: (kind, branch) => policyFor(data.policies ?? [], kind, branch),
    shifts,
    seats: new Map([...seats].map(([branch, bySeat]) => [branch, [...bySeat.values()].flat()])),
    supervisors,
    directors: withRole(staff, 'director').map(({ id }) => id),
  };
}

function addSeat(seats: Map<string, Seat[]>, { staff: id, position, flags }: Shift): void {
  if (id === null) return;
  const isInCharge = flags.includes('pic');
  const known = seats.get(id);
  if (known === undefined) seats.set(id, [{ staff: id, position, isInCharge }]);
  else if (!known.some((seat) => seat.position === position && seat.isInCharge === isInCharge))
    known.push({ staff: id, position, isInCharge });
}

function withRole(staff: ReadonlyMap<string, Draft<StaffMember>>, role: Role): readonly Draft<StaffMember>[] {
  return [...staff.values()].filter((one) => one.role === role);
}

/** Staff ids of everybody whom a step of a policy of this kind asks at any time that the shifts know of. */
export function askedBy(
  kind: PolicyKind,
  step: Step,
  branch: Draft<Branch>,
  plan: Plan,
): ReadonlySet<string> {
  return new Set(step.ask.flatMap((target) => meantBy(kind, target, branch, plan)));
}

function meantBy(kind: PolicyKind, target: Target, branch: Draft<Branch>, plan: Plan): readonly string[] {
  const seats = plan.seats.get(branch.id) ?? [];
  if (typeof target !== 'string') {
    if ('person' in target) return plan.staff.has(target.person) ? [target.person] : [];
    return staffOf(seats, (seat) => isCalled(seat, target.position));
  }
  switch (target) {
    case 'onShift':
      return staffOf(seats, () => true);
    case 'pic':
      return staffOf(seats, ({ isInCharge }) => isInCharge);
    case 'zone':
      return staffOf(seats, (seat) => branch.zones.some((zone) => isCalled(seat, zone)));
    case 'security':
      return staffOf(
        seats,
        (seat) => isCalled(seat, 'security') || plan.staff.get(seat.staff)?.role === 'security',
      );
    case 'supervisor': {
      const supervisors = plan.supervisors.get(branch.id) ?? [];
      return kind === 'escalate' ? [...supervisors, ...staffOf(seats, isActing)] : supervisors;
    }
    case 'director':
      return plan.directors;
    case 'neighbourPic':
      return staffOf(plan.seats.get(branch.fallbackBranch ?? '') ?? [], ({ isInCharge }) => isInCharge);
  }
}

function staffOf(seats: readonly Seat[], isMeant: (seat: Seat) => boolean): readonly string[] {
  return seats.filter(isMeant).map(({ staff }) => staff);
}

function isCalled({ position }: Seat, name: string): boolean {
  return position.trim().toLowerCase() === name.trim().toLowerCase();
}

/**
 * Who is asked instead when a call finds nobody else: those who are named, then whoever leads.
 *
 * @param isAskable leaves out whom the call cannot go to
 */
export function standIns(
  named: readonly (string | undefined)[],
  plan: Plan,
  isAskable: (member: Draft<StaffMember>) => boolean,
): readonly string[] {
  const staff = [...plan.staff.values()].filter(isAskable);
  const first = named.find((id) => staff.some((one) => one.id === id));
  if (first !== undefined) return [first];
  for (const role of ['director', 'coordinator', 'supervisor'] as const) {
    const leaders = staff.filter((one) => one.role === role).map(({ id }) => id);
    if (leaders.length > 0) return leaders;
  }
  return [];
}
