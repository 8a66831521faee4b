import { randomUUID } from 'node:crypto';
import { appendFileSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeDatabase } from '../../../src/store/json/exchange.ts';
import {
  type JsonStore,
  type JsonStoreOptions,
  openJsonStore,
  repairStore,
  restoreBackup,
} from '../../../src/store/json/index.ts';
import { notes } from '../../contract/notes.ts';
import { copyFolder, temporaryDirectory } from '../../support/disk.ts';

const open = (directory: string, more: Partial<JsonStoreOptions> = {}) =>
  openJsonStore({ directory, organisation: undefined, collections: [notes], ...more });
const put = (store: JsonStore, id: string) =>
  store.transact((tx) => tx.put(notes, { id, branch: 'CEN', words: '' }));

/** A database that was opened without a name, and its store, which was given one while it was open. */
async function named(): Promise<{ readonly directory: string; readonly store: JsonStore }> {
  const directory = temporaryDirectory();
  const store = await open(directory);
  await put(store, 'a');
  expect(store.organisation).toBeUndefined();
  await store.belongTo('Ours');
  expect(store.organisation).toBe('Ours');
  await put(store, 'b');
  return { directory, store };
}

/** The files as a kill leaves them at this moment. */
function killedCopy(directory: string): string {
  const copy = temporaryDirectory();
  copyFolder(directory, copy);
  rmSync(join(copy, 'lock'));
  return copy;
}

async function expectOurs(directory: string): Promise<void> {
  await expect(open(directory, { organisation: 'Theirs' })).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
  const store = await open(directory);
  expect(store.organisation).toBe('Ours');
  expect((await store.all(notes)).map(({ id }) => id)).toStrictEqual(['a', 'b']);
  await store.close();
}

describe('A name that is given while the database is open', () => {
  it('is durable at once, and no other one is taken from then on', async () => {
    const { directory, store } = await named();
    const copy = killedCopy(directory);
    await expect(store.belongTo('Theirs')).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
    await store.belongTo('Ours');
    await store.close();
    await expectOurs(directory);
    await expectOurs(copy);
  });

  it('is one of two that come at the same moment', async () => {
    const store = await open(temporaryDirectory());
    const both = await Promise.allSettled([store.belongTo('Ours'), store.belongTo('Theirs')]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(store.organisation).toBe('Ours');
    await store.close();
  });

  it('goes with every copy: a backup, what is restored from it, and a repaired database', async () => {
    const { directory, store } = await named();
    const [backup, restored, repaired] = [1, 2, 3].map(temporaryDirectory) as [string, string, string];
    await store.backup(backup);
    const damaged = killedCopy(directory);
    await store.close();
    await restoreBackup(backup, restored);
    const journal = readdirSync(damaged).find((name) => name.startsWith('journal')) as string;
    appendFileSync(join(damaged, journal), '{"damaged\n{"more\n');
    await repairStore(damaged, repaired);
    for (const copy of [backup, restored, repaired]) await expectOurs(copy);
  });

  it('is written again with all the rest when somebody takes the files away', async () => {
    const { directory, store } = await named();
    for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true });
    await expect(put(store, 'b')).rejects.toMatchObject({ code: 'NOT_SAVED' });
    await put(store, 'b');
    const copy = killedCopy(directory);
    await store.close();
    await expectOurs(directory);
    await expectOurs(copy);
  });

  it.each(['while it is open', 'as it is opened'])(
    '%s is known without the newest snapshot',
    async (when) => {
      const directory = temporaryDirectory();
      const unnamed = await open(directory);
      await put(unnamed, 'a');
      if (when === 'while it is open') await unnamed.belongTo('Ours');
      await unnamed.close();
      const store = await open(directory, when === 'while it is open' ? {} : { organisation: 'Ours' });
      await put(store, 'b');
      await store.close();
      const newest = readdirSync(directory).findLast((name) => name.startsWith('snapshot')) as string;
      truncateSync(join(directory, newest), 40);
      await expectOurs(directory);
    },
  );
});

describe('A database of an older version without a name', () => {
  it('bears the name of the program and takes the first real one', async () => {
    const directory = temporaryDirectory();
    const head = { version: 1, organisation: 'Deskbell', database: randomUUID() };
    await writeDatabase(directory, { head, sequence: 0, collections: new Map() });
    const unnamed = await open(directory);
    expect(unnamed.organisation).toBeUndefined();
    await put(unnamed, 'a');
    await put(unnamed, 'b');
    await unnamed.close();
    await (await open(directory, { organisation: 'Ours' })).close();
    await expectOurs(directory);
  });
});
