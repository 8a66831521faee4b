import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  type JsonStore,
  type JsonStoreOptions,
  type MigrationDocument,
  openJsonStore,
  restoreBackup,
} from '../../../src/store/json/index.ts';
import { counters, notes } from '../../contract/notes.ts';
import { copyFolder, temporaryDirectory } from '../../support/disk.ts';

const open = (directory: string, more: Partial<JsonStoreOptions> = {}) =>
  openJsonStore({ directory, organisation: 'Test Library', collections: [notes, counters], ...more });
const put = (store: JsonStore, id: string) =>
  store.transact((tx) => tx.put(notes, { id, branch: 'CEN', words: `words of ${id}` }));
const idsIn = async (store: JsonStore) => (await store.all(notes)).map(({ id }) => id);

async function makeDatabase(ids: string): Promise<string> {
  const directory = temporaryDirectory();
  const store = await open(directory);
  for (const id of ids) await put(store, id);
  await store.close();
  return directory;
}

describe('The files', () => {
  it('hold one readable JSON document with a record a line, the id first', async () => {
    const directory = await makeDatabase('ab');
    const text = readFileSync(join(directory, 'snapshot-000000000002.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      deskbell: { version: 1, organisation: 'Test Library', sequence: 2 },
      collections: { notes: [{ id: 'a' }, { id: 'b' }], counters: [] },
    });
    expect(text).toContain('\n{"id":"a","revision":1,"branch":"CEN","words":"words of a"},\n');
  });

  it('remember the first organisation that opens them and refuse every other', async () => {
    const directory = temporaryDirectory();
    const unnamed = await open(directory, { organisation: undefined });
    expect(unnamed.organisation).toBeUndefined();
    await put(unnamed, 'a');
    await unnamed.close();
    await (await open(directory)).close();
    const again = await open(directory, { organisation: undefined });
    expect(again.organisation).toBe('Test Library');
    await again.close();
    await expect(open(directory, { organisation: 'Other' })).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
  });

  it('keep collections that this program does not know', async () => {
    const directory = await makeDatabase('ab');
    const narrow = await open(directory, { collections: [counters] });
    await narrow.transact((tx) => tx.put(counters, { id: 'n', count: 1 }));
    await narrow.snapshot();
    await narrow.close();
    const wide = await open(directory);
    expect(await idsIn(wide)).toStrictEqual(['a', 'b']);
    await wide.close();
  });

  it('do not pile up: older snapshots and journals go, one generation stays', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory, { snapshotAfterBytes: 2_000 });
    for (let n = 0; n < 300; n += 1) await put(store, `n${n}`);
    await store.close();
    expect(readdirSync(directory).filter((name) => name.startsWith('snapshot'))).toHaveLength(2);
    expect(readdirSync(directory).filter((name) => name.startsWith('journal')).length).toBeLessThanOrEqual(3);
  });

  it('that the program may not use are reported as a setting to correct', async () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    await expect(open(join(file, 'db'))).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
    if (process.platform === 'linux')
      await expect(open('/proc/deskbell/db')).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
  });
});

describe('A backup', () => {
  it('is consistent while the desk goes on writing, and opens by itself', async () => {
    const [directory, target] = [temporaryDirectory(), join(temporaryDirectory(), 'new', 'backup')];
    const store = await open(directory);
    let writing = true;
    const writer = async (name: string) => {
      for (let n = 0; writing; n += 1) {
        await store.transact(async (tx) => {
          await tx.put(counters, { id: `${name}-left`, count: n });
          await tx.put(counters, { id: `${name}-right`, count: n });
        });
      }
    };
    const writers = ['v', 'w', 'x'].map(writer);
    await Promise.all(Array.from({ length: 300 }, (_, n) => put(store, `n${n}`)));
    await store.backup(target);
    writing = false;
    await Promise.all(writers);
    await store.close();

    const copy = await open(target);
    expect(await copy.all(notes)).toHaveLength(300);
    for (const name of ['v', 'w', 'x']) {
      expect((await copy.get(counters, `${name}-left`))?.count).toBe(
        (await copy.get(counters, `${name}-right`))?.count,
      );
    }
    await copy.close();
  });

  it('is written only into an empty directory', async () => {
    const [store, target] = [await open(temporaryDirectory()), temporaryDirectory()];
    await store.backup(target);
    await expect(store.backup(target)).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
    await store.close();
  });

  it('takes the place of a database, whose files are kept', async () => {
    const [directory, backup] = [await makeDatabase('axyz'), await makeDatabase('ab')];
    const report = await restoreBackup(backup, directory, (content, before) => {
      expect(before).toMatchObject({ isWhole: true, canBeUsed: true });
      return { content, lines: [...(before.content.get(notes.name)?.keys() ?? [])] };
    });
    expect(report).toStrictEqual({
      records: 2,
      replaced: join(directory, 'replaced-1'),
      lines: ['a', 'x', 'y', 'z'],
    });
    const store = await open(directory);
    expect(await idsIn(store)).toStrictEqual(['a', 'b']);
    await store.close();
    const old = await open(report.replaced as string);
    expect(await idsIn(old)).toStrictEqual(['a', 'x', 'y', 'z']);
    await old.close();
  });

  it('is not restored under a running desk, when it is damaged, or when there is none', async () => {
    const [directory, backup] = [await makeDatabase('x'), await makeDatabase('ab')];
    const store = await open(directory);
    await expect(restoreBackup(backup, directory)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await store.close();
    writeFileSync(join(backup, 'journal-000000000002.jsonl'), '');
    await expect(restoreBackup(backup, directory)).rejects.toMatchObject({ code: 'STORE_BROKEN' });
    await expect(restoreBackup(temporaryDirectory(), directory)).rejects.toMatchObject({
      code: 'BAD_SETTINGS',
    });
    const unharmed = await open(directory);
    expect(await idsIn(unharmed)).toStrictEqual(['x']);
    await unharmed.close();
  });

  it.each(['before', 'during', 'after'])(
    'replaces a database also when cut off %s the old files went aside',
    async (when) => {
      const [directory, backup] = [await makeDatabase('xyz'), await makeDatabase('ab')];
      mkdirSync(join(directory, 'replaced-1'));
      cpSync(backup, join(directory, 'incoming'), { recursive: true });
      const old = readdirSync(directory).filter((name) => /^(snapshot|journal)/.test(name));
      const moved = when === 'before' ? [] : when === 'during' ? old.slice(1) : old;
      for (const name of moved) renameSync(join(directory, name), join(directory, 'replaced-1', name));
      if (when === 'after') {
        renameSync(join(directory, 'incoming'), join(directory, 'arriving'));
        renameSync(
          join(directory, 'arriving', 'snapshot-000000000002.json'),
          join(directory, 'snapshot-000000000002.json'),
        );
      }
      const store = await open(directory);
      expect(await idsIn(store)).toStrictEqual(['a', 'b']);
      await store.close();
      expect(readdirSync(join(directory, 'replaced-1'))).toStrictEqual(old);
      expect(existsSync(join(directory, 'arriving'))).toBe(false);
    },
  );
});

describe('Migrations', () => {
  const loudNotes = { ...notes, schema: notes.schema.refine(({ words }) => words === words.toUpperCase()) };
  const louder = {
    to: 2,
    describe: 'Write all words in capitals',
    migrate: ({ collections }: MigrationDocument) => ({
      collections: {
        ...collections,
        notes: (collections.notes as z.infer<typeof notes.schema>[]).map((note) => ({
          ...note,
          words: note.words.toUpperCase(),
        })),
      },
    }),
  };
  const filesOf = (directory: string) =>
    Object.fromEntries(
      readdirSync(directory)
        .filter((name) => /^(snapshot|journal)/.test(name))
        .map((name) => [name, readFileSync(join(directory, name), 'utf8')]),
    );

  it('run once, on what the journal holds too, and keep the files as they were', async () => {
    const running = temporaryDirectory();
    const directory = temporaryDirectory();
    const store = await open(running);
    await put(store, 'a');
    copyFolder(running, directory);
    rmSync(join(directory, 'lock'));
    await store.close();
    const before = filesOf(directory);

    let runs = 0;
    const counted = {
      ...louder,
      migrate: (document: MigrationDocument) => {
        runs += 1;
        return louder.migrate(document);
      },
    };
    for (let time = 0; time < 2; time += 1) {
      const migrated = await open(directory, { migrations: [counted], collections: [loudNotes, counters] });
      expect(await migrated.all(loudNotes)).toMatchObject([{ id: 'a', words: 'WORDS OF A' }]);
      await migrated.close();
    }
    expect(runs).toBe(1);
    expect(filesOf(join(directory, 'replaced-1'))).toStrictEqual(before);
    await expect(open(directory)).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
    await expect(open(directory)).rejects.toThrow(/newer/);
  });

  it('change nothing when a step fails or its result does not fit', async () => {
    const directory = await makeDatabase('ab');
    const before = filesOf(directory);
    const throwing = {
      ...louder,
      migrate: () => {
        throw new Error('no such luck');
      },
    };
    await expect(open(directory, { migrations: [throwing] })).rejects.toThrow(/capitals.*no such luck/);
    const idle = { ...louder, migrate: (document: MigrationDocument) => document };
    await expect(open(directory, { migrations: [idle], collections: [loudNotes] })).rejects.toThrow(
      /does not fit \(/,
    );
    expect(filesOf(directory)).toStrictEqual(before);
    const store = await open(directory);
    expect(await idsIn(store)).toStrictEqual(['a', 'b']);
    await store.close();
  });
});
