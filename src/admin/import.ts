import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { policyCollection } from '../desk/asking/index.ts';
import {
  type Branch,
  branchCollection,
  type Organisation,
  organisationCollection,
} from '../desk/branches/schema.ts';
import { type StaffMember, staffCollection } from '../desk/people/schema.ts';
import { type Shift, type ShiftDay, shiftDayCollection } from '../desk/roster/schema.ts';
import type { Collection, Draft, Store, Stored } from '../store/store.ts';
import type { Instant } from '../time.ts';
import { dataFiles, type FolderData } from './read.ts';

/** What one file changed in the store. */
export interface Imported {
  readonly file: string;
  readonly written: number;
  readonly removed: number;
}

/** Records compared before others get their turn: a desk that runs must go on answering. */
const recordsPerTurn = 500;

/**
 * Takes the files over into the store: one transaction per file, and only what differs, so that a restart with the
 * same files writes nothing. Parts that are undefined (files with errors) stay as they are.
 *
 * What is no longer listed: staff become inactive and branches removed, as records name them and an open call shows
 * its branch's clock and what to dial there; policies go; of a day of shifts, what has begun by `now` stays and the
 * rest goes. What runs now goes too when the file still has that day at another branch: then it was taken out, and is
 * not just an earlier week's.
 *
 * The first name of the organisation that is taken over is the database's from then on.
 *
 * @returns the files that changed something.
 * @throws DeskError BAD_SETTINGS when the database belongs to another organisation, NOT_SAVED
 */
export async function importData(store: Store, data: FolderData, now: Instant): Promise<readonly Imported[]> {
  const imported: Imported[] = [];
  const take = async <T extends Stored>(
    file: string,
    collection: Collection<T>,
    wanted: readonly Draft<T>[] | undefined,
    withoutIt: (record: T) => Draft<T> | undefined,
  ) => {
    if (wanted === undefined) return;
    const changed = await takeOver(store, collection, wanted, withoutIt);
    if (changed.written + changed.removed > 0) imported.push({ file, ...changed });
  };
  // The organisation's zone may be that of the first branch, so it waits until the branches are right.
  const organisation = data.branches && data.organisation;
  if (organisation?.name !== undefined) await store.belongTo(organisation.name);
  const wanted = organisation && [{ ...nameOf(store), ...organisation }];
  await take(dataFiles.organisation, organisationCollection, wanted, (record) => record);
  await take(dataFiles.branches, branchCollection, data.branches, toRemoved);
  await take(dataFiles.staff, staffCollection, data.staff, toInactive);
  await take(dataFiles.policies, policyCollection, data.policies, () => undefined);
  const listedDays = new Set(data.shiftDays?.map(({ on }) => on));
  await take(dataFiles.shifts, shiftDayCollection, data.shiftDays, (day) =>
    keepShifts(day, ({ startAt, endAt }) => (listedDays.has(day.on) ? endAt : startAt) <= now),
  );
  return imported;
}

/** The name that the database has stays when the file that gave it goes. */
function nameOf({ organisation }: Store): Pick<Organisation, 'name'> {
  return organisation === undefined ? {} : { name: organisation };
}

/** Compares outside the transaction, which holds up others: nobody else writes these collections. */
async function takeOver<T extends Stored>(
  store: Store,
  collection: Collection<T>,
  wanted: readonly Draft<T>[],
  withoutIt: (record: T) => Draft<T> | undefined,
): Promise<Pick<Imported, 'written' | 'removed'>> {
  const unlisted = new Map((await store.all(collection)).map((record) => [record.id, record]));
  const puts: Draft<T>[] = [];
  const deletes: string[] = [];
  for (const [index, draft] of wanted.entries()) {
    if (index % recordsPerTurn === recordsPerTurn - 1) await nextTurn();
    const id = idOf(draft);
    const stored = unlisted.get(id);
    if (stored === undefined || !sameContent(draft, stored)) puts.push(draft);
    unlisted.delete(id);
  }
  for (const record of unlisted.values()) {
    const kept = withoutIt(record);
    if (kept === undefined) deletes.push(record.id);
    else if (kept !== record && !sameContent(kept, record)) puts.push(kept);
  }
  if (puts.length + deletes.length > 0) {
    await store.transact(async (tx) => {
      for (const draft of puts) await tx.put(collection, draft);
      for (const id of deletes) await tx.delete(collection, id);
    });
  }
  return { written: puts.length, removed: deletes.length };
}

/** A draft has every field of its record but the revision, which TypeScript cannot see through a type parameter. */
function idOf(draft: Draft<Stored>): string {
  return draft.id;
}

function sameContent<T extends Stored>(draft: Draft<T>, stored: T): boolean {
  return isDeepStrictEqual({ ...draft, revision: stored.revision }, { ...stored });
}

function toRemoved(branch: Branch): Branch {
  return branch.removed === true ? branch : { ...branch, removed: true };
}

function toInactive(member: StaffMember): StaffMember {
  return member.active ? { ...member, active: false } : member;
}

function keepShifts(day: ShiftDay, isKept: (shift: Shift) => boolean): ShiftDay | undefined {
  const shifts = day.shifts.filter(isKept);
  if (shifts.length === day.shifts.length) return day;
  return shifts.length === 0 ? undefined : { ...day, shifts };
}
