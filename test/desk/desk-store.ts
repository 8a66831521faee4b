import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { branchCollection, organisationCollection } from '../../src/desk/branches/index.ts';
import { identityCollection, staffCollection } from '../../src/desk/people/index.ts';
import { shiftDayCollection } from '../../src/desk/roster/index.ts';
import { openJsonStore } from '../../src/store/json/index.ts';
import type { Collection, Draft, Store, Stored } from '../../src/store/store.ts';

/** A real store in a directory of its own, gone with the test. */
export async function openDeskStore(): Promise<Store> {
  const directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
  const store = await openJsonStore({
    directory,
    organisation: undefined,
    collections: [
      branchCollection,
      organisationCollection,
      staffCollection,
      identityCollection,
      shiftDayCollection,
    ],
  });
  onTestFinished(async () => {
    await store.close();
    await rm(directory, { recursive: true });
  });
  return store;
}

/** Saves records in one transaction. */
export async function save<T extends Stored>(
  store: Store,
  collection: Collection<T>,
  ...records: readonly Draft<T>[]
): Promise<void> {
  await store.transact(async (tx) => {
    for (const record of records) await tx.put(collection, record);
  });
}
