import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type JsonStore, openJsonStore } from '../../../src/store/json/index.ts';
import type { Commit } from '../../../src/store/store.ts';
import { counters, notes } from '../../contract/notes.ts';
import { limitFileSize, makeSmallDisk, temporaryDirectory } from '../../support/disk.ts';
import { eventually } from '../../support/eventually.ts';
import { PATIENCE_MS, startChild } from './child-process.ts';

const open = (directory: string, log?: (line: string) => void) =>
  openJsonStore({
    directory,
    organisation: 'Test Library',
    collections: [notes, counters],
    snapshotAfterBytes: 100_000,
    ...(log && { log }),
  });
const put = (store: JsonStore, id: string, words = 'x'.repeat(9_000)) =>
  store.transact((tx) => tx.put(notes, { id, branch: 'CEN', words }));

describe.runIf(process.platform === 'linux')('A quota that is used up', () => {
  it('refuses saves, goes on, saves again when it is raised, and keeps exactly what was confirmed', async () => {
    const directory = temporaryDirectory();
    const child = startChild({ directory, writers: 6, snapshotAfterBytes: 60_000 });
    expect(await child.ready()).toBe('open');
    for (let time = 0; time < 4; time += 1) {
      // Lower than any file of the database already is or soon will be.
      limitFileSize(child.pid, 4_000 + time * 10_000);
      const { refused } = child.counts;
      await eventually('refusals', () => child.counts.refused >= refused + 12, PATIENCE_MS);
      limitFileSize(child.pid, undefined);
      const { confirmed } = child.counts;
      await eventually('saves again', () => child.counts.confirmed >= confirmed + 100, PATIENCE_MS);
    }
    await child.kill();

    const store = await open(directory);
    for (const [writer, count] of child.confirmed) {
      expect([count, count + 1]).toContain((await store.get(counters, writer))?.count);
    }
    await store.close();
  });
});

// Neither the quota nor the mount exists elsewhere; the code under test is the same.
const linux = process.platform === 'linux';

describe.runIf(linux)('A full disk', () => {
  const small = () => {
    const disk = makeSmallDisk(2_048);
    return { ...disk, database: join(disk.directory, 'db') };
  };

  it('is told to everybody whose save it refused; nothing of it is kept or told on', async () => {
    const disk = small();
    const store = await open(disk.database);
    await put(store, 'before');
    const heard: Commit[] = [];
    store.changes((commit) => heard.push(commit));
    disk.fill();

    const saves = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => put(store, `full-${n}`)));
    for (const save of saves)
      expect(save).toMatchObject({ status: 'rejected', reason: { code: 'NOT_SAVED' } });
    expect(heard).toStrictEqual([]);
    expect(store.health()).toMatchObject({ writable: false, reason: expect.stringMatching(/ENOSPC|EFBIG/) });
    expect((await store.all(notes)).map(({ id }) => id)).toStrictEqual(['before']);
    expect(await store.transact((tx) => tx.find(notes, 'branch', 'CEN'))).toHaveLength(1);
    await store.close();
  });

  it('lets a read wait for the save it builds on, and answers it without that save when it fails', async () => {
    const disk = small();
    const store = await open(disk.database);
    await put(store, 'a');
    disk.fill();
    const refused = put(store, 'b');
    const read = store.get(notes, 'b');
    const transaction = store.transact((tx) => tx.all(notes));
    await expect(refused).rejects.toMatchObject({ code: 'NOT_SAVED' });
    expect(await read).toBeUndefined();
    expect(await transaction).toHaveLength(1);
    await store.close();
  });

  it('is noticed when it has room again, without a restart, and the database opens afterwards', async () => {
    const disk = small();
    const store = await open(disk.database);
    await put(store, 'a');
    for (let time = 0; time < 3; time += 1) {
      disk.fill();
      await expect(put(store, 'refused')).rejects.toMatchObject({ code: 'NOT_SAVED' });
      disk.free();
      await eventually('room again', () => store.health().writable);
      await put(store, `b${time}`);
    }
    expect((await store.get(notes, 'a'))?.revision).toBe(1);
    await store.close();
    const reopened = await open(disk.database);
    expect((await reopened.all(notes)).map(({ id }) => id)).toStrictEqual(['a', 'b0', 'b1', 'b2']);
    await reopened.close();
  });

  it('that has no room for a snapshot costs nothing but the snapshot', async () => {
    const disk = small();
    const lines: string[] = [];
    const store = await open(disk.database, (line) => lines.push(line));
    // A snapshot is as long as all journals before it: soon both no longer fit.
    const ids: string[] = [];
    for (let n = 100; n < 400; n += 1) {
      const saved = await put(store, `n${n}`).catch(() => undefined);
      if (saved === undefined) break;
      ids.push(saved.id);
    }
    expect(ids.length).toBeGreaterThan(50);
    await store.close();
    expect(lines.join('\n')).toMatch(/snapshot/i);
    const reopened = await open(disk.database);
    expect((await reopened.all(notes)).map(({ id }) => id)).toStrictEqual(ids);
    await reopened.close();
  });

  it('fails a backup with a sentence and leaves no half of one', async () => {
    const disk = small();
    const store = await open(temporaryDirectory());
    await put(store, 'a');
    const target = join(disk.directory, 'backup');
    mkdirSync(target);
    disk.fill();
    await expect(store.backup(target)).rejects.toMatchObject({ code: 'NOT_SAVED' });
    disk.free();
    expect(readdirSync(target)).toStrictEqual([]);
    await store.close();
  });
});
