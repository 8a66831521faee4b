import type { Branch } from '../desk/branches/schema.ts';
import type { Role, StaffMember } from '../desk/people/schema.ts';
import type { Shift, ShiftDay } from '../desk/roster/schema.ts';
import type { Draft } from '../store/store.ts';
import { addDays, type Instant, instantToLocal, localToInstant, weekdayOf } from '../time.ts';
import type { FolderData } from './read.ts';
import { createDays } from './shifts-file.ts';

const daysAhead = 14;

/** Who works at a desk; the others are asked when nobody there can come. */
const deskRoles: readonly Role[] = ['staff', 'security', 'student'];

const longestShiftMinutes = 12 * 60;

/**
 * Shifts for the demo library: everyone works through their branch's opening hours, in two teams where these are
 * longer than twelve hours. From yesterday until two weeks ahead; the same on the same local day, so that a restart
 * changes nothing.
 */
export function demoShifts(now: Instant, data: FolderData): readonly Draft<ShiftDay>[] {
  const days = createDays();
  for (const branch of data.branches ?? []) {
    const staff = (data.staff ?? []).filter(
      (one) => one.active && one.branches[0] === branch.id && deskRoles.includes(one.role),
    );
    const today = instantToLocal(now, branch.timezone).date;
    for (let ahead = -1; ahead <= daysAhead; ahead += 1) {
      const on = addDays(today, ahead);
      for (const shift of shiftsOfDay(branch, staff, on)) days.add(branch.id, on, shift);
    }
  }
  return days.all();
}

function shiftsOfDay(
  branch: Draft<Branch>,
  staff: readonly Draft<StaffMember>[],
  on: string,
): readonly Shift[] {
  if (branch.closedOn.includes(on)) return [];
  return (branch.hours[weekdayOf(on)] ?? []).flatMap(({ opens, closes }) => {
    const from = toMinutes(opens);
    const until = toMinutes(closes) + (closes <= opens ? 24 * 60 : 0);
    if (until - from <= longestShiftMinutes) return teamShifts(branch, staff, on, from, until);
    const middle = (from + until) / 2;
    return [0, 1].flatMap((team) => {
      const [start, end] = team === 0 ? [from, middle] : [middle, until];
      return teamShifts(branch, teamOf(staff, team), on, start, end);
    });
  });
}

/** Every second person of each role, so that each team has somebody in charge and a guard. */
function teamOf(staff: readonly Draft<StaffMember>[], team: number): readonly Draft<StaffMember>[] {
  return deskRoles.flatMap((role) =>
    staff.filter((one) => one.role === role).filter((_, index) => index % 2 === team),
  );
}

/** One shift each, in minutes from midnight of the day; the first member of staff is in charge. */
function teamShifts(
  branch: Draft<Branch>,
  team: readonly Draft<StaffMember>[],
  on: string,
  from: number,
  until: number,
): readonly Shift[] {
  const inCharge = team.find((one) => one.role === 'staff');
  return team.map(
    (one): Shift => ({
      staff: one.id,
      position: one.role === 'security' ? 'security' : 'desk',
      startAt: toInstant(on, from, branch.timezone),
      endAt: toInstant(on, until, branch.timezone),
      flags: one === inCharge ? ['pic', 'evac'] : one.role === 'staff' ? ['firstaid'] : [],
    }),
  );
}

function toInstant(on: string, minutes: number, zone: string): Instant {
  const date = addDays(on, Math.floor(minutes / (24 * 60)));
  const [hour, minute] = [Math.floor(minutes / 60) % 24, minutes % 60];
  return localToInstant(date, `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`, zone);
}

function toMinutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
