import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { createControlHandlers, serveControl } from '../../src/cli/index.ts';
import { createClock } from '../../src/clock.ts';
import { makeSmallDisk, type SmallDisk } from '../support/disk.ts';
import { addStaff, deskbell, openDatabase, ordinaryUser, staffIds, temporaryFolder } from './library.ts';

/** Leaves a database that holds one member of staff, as a stopped desk does. */
async function makeDatabase(directory: string, id: string): Promise<void> {
  const store = await openDatabase(directory);
  await addStaff(store, id);
  await store.close();
}

/** A stopped desk's database and a backup of another one, in a folder that others may look into. */
async function stoppedDesk() {
  const folder = await temporaryFolder();
  await chmod(folder, 0o755);
  const [database, backup] = [join(folder, 'db'), join(folder, 'backup')];
  await makeDatabase(database, 'maria');
  await makeDatabase(backup, 'omar');
  return { folder, database, backup, settings: { DESKBELL_DB: database } };
}

/** The same with the database on a disk of its own. */
async function deskOnItsOwnDisk(context: TestContext) {
  const disk = makeSmallDisk(1_024);
  const { folder, backup } = await stoppedDesk();
  // Where this user may mount none, a quota of the process takes its place, which the other folders have too.
  if ((await stat(disk.directory)).dev === (await stat(folder)).dev) context.skip();
  const database = join(disk.directory, 'db');
  await makeDatabase(database, 'maria');
  return { disk, folder, database, backup, settings: { DESKBELL_DB: database } };
}

async function contentOf(directory: string): Promise<Readonly<Record<string, string>>> {
  const content: Record<string, string> = {};
  for (const name of (await readdir(directory)).toSorted()) {
    content[name] = await readFile(join(directory, name), 'utf8');
  }
  return content;
}

const refusals = [
  {
    name: 'is full',
    refuse: (disk: SmallDisk) => disk.fill(),
    means: 'the disk is full (ENOSPC). Free some space there',
  },
  {
    name: 'can only be read',
    refuse: ({ directory }: SmallDisk) => {
      execFileSync('mount', ['-o', 'remount,ro', directory]);
    },
    means: 'the disk can only be read (EROFS). Make it writable',
  },
] as const;

describe.runIf(process.platform === 'linux').for(refusals)(
  'With a database whose disk $name',
  ({ refuse, means }) => {
    it.for(['backup', 'repair'])('%s saves it to another disk', async (word, context) => {
      const { disk, folder, database, settings } = await deskOnItsOwnDisk(context);
      refuse(disk);
      const before = await contentOf(database);
      const copy = join(folder, 'copy');
      expect(await deskbell([word, copy], settings)).toMatchObject({ exitCode: 0, errors: '' });
      expect(await staffIds(await openDatabase(copy))).toEqual(['maria']);
      expect(await contentOf(database)).toEqual(before);
    });

    it('restore says so, and leaves what is there', async (context) => {
      const { disk, database, backup, settings } = await deskOnItsOwnDisk(context);
      refuse(disk);
      const before = await contentOf(database);
      const { exitCode, errors } = await deskbell(['restore', backup], settings);
      expect(exitCode).toBe(1);
      expect(errors).toContain(`could not be put in the place of the database in ${database}`);
      expect(errors).toContain(means);
      expect(errors).toContain('What was there before is untouched.');
      expect(await contentOf(database)).toEqual(before);
    });
  },
);

describe.runIf(process.platform === 'linux')('With a database whose disk is full', () => {
  it.for(['backup', 'repair'])('%s is refused while a desk has it', async (word, context) => {
    const { disk, folder, database, settings } = await deskOnItsOwnDisk(context);
    await openDatabase(database);
    disk.fill();
    const { exitCode, errors } = await deskbell([word, join(folder, 'copy')], settings);
    expect([exitCode, errors]).toEqual([1, expect.stringContaining(`in use by process ${process.pid}`)]);
  });
});

describe('A place that the system refuses is named, with what it means and what to do', () => {
  it('for a copy on a full disk', async (context) => {
    const { disk, database, settings } = await deskOnItsOwnDisk(context);
    disk.fill();
    const copy = join(disk.directory, 'copy');
    for (const word of ['backup', 'repair']) {
      const { exitCode, errors } = await deskbell([word, copy], settings);
      expect([exitCode, errors]).toEqual([
        1,
        expect.stringContaining(`The copy to ${copy} could not be written`),
      ]);
      expect(errors).toContain('name a folder on another disk. The database itself is untouched.');
    }
    expect(await readdir(database)).not.toEqual([]);
  });

  it('for a copy in a folder that this user may not write to', async (context) => {
    const user = ordinaryUser(context);
    const { folder, database, settings } = await stoppedDesk();
    const closed = join(folder, 'closed');
    await mkdir(closed);
    await chmod(closed, 0o555);
    execFileSync('chmod', ['-R', 'a+rX', database]);
    const { exitCode, errors } = await deskbell(['backup', join(closed, 'copy')], settings, user);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(
      /the user \S+ has no permission for .*copy \(EACCES\)\. Name a folder that this user may/,
    );
  });

  it.runIf(process.platform === 'linux')(
    'for a copy where no folder can be, and whose copy it is',
    async () => {
      const { database, settings } = await stoppedDesk();
      const alone = await deskbell(['backup', '/proc/nope'], settings);
      expect(alone.errors).toContain(
        '/proc/nope is not there and cannot be made (ENOENT). Name a folder that can',
      );

      const store = await openDatabase(database);
      const check = async () => ({ exitCode: 0 as const, lines: [] });
      const stop = await serveControl(database, createControlHandlers(store, check), {
        clock: createClock(),
        warn: () => {},
      });
      onTestFinished(stop);
      const { exitCode, errors } = await deskbell(['backup', '/proc/nope'], settings);
      expect([exitCode, errors]).toEqual([1, expect.stringContaining('/proc/nope is not there')]);
      expect(errors).toContain(`It is the running desk (process ${process.pid}) that writes the copy`);
    },
  );

  it('for a backup or a database that is a file, or lies below one', async () => {
    const { folder, backup, settings } = await stoppedDesk();
    const file = join(folder, 'holiday.jpg');
    await writeFile(file, '');
    const restored = await deskbell(['restore', file], settings);
    expect(restored.errors).toContain(`The backup in ${file} cannot be read: ${file} is a file`);
    expect(restored.errors).toContain('Name the folder that the backup was written to.');
    const copied = await deskbell(['backup', join(file, 'copy')], settings);
    expect(copied.errors).toContain(`${join(file, 'copy')} is a file or lies below one`);
    for (const words of [['backup', join(folder, 'copy')], ['repair'], ['restore', backup]]) {
      const { exitCode, errors } = await deskbell(words, { DESKBELL_DB: file });
      expect([exitCode, errors]).toEqual([
        1,
        expect.stringContaining('Set DESKBELL_DB to where the database lies'),
      ]);
    }
  });

  it('for a database that this user may not read', async (context) => {
    const user = ordinaryUser(context);
    const { folder, database, settings } = await stoppedDesk();
    await chmod(database, 0o000);
    onTestFinished(() => chmod(database, 0o700));
    for (const word of ['backup', 'repair']) {
      const { exitCode, errors } = await deskbell([word, join(folder, 'copy')], settings, user);
      expect([exitCode, errors]).toEqual([1, expect.stringContaining("Run this as the desk's user")]);
    }
  });
});

describe('A drive that takes no hard links', () => {
  it.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])('is told as that where it says %s', async (code) => {
    const { folder, database, backup, settings } = await stoppedDesk();
    const linkless = {
      ...settings,
      NO_LINKS: code,
      NODE_OPTIONS: `--import ${new URL('../support/without-links.mjs', import.meta.url).href}`,
    };
    const before = await contentOf(database);
    expect(await deskbell(['restore', backup], linkless)).toMatchObject({
      exitCode: 1,
      errors:
        `The backup could not be put in the place of the database in ${database}: its drive takes no hard links ` +
        `(${code}). Put the database on another drive, and set DESKBELL_DB to where it lies then. What was there before ` +
        'is untouched.\n',
    });
    expect(await contentOf(database)).toEqual(before);
    // What can be read there is saved elsewhere.
    const copy = join(folder, 'copy');
    expect(await deskbell(['backup', copy], linkless)).toMatchObject({ exitCode: 0, errors: '' });
    expect(await staffIds(await openDatabase(copy))).toEqual(['maria']);
  });
});
