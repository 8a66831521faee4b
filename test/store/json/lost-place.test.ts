import { cpSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { restoreBackup } from '../../../src/store/json/index.ts';
import { temporaryDirectory } from '../../support/disk.ts';
import { eventually } from '../../support/eventually.ts';
import { PATIENCE_MS, startChild } from './child-process.ts';
import {
  copy,
  damages,
  expectAllConfirmed,
  idsAfterRestart,
  idsOf,
  journalOf,
  newDatabase,
  open,
  put,
  quietDamages,
  reasonOf,
  snapshotOf,
} from './lost-place.ts';

describe('While a desk saves', () => {
  it.each(Object.entries(damages))('%s: it saves again, and a kill loses nothing', async (_, damage) => {
    const directory = newDatabase();
    const child = startChild({ directory, writers: 3, snapshotAfterBytes: 60_000 });
    expect(await child.ready()).toBe('open');
    await eventually('an older copy', () => child.counts.confirmed >= 20, PATIENCE_MS);
    copy(directory, `${directory}-older`);
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
    copy(directory, `${directory}-older`);
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
    expect(await idsAfterRestart(directory)).toStrictEqual([...before, 'c']);
  });

  it.each(Object.entries(quietDamages))('%s: a clean stop leaves everything there', async (_, damage) => {
    const directory = newDatabase();
    const store = await open(directory);
    await put(store, 'a');
    copy(directory, `${directory}-older`);
    await put(store, 'b');
    damage(directory);
    await store.close();
    expect(existsSync(join(directory, 'lock'))).toBe(false);
    expect(await idsAfterRestart(directory)).toStrictEqual(['a', 'b']);
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
    expect(await idsAfterRestart(directory)).toStrictEqual(['a', 'b']);
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
    expect(await idsAfterRestart(directory)).toStrictEqual(['a', 'd']);
  });
});

describe('A database that is written again', () => {
  it('does not take in what an exchange that failed has left there, nor stumble over it', async () => {
    const directory = newDatabase();
    const store = await open(directory);
    await put(store, 'a');
    copy(directory, `${directory}-older`);
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
    expect(await idsAfterRestart(directory)).toStrictEqual(['a', 'b', 'c']);
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
    expect(await idsAfterRestart(directory)).toStrictEqual(['last', 'n0', 'n1', 'n2', 'n3', 'n4']);
  });
});
