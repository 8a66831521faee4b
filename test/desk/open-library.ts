import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { importAtStart, loadData } from '../../src/admin/index.ts';
import { createBranches } from '../../src/desk/branches/index.ts';
import { createPeople } from '../../src/desk/people/index.ts';
import { createRoster } from '../../src/desk/roster/index.ts';
import { openJsonStore } from '../../src/store/json/index.ts';
import { allCollections } from '../../src/wiring/stores.ts';
import { sundayEvening, writeLibrary } from '../support/desk/library.ts';

/**
 * The small library in a real store, with what every subject reads, until the end of the test. Nothing is sent.
 *
 * @param prepare changes the files in their folder before they are taken over
 * @param at the moment of that; UTC ISO text
 */
export async function openLibrary(prepare?: (directory: string) => Promise<void>, at?: string) {
  const library = await openLastingLibrary(prepare, at);
  onTestFinished(library.remove);
  return library;
}

/** The same for several tests, until it is removed. */
export async function openLastingLibrary(
  prepare: (directory: string) => Promise<void> = async () => {},
  at: string = sundayEvening,
) {
  const directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
  await writeLibrary(directory);
  await prepare(directory);
  const store = await openJsonStore({
    directory: join(directory, 'db'),
    organisation: undefined,
    collections: allCollections,
  });
  const source = { directory, demo: false };
  await importAtStart(store, source, await loadData(source, at), at);
  const people = await createPeople(store);
  const branches = await createBranches(store, { channelOf: () => undefined });
  const roster = await createRoster(store, { people });
  return {
    directory,
    store,
    source,
    reads: { people, branches, roster },
    async remove() {
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
