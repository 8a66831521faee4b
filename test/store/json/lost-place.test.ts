import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type JsonStore, openJsonStore, restoreBackup } from '../../../src/store/json/index.ts';
import { counters, notes } from '../../contract/notes.ts';
import { temporaryDirectory } from '../../support/disk.ts';
import { eventually } from '../../support/eventually.ts';
import { PATIENCE_MS, startChild, type WritingProcess } from './child-process.ts';

const open = (directory: string, log?: (line: string) => void) =>
  openJsonStore({
    directory,
    organisation: 'Test Library',
    collections: [notes, counters],
    ...(log && { log }),
  });
const put = (store: JsonStore, id: string) =>
  store.transact((tx) => tx.put(notes, { id, branch: 'CEN', words: 'words' }));
const idsOf = async (store: JsonStore) => (await store.all(notes)).map(({ id }) => id);
const newDatabase = () => join(temporaryDirectory(), 'db');
const journalOf = (directory: string) =>
  join(directory, readdirSync(directory).findLast((name) => /^journal-\d+\.jsonl$/.test(name)) as string);
const snapshotOf = (directory: string) =>
  join(directory, readdirSync(directory).findLast((name) => /^snapshot-\d+\.json$/.test(name)) as string);
const reasonOf = (store: JsonStore) => store.health().reason ?? '';

/** What people and their tools do to a database while the desk runs. */
const damages: Readonly<Record<string, (directory: string) => void>> = {
  'the folder is removed': (directory) => {
    try {
      rmSync(directory, { recursive: true });
    } catch (error) {
      // What the desk writes there meanwhile stays; the rest is gone all the same.
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  },
  'the folder is renamed away': (directory) => renameSync(directory, `${directory}-away`),
  'an empty folder takes its place': (directory) => {
    renameSync(directory, `${directory}-away`);
    mkdirSync(directory);
  },
  'an older copy of it takes its place': (directory) => {
    renameSync(directory, `${directory}-away`);
    cpSync(`${directory}-older`, directory, { recursive: true });
  },
  'the journal alone is removed': (directory) => rmSync(journalOf(directory)),
  'the journal is emptied': (directory) => truncateSync(journalOf(directory), 0),
  'the journal is cut short': (directory) => truncateSync(journalOf(directory), 300),
  'the journal is replaced': (directory) => {
    rmSync(journalOf(directory));
    writeFileSync(join(directory, 'journal-000000000000.jsonl'), '');
  },
  'the lock is removed': (directory) => rmSync(join(directory, 'lock')),
};

/** What is found when somebody looks, but not by a save. */
const quietDamages: typeof damages = {
  ...damages,
  'the snapshot alone is removed': (directory) => rmSync(snapshotOf(directory)),
};

/** Kills the process and expects every step that it confirmed; the last one may have been on its way. */
async function expectAllConfirmed(child: WritingProcess, directory: string): Promise<void> {
  await child.kill();
  const store = await open(directory);
  expect(child.confirmed.size).toBeGreaterThan(0);
  for (const [writer, count] of child.confirmed) {
    expect([count, count + 1]).toContain((await store.get(counters, writer))?.count);
  }
  await store.close();
}

describe('While a desk saves', () => {
  it.each(Object.entries(damages))('%s: it saves again, and a kill loses nothing', async (_, damage) => {
    const directory = newDatabase();
    const child = startChild({ directory, writers: 3, snapshotAfterBytes: 60_000 });
    expect(await child.ready()).toBe('open');
    await eventually('an older copy', () => child.counts.confirmed >= 20, PATIENCE_MS);
    cpSync(directory, `${directory}-older`, { recursive: true });
    for (let time = 0; time < 2; time += 1) {
      const { confirmed, refused } = child.counts;
      await eventually('saves', () => child.counts.confirmed >= confirmed + 100, PATIENCE_MS);
      // A journal that was left behind for the next one a moment before is no loss: then the next one is taken.
      for (let tries = 0; tries < 20 && child.counts.refused === refused; tries += 1) {
        rmSync(`${directory}-away`, { recursive: true, force: true });
        damage(directory);
        const at = child.counts.confirmed;
        await eventually(
          'a refusal, or saves that it did not touch',
          () => child.counts.refused > refused || child.counts.confirmed >= at + 500,
          PATIENCE_MS,
        );
      }
      expect(child.counts.refused).toBeGreaterThan(refused);
      const after = child.counts.confirmed;
      await eventually('saves again', () => child.counts.confirmed >= after + 100, PATIENCE_MS);
    }
    await expectAllConfirmed(child, directory);
  });
});

describe('A desk at rest', () => {
  it.each(Object.entries(quietDamages))('%s: its health finds that, and it is mended', async (_, damage) => {
    const directory = newDatabase();
    const lines: string[] = [];
    const store = await open(directory, (line) => lines.push(line));
    await put(store, 'a');
    cpSync(directory, `${directory}-older`, { recursive: true });
    for (let n = 0; n < 10; n += 1) await put(store, `b${n}`);
    const before = await idsOf(store);

    damage(directory);
    expect(store.health()).toMatchObject({ writable: false, reason: expect.stringContaining(directory) });
    await eventually('it is mended', () => store.health().writable);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/removed, replaced or cut short/);
    expect(lines[1]).toContain(directory);
    // What happened is still to be read after it is over.
    expect(reasonOf(store)).toBe(lines[1]);

    await put(store, 'c');
    expect(await idsOf(store)).toStrictEqual([...before, 'c']);
    await store.close();
    const reopened = await open(directory);
    expect(await idsOf(reopened)).toStrictEqual([...before, 'c']);
    await reopened.close();
  });

  it.each(Object.entries(quietDamages))('%s: a clean stop leaves everything there', async (_, damage) => {
    const directory = newDatabase();
    const store = await open(directory);
    await put(store, 'a');
    cpSync(directory, `${directory}-older`, { recursive: true });
    await put(store, 'b');
    damage(directory);
    await store.close();
    expect(existsSync(join(directory, 'lock'))).toBe(false);
    const reopened = await open(directory);
    expect(await idsOf(reopened)).toStrictEqual(['a', 'b']);
    await reopened.close();
  });

  it('puts a backup that was copied over it aside, from where it can be restored', async () => {
    const directory = newDatabase();
    const backup = temporaryDirectory();
    const store = await open(directory);
    await put(store, 'a');
    await store.backup(backup);
    await put(store, 'b');
    cpSync(backup, directory, { recursive: true });
    expect(store.health().writable).toBe(false);
    await eventually('it is mended', () => store.health().writable);
    const aside = join(directory, 'replaced-1');
    expect(reasonOf(store)).toContain(aside);
    await store.close();
    const reopened = await open(directory);
    expect(await idsOf(reopened)).toStrictEqual(['a', 'b']);
    await reopened.close();
    await restoreBackup(backup, directory);
    const restored = await open(directory);
    expect(await idsOf(restored)).toStrictEqual(['a']);
    await restored.close();
  });

  it('takes no save while its folder cannot be made, and writes everything when it can', async () => {
    const directory = newDatabase();
    const store = await open(directory);
    await put(store, 'a');
    rmSync(directory, { recursive: true });
    writeFileSync(directory, 'a file in the way');
    for (const id of ['b', 'c']) await expect(put(store, id)).rejects.toMatchObject({ code: 'NOT_SAVED' });
    expect(reasonOf(store)).toContain(directory);
    await eventually('what to do', () => reasonOf(store).includes('Check that path'));
    rmSync(directory);
    await eventually('it saves again', () => store.health().writable);
    await put(store, 'd');
    await store.close();
    const reopened = await open(directory);
    expect(await idsOf(reopened)).toStrictEqual(['a', 'd']);
    await reopened.close();
  });
});

describe('A database that is written again', () => {
  it('does not take in what an exchange that failed has left there, nor stumble over it', async () => {
    const directory = newDatabase();
    const store = await open(directory);
    await put(store, 'a');
    cpSync(directory, `${directory}-older`, { recursive: true });
    await put(store, 'b');
    for (const leftover of ['incoming', 'arriving']) {
      mkdirSync(join(directory, leftover));
      for (const file of [journalOf(`${directory}-older`), snapshotOf(`${directory}-older`)])
        cpSync(file, join(directory, leftover, basename(file)));
    }
    rmSync(journalOf(directory));
    expect(store.health().writable).toBe(false);
    await eventually('it is mended', () => store.health().writable);
    await put(store, 'c');
    await store.close();
    const reopened = await open(directory);
    expect(await idsOf(reopened)).toStrictEqual(['a', 'b', 'c']);
    await reopened.close();
  });

  it('does not hold a save that was refused because the lock went while it was written', async () => {
    const directory = newDatabase();
    const store = await open(directory);
    const journal = journalOf(directory);
    const refused: string[] = [];
    // The lock has to go between the write and the look after it: so often until that has happened.
    for (let time = 0; time < 500 && refused.length === 0; time += 1) {
      const before = statSync(journal).size;
      const id = `n${time}`;
      const saved = put(store, id).then(
        () => true,
        () => false,
      );
      while (statSync(journal).size === before) await new Promise(setImmediate);
      rmSync(join(directory, 'lock'));
      if (!(await saved)) refused.push(id);
      else await expect(put(store, 'other')).rejects.toMatchObject({ code: 'NOT_SAVED' });
      await eventually('it is mended', () => store.health().writable);
    }
    await store.close();
    const reopened = await open(directory);
    expect(refused).toHaveLength(1);
    expect(await idsOf(reopened)).not.toContain(refused[0]);
    await reopened.close();
  });

  it('again and again is not looked after any more, instead of filling the disk', async () => {
    const directory = newDatabase();
    const store = await open(directory);
    for (let time = 0; time < 5; time += 1) {
      await put(store, `n${time}`);
      rmSync(directory, { recursive: true });
      expect(store.health().writable).toBe(false);
      await eventually('it is mended', () => store.health().writable);
    }
    expect(reasonOf(store)).toContain('no longer looked for');
    rmSync(join(directory, 'lock'));
    expect(store.health().writable).toBe(true);
    await put(store, 'last');
    await store.close();
    const reopened = await open(directory);
    expect(await idsOf(reopened)).toStrictEqual(['last', 'n0', 'n1', 'n2', 'n3', 'n4']);
    await reopened.close();
  });
});

describe('A second desk on the same path', () => {
  const second = async (directory: string) => {
    const child = startChild({ directory, writers: 1, snapshotAfterBytes: 4_000_000 });
    expect(await child.ready()).toMatch(/^(?:open|found)/);
    await eventually('the second desk saves', () => child.counts.confirmed >= 10, PATIENCE_MS);
    return child;
  };

  it.each(['the folder is removed', 'the folder is renamed away', 'the lock is removed'])(
    '%s and it takes the place: it alone goes on, and the first says which process it is',
    async (what) => {
      const directory = newDatabase();
      const store = await open(directory);
      await put(store, 'a');
      damages[what]?.(directory);
      const child = await second(directory);

      await expect(put(store, 'b')).rejects.toMatchObject({ code: 'NOT_SAVED' });
      await eventually('who it is', () => reasonOf(store).includes(`process ${child.pid}`));
      expect(reasonOf(store)).toContain(`Stop this desk (process ${process.pid})`);
      await expect(put(store, 'c')).rejects.toThrow(directory);
      const { confirmed } = child.counts;
      await eventually('it goes on', () => child.counts.confirmed >= confirmed + 50, PATIENCE_MS);
      expect(child.counts.refused).toBe(0);

      // Also when that one has ended, what it saved is not touched.
      await child.kill();
      await expect(put(store, 'd')).rejects.toMatchObject({ code: 'NOT_SAVED' });
      await eventually('what to do', () => reasonOf(store).includes('this desk did not write'));
      await store.close();
      await expectAllConfirmed(child, directory);
      const reopened = await open(directory);
      const isEmptyAtFirst = what !== 'the lock is removed';
      expect(await idsOf(reopened)).not.toContain('b');
      expect((await idsOf(reopened)).includes('a')).toBe(!isEmptyAtFirst);
      await reopened.close();
    },
  );

  it('is moved out of the way: the first writes everything again', async () => {
    const directory = newDatabase();
    const store = await open(directory);
    await put(store, 'a');
    rmSync(directory, { recursive: true });
    const child = await second(directory);
    await expect(put(store, 'b')).rejects.toMatchObject({ code: 'NOT_SAVED' });
    await child.kill();
    expect(store.health().writable).toBe(false);
    // Its turn comes when the desk has tried, and has left the folder again.
    await store.get(notes, 'a');
    renameSync(directory, `${directory}-of-the-second`);
    await eventually('it saves again', () => store.health().writable);
    await put(store, 'c');
    await store.close();
    const reopened = await open(directory);
    expect(await idsOf(reopened)).toStrictEqual(['a', 'c']);
    await reopened.close();
    await expectAllConfirmed(child, `${directory}-of-the-second`);
  });

  it('is kept out when the first has taken its place again', async () => {
    const directory = newDatabase();
    const store = await open(directory);
    await put(store, 'a');
    rmSync(directory, { recursive: true });
    expect(store.health().writable).toBe(false);
    await eventually('it is mended', () => store.health().writable);
    const late = open(directory);
    await expect(late).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await expect(late).rejects.toThrow(`process ${process.pid}`);
    await store.close();
  });

  it('gets nothing of the first, not even at a clean stop', async () => {
    const directory = newDatabase();
    const lines: string[] = [];
    const store = await open(directory, (line) => lines.push(line));
    await put(store, 'a');
    rmSync(directory, { recursive: true });
    const child = await second(directory);
    await store.close();
    expect(lines.at(-1)).toContain(`process ${child.pid}`);
    expect(lines.join('\n')).not.toContain('the journals hold everything');
    expect(readdirSync(directory)).toContain('lock');
    await expectAllConfirmed(child, directory);
  });
});

const canMount = (() => {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
})();

describe.runIf(canMount)('Another volume', () => {
  it('in the place of its own gets nothing, and what is saved once it is gone is all there', async () => {
    const directory = newDatabase();
    const store = await open(directory);
    await put(store, 'a');
    execFileSync('mount', ['-t', 'tmpfs', 'deskbell-test', directory]);
    try {
      await expect(put(store, 'b')).rejects.toMatchObject({ code: 'NOT_SAVED' });
      await eventually('what to do', () => reasonOf(store).includes('another volume'));
      await expect(put(store, 'c')).rejects.toMatchObject({ code: 'NOT_SAVED' });
      expect(readdirSync(directory)).toStrictEqual([]);
    } finally {
      execFileSync('umount', ['--lazy', directory]);
    }
    await eventually('it saves again', () => store.health().writable);
    await put(store, 'd');
    await store.close();
    const reopened = await open(directory);
    expect(await idsOf(reopened)).toStrictEqual(['a', 'd']);
    await reopened.close();
  });
});
