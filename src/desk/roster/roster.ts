import type { Store } from '../../store/store.ts';
import type { People } from '../people/index.ts';
import { mirror } from '../read-model/index.ts';
import { type Shift, type ShiftDay, shiftDayCollection } from './schema.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import type { OnShift, Roster } from './types.ts';

interface BranchShifts {
  readonly days: Map<string, ShiftDay>;
  /** Absent after a change, until the next question: an import changes many days of a branch at once. */
  timeline?: Timeline | undefined;
}

/** Builds the read model of shifts, which follows the store from then on. */
export async function createRoster(
  store: Store,
  { people }: { readonly people: Pick<People, 'staff' | 'canonical'> },
): Promise<Roster> {
  const byBranch = new Map<string, BranchShifts>();
  const days = await mirror(store, shiftDayCollection, (changes) => {
    for (const { before, after } of changes) {
      if (before !== undefined) remove(before);
      if (after !== undefined) add(after);
    }
  });
  for (const day of days.values()) add(day);
  for (const branch of byBranch.keys()) timelineOf(branch);

  function add(day: ShiftDay): void {
    const branch: BranchShifts = byBranch.get(day.branch) ?? { days: new Map() };
    branch.days.set(day.id, day);
    branch.timeline = undefined;
    byBranch.set(day.branch, branch);
  }

  function remove(day: ShiftDay): void {
    const branch = byBranch.get(day.branch);
    if (branch === undefined) return;
    branch.days.delete(day.id);
    branch.timeline = undefined;
  }

  function timelineOf(code: string): Timeline | undefined {
    const branch = byBranch.get(code);
    if (branch === undefined) return undefined;
    branch.timeline ??= createTimeline(branch.days.values());
    return branch.timeline;
  }

  /** By shift as it is stored, which is never changed in place. */
  const known = new WeakMap<Shift, OnShift>();

  /** Undefined for an open shift and for one of somebody who has left. */
  function present(branch: string, shift: Shift): OnShift | undefined {
    if (shift.staff === null) return undefined;
    let on = known.get(shift);
    if (on === undefined) {
      const { staff, position, startAt, endAt, flags } = shift;
      on = { branch, person: `staff:${staff}`, position, startAt, endAt, flags };
      known.set(shift, on);
    }
    return people.staff(on.person)?.active ? on : undefined;
  }

  function covering(branch: string, ms: number): readonly OnShift[] {
    const found: OnShift[] = [];
    for (const shift of timelineOf(branch)?.overlapping(ms, ms + 1) ?? []) {
      const on = present(branch, shift);
      if (on !== undefined) found.push(on);
    }
    return found;
  }

  function onShift(branch: string, at: string): readonly OnShift[] {
    const found = covering(branch, Date.parse(at));
    const leading = found.filter(inCharge);
    return leading.length === 0 ? found : [...leading, ...found.filter((on) => !inCharge(on))];
  }

  return {
    onShift,
    pic: (branch, at) => covering(branch, Date.parse(at)).find(inCharge),
    shiftsOf(person, at) {
      const id = people.canonical(person);
      const ms = Date.parse(at);
      const staff = people.staff(id)?.id;
      if (staff === undefined) return [];
      return [...byBranch.keys()]
        .filter((branch) => timelineOf(branch)?.staff.has(staff))
        .flatMap((branch) => covering(branch, ms))
        .filter((on) => on.person === id)
        .toSorted((a, b) => (a.startAt > b.startAt ? -1 : a.startAt < b.startAt ? 1 : 0));
    },
    nextOf(person, at) {
      const id = people.canonical(person);
      const staff = people.staff(id)?.id;
      const next = [...byBranch.keys()].flatMap((branch) => {
        const timeline = timelineOf(branch);
        if (staff === undefined || !timeline?.staff.has(staff)) return [];
        for (const shift of timeline.startingAfter(Date.parse(at))) {
          if (shift.staff === staff) return present(branch, shift) ?? [];
        }
        return [];
      });
      return next.toSorted((a, b) => (a.startAt < b.startAt ? -1 : a.startAt > b.startAt ? 1 : 0))[0];
    },
    nextOn(branch, at) {
      const next: OnShift[] = [];
      for (const shift of timelineOf(branch)?.startingAfter(Date.parse(at)) ?? []) {
        if (next[0] !== undefined && shift.startAt !== next[0].startAt) break;
        const on = present(branch, shift);
        // Two shifts of one person overlap: they come once.
        if (on !== undefined && !next.some(({ person }) => person === on.person)) next.push(on);
      }
      return next;
    },
    during: (branch, from, to) =>
      (timelineOf(branch)?.overlapping(Date.parse(from), Date.parse(to)) ?? [])
        .map((shift) => present(branch, shift))
        .filter((on) => on !== undefined),
    isPlanned(person, branch, from, to) {
      const staff = people.staff(person)?.id;
      const shifts = timelineOf(branch)?.overlapping(Date.parse(from), Date.parse(to) + 1) ?? [];
      return staff !== undefined && shifts.some((shift) => shift.staff === staff);
    },
  };
}

function inCharge(on: OnShift): boolean {
  return on.flags.includes('pic');
}
