import { execFileSync } from 'node:child_process';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { notes } from '../../contract/notes.ts';
import { eventually } from '../../support/eventually.ts';
import { PATIENCE_MS, startChild } from './child-process.ts';
import {
  damages,
  expectAllConfirmed,
  idsAfterRestart,
  idsOf,
  newDatabase,
  open,
  put,
  reasonOf,
} from './lost-place.ts';

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
    expect(await idsAfterRestart(directory)).toStrictEqual(['a', 'c']);
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
    expect(await idsAfterRestart(directory)).toStrictEqual(['a', 'd']);
  });
});
