import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openJsonStore } from '../../../src/store/json/index.ts';
import { lockDirectory } from '../../../src/store/json/lock.ts';
import { ownIdentity } from '../../../src/store/json/process-identity.ts';
import { counters, notes } from '../../contract/notes.ts';
import { temporaryDirectory } from '../../support/disk.ts';
import { startChild } from './child-process.ts';

vi.mock('../../../src/store/json/process-identity.ts', { spy: true });

const open = (directory: string) =>
  openJsonStore({ directory, organisation: 'Test Library', collections: [notes, counters] });
const holder = (directory: string) => startChild({ directory, writers: 0, snapshotAfterBytes: 4_000_000 });

/** Where a process of another container has another number than it has there. */
const hasSpaces = existsSync('/proc/self/ns/pid');

/** Leaves a lock behind as a process would that was killed, with some of its marks changed. */
async function leaveLock(directory: string, change: Readonly<Record<string, unknown>>): Promise<void> {
  const store = await open(directory);
  const text = readFileSync(join(directory, 'lock'), 'utf8');
  await store.close();
  writeFileSync(join(directory, 'lock'), JSON.stringify({ ...JSON.parse(text), ...change }));
}

describe('The lock', () => {
  it('keeps a second process out with a sentence that names the first', async () => {
    const directory = temporaryDirectory();
    const child = holder(directory);
    expect(await child.ready()).toBe('open');
    const second = open(directory);
    await expect(second).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await expect(second).rejects.toThrow(`process ${child.pid}`);
    const third = holder(directory);
    expect(await third.ready()).toMatch(/^failed STORE_LOCKED/);
  });

  it('is taken over at once when its owner was killed, and the directory is tidy afterwards', async () => {
    const directory = temporaryDirectory();
    const child = holder(directory);
    expect(await child.ready()).toBe('open');
    await child.kill();
    expect(existsSync(join(directory, 'lock'))).toBe(true);
    const store = await open(directory);
    const { token } = JSON.parse(readFileSync(join(directory, 'lock'), 'utf8')) as { token: string };
    const names = readdirSync(directory).filter((name) => name.startsWith('lock'));
    expect(names).toStrictEqual(['lock', ...(hasSpaces ? [`lock.${token}.sock`] : [])]);
    await store.close();
    expect(readdirSync(directory).filter((name) => name.startsWith('lock'))).toStrictEqual([]);
  });

  it.runIf(hasSpaces)(
    'of a desk in another container keeps a second one out while that runs, and is taken over at once when it was killed',
    async () => {
      const directory = temporaryDirectory();
      const child = holder(directory);
      expect(await child.ready()).toBe('open');
      // As it is seen from another container: with a number that nobody has here.
      const lock = join(directory, 'lock');
      const own = JSON.parse(readFileSync(lock, 'utf8')) as object;
      writeFileSync(lock, JSON.stringify({ ...own, pid: 2 ** 22 + 1, space: 'pid:[1]' }));
      const second = open(directory);
      await expect(second).rejects.toMatchObject({ code: 'STORE_LOCKED' });
      await expect(second).rejects.toThrow(/of another container on this machine\. Stop that one first\.$/);
      await child.kill();
      await (await open(directory)).close();
      expect(readdirSync(directory).filter((name) => name.startsWith('lock'))).toStrictEqual([]);
    },
  );

  it.runIf(hasSpaces)(
    'of another container shows that its desk runs also after it was taken again',
    async () => {
      const directory = temporaryDirectory();
      const lock = await lockDirectory(directory);
      rmSync(directory, { recursive: true });
      mkdirSync(directory);
      await lock.retake();
      const own = JSON.parse(readFileSync(join(directory, 'lock'), 'utf8')) as object;
      writeFileSync(join(directory, 'lock'), JSON.stringify({ ...own, space: 'pid:[1]' }));
      await expect(open(directory)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
      await lock.release();
    },
  );

  it.runIf(hasSpaces)(
    'of another container that shows nothing, as on some drives, counts as left',
    async () => {
      const directory = temporaryDirectory();
      await leaveLock(directory, { space: 'pid:[1]' });
      await (await open(directory)).close();
    },
  );

  it('goes to exactly one of several processes that find its owner gone', async () => {
    const directory = temporaryDirectory();
    const first = holder(directory);
    expect(await first.ready()).toBe('open');
    await first.kill();
    const gone = JSON.parse(readFileSync(join(directory, 'lock'), 'utf8')) as object;
    for (let round = 0; round < 20; round += 1) {
      const attempts = await Promise.allSettled(Array.from({ length: 6 }, () => open(directory)));
      const winners = attempts.filter((attempt) => attempt.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      for (const attempt of attempts) {
        if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'STORE_LOCKED' });
      }
      await winners[0]?.value.close();
      // The next round begins with the lock of somebody who is gone again.
      writeFileSync(join(directory, 'lock'), JSON.stringify({ ...gone, token: `round ${round}` }));
    }
    const rivals = Array.from({ length: 3 }, () => holder(directory));
    const answers = await Promise.all(rivals.map((rival) => rival.ready()));
    expect(answers.filter((answer) => answer === 'open')).toHaveLength(1);
    expect(answers.filter((answer) => answer.startsWith('failed STORE_LOCKED'))).toHaveLength(2);
  });

  it('does not count when its process number belongs to somebody else now', async () => {
    const directory = temporaryDirectory();
    await leaveLock(directory, { pid: process.pid, started: '1' });
    await (await open(directory)).close();
  });

  it('does not count after the machine was started again', async () => {
    const directory = temporaryDirectory();
    await leaveLock(directory, { boot: 'an earlier one' });
    await (await open(directory)).close();
  });

  it('is told with the way out where the system says of a process only that there is one', async () => {
    const directory = temporaryDirectory();
    const lock = join(directory, 'lock');
    // As on macOS and Windows.
    const known = { started: '', boot: '', host: 'desk', space: '' };
    vi.mocked(ownIdentity).mockReturnValue({ ...known, pid: process.pid });
    onTestFinished(() => void vi.mocked(ownIdentity).mockReset());
    writeFileSync(lock, JSON.stringify({ ...known, pid: process.ppid, token: 'before the power cut' }));
    const opening = open(directory);
    await expect(opening).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await expect(opening).rejects.toThrow(
      `The database in ${directory} was locked by process ${process.ppid}, and this machine has a process of that number. ` +
        `This system does not say whether it is still the same one. If it is no Deskbell, leave it alone, remove ${lock} ` +
        'and start again. If it is one, it uses the database. Stop that one first.',
    );
    rmSync(lock);
    await (await open(directory)).close();
  });

  it('of another machine is respected, with the way out in the sentence', async () => {
    const directory = temporaryDirectory();
    await leaveLock(directory, { host: 'elsewhere', boot: 'theirs' });
    const opening = open(directory);
    await expect(opening).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await expect(opening).rejects.toThrow(`remove ${join(directory, 'lock')}`);
  });

  it('that cannot be read is respected too', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'lock'), '');
    await expect(open(directory)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
  });

  it('is let go when opening fails', async () => {
    const directory = temporaryDirectory();
    await (await open(directory)).close();
    const opening = openJsonStore({ directory, organisation: 'Another', collections: [] });
    await expect(opening).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
    await expect(opening).rejects.toThrow(/belongs to "Test Library"/);
    expect(existsSync(join(directory, 'lock'))).toBe(false);
    await (await open(directory)).close();
  });
});
