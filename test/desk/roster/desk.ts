import { type Branch, branchCollection, createBranches } from '../../../src/desk/branches/index.ts';
import { createPeople, type StaffMember, staffCollection } from '../../../src/desk/people/index.ts';
import {
  createRoster,
  type Shift,
  type ShiftDay,
  shiftDayCollection,
} from '../../../src/desk/roster/index.ts';
import type { Store } from '../../../src/store/store.ts';
import { localToInstant } from '../../../src/time.ts';
import { openDeskStore, save } from '../desk-store.ts';

/** A shift at wall-clock times of New York: `maria 2026-11-22 09:00 17:00`, an end before the start is on the next day. */
export function shift(words: string, given: Partial<Shift> = {}): Shift {
  const [staff = '', date = '', from = '', to = ''] = words.split(' ');
  const startAt = localToInstant(date, from, zone);
  const sameDay = localToInstant(date, to, zone);
  const endAt = sameDay > startAt ? sameDay : localToInstant(nextDate(date), to, zone);
  return { staff, position: 'Reference', startAt, endAt, flags: [], ...given };
}

export const zone = 'America/New_York';

/** An instant by the wall clock of New York: `2026-11-22 18:40`. */
export function at(wall: string): string {
  const [date = '', time = ''] = wall.split(' ');
  return localToInstant(date, time, zone);
}

export function day(branch: string, on: string, ...shifts: readonly Shift[]): ShiftDay {
  return { id: `${branch}:${on}`, revision: 1, branch, on, shifts: [...shifts] };
}

export function member(id: string, given: Partial<StaffMember> = {}): StaffMember {
  const name = `${id.charAt(0).toUpperCase()}${id.slice(1)}`;
  return { id, revision: 1, name, role: 'staff', branches: [], active: true, ...given };
}

export interface Desk {
  readonly branches?: readonly Branch[];
  readonly staff?: readonly StaffMember[];
  readonly days?: readonly ShiftDay[];
}

/** The read models of a small library, with the store that they follow. */
export async function openDesk({ branches = [], staff = [], days = [] }: Desk) {
  const store: Store = await openDeskStore();
  await save(store, branchCollection, ...branches);
  await save(store, staffCollection, ...staff);
  await save(store, shiftDayCollection, ...days);
  const people = await createPeople(store);
  return {
    store,
    people,
    branches: await createBranches(store),
    roster: await createRoster(store, { people }),
  };
}

function nextDate(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}
