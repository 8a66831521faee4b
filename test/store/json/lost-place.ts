import { mkdirSync, readdirSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type JsonStore, openJsonStore } from '../../../src/store/json/index.ts';
import { counters, notes } from '../../contract/notes.ts';
import { copyFolder, temporaryDirectory } from '../../support/disk.ts';
import type { WritingProcess } from './child-process.ts';

export const open = (directory: string, log?: (line: string) => void) =>
  openJsonStore({
    directory,
    organisation: 'Test Library',
    collections: [notes, counters],
    ...(log && { log }),
  });
export const put = (store: JsonStore, id: string) =>
  store.transact((tx) => tx.put(notes, { id, branch: 'CEN', words: 'words' }));
export const idsOf = async (store: JsonStore) => (await store.all(notes)).map(({ id }) => id);
/** What the next opening finds. */
export async function idsAfterRestart(directory: string): Promise<readonly string[]> {
  const store = await open(directory);
  const ids = await idsOf(store);
  await store.close();
  return ids;
}
export const newDatabase = () => join(temporaryDirectory(), 'db');
export const journalOf = (directory: string) =>
  join(directory, readdirSync(directory).findLast((name) => /^journal-\d+\.jsonl$/.test(name)) as string);
export const snapshotOf = (directory: string) =>
  join(directory, readdirSync(directory).findLast((name) => /^snapshot-\d+\.json$/.test(name)) as string);
export const reasonOf = (store: JsonStore) => store.health().reason ?? '';

/** Copies a database, also one that a desk writes: files that it has removed meanwhile are not in it. */
export function copy(directory: string, to: string): void {
  while (!succeeds('ENOENT', () => copyFolder(directory, to))) rmSync(to, { recursive: true, force: true });
}

/** What the desk writes there meanwhile stays; the rest is gone all the same. */
function remove(directory: string): void {
  succeeds('ENOTEMPTY', () => rmSync(directory, { recursive: true }));
}

/** Whether it was done; only an error with this code counts as not. */
function succeeds(except: string, action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== except) throw error;
    return false;
  }
}

/** What people and their tools do to a database while the desk runs. */
export const damages: Readonly<Record<string, (directory: string) => void>> = {
  'the folder is removed': remove,
  'the folder is renamed away': (directory) => renameSync(directory, `${directory}-away`),
  'an empty folder takes its place': (directory) => {
    renameSync(directory, `${directory}-away`);
    // The desk may have made it anew by then, just as empty.
    succeeds('EEXIST', () => mkdirSync(directory));
  },
  'an older copy of it takes its place': (directory) => {
    copy(`${directory}-older`, `${directory}-copy`);
    renameSync(directory, `${directory}-away`);
    // The desk may have made the folder anew by then.
    while (!succeeds('ENOTEMPTY', () => renameSync(`${directory}-copy`, directory))) remove(directory);
  },
  'the journal alone is removed': (directory) => rmSync(journalOf(directory)),
  'the journal is emptied': (directory) => truncateSync(journalOf(directory), 0),
  'the journal is cut short': (directory) => {
    const journal = journalOf(directory);
    // One that has only just begun is shorter: it would grow, as if another process had written to it.
    truncateSync(journal, Math.min(300, Math.floor(statSync(journal).size / 2)));
  },
  'the journal is replaced': (directory) => {
    rmSync(journalOf(directory));
    writeFileSync(join(directory, 'journal-000000000000.jsonl'), '');
  },
  'the lock is removed': (directory) => rmSync(join(directory, 'lock')),
};

/** What is found when somebody looks, but not by a save. */
export const quietDamages: typeof damages = {
  ...damages,
  'the snapshot alone is removed': (directory) => rmSync(snapshotOf(directory)),
};

/** Kills the process and expects every step that it confirmed; the last one may have been on its way. */
export async function expectAllConfirmed(child: WritingProcess, directory: string): Promise<void> {
  await child.kill();
  const store = await open(directory);
  expect(child.confirmed.size).toBeGreaterThan(0);
  for (const [writer, count] of child.confirmed) {
    expect([count, count + 1]).toContain((await store.get(counters, writer))?.count);
  }
  await store.close();
}
