import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createControlHandlers, serveControl } from '../../src/cli/index.ts';
import { createClock } from '../../src/clock.ts';
import { addStaff, deskbell, openDatabase, staffIds, stoppedDesk, temporaryFolder } from './library.ts';

/** A database like that of a stopped desk, with the desk running, in this process. */
async function runningDesk() {
  const desk = await stoppedDesk();
  const store = await openDatabase(desk.database);
  const check = async () => ({
    exitCode: 1 as const,
    lines: ['The running desk has checked.'],
    isReport: true as const,
  });
  const stopListening = await serveControl(desk.database, createControlHandlers(store, check), {
    clock: createClock(),
    warn: () => {},
  });
  onTestFinished(stopListening);
  const stop = async () => {
    await stopListening();
    await store.close();
  };
  return { ...desk, store, stop };
}

describe('deskbell', () => {
  it('explains itself, whatever the settings are', async () => {
    const { exitCode, output } = await deskbell([], { PORT: 'none' });
    expect(exitCode).toBe(0);
    for (const usage of ['check', 'backup DIR', 'restore DIR', 'repair [DIR]', 'help']) {
      expect(output).toContain(`node dist/cli/main.js ${usage}`);
    }
    expect(output).toContain('with 1 when something failed or check found an error');
    expect(await deskbell(['--help'], {})).toMatchObject({ exitCode: 0, output });
  });

  it.each([
    [['bakcup'], 'Did you mean "node dist/cli/main.js backup"?'],
    [['backup'], 'Usage: node dist/cli/main.js backup DIR'],
    [['check', 'all'], 'Usage: node dist/cli/main.js check'],
    [['check', '--loud'], 'There is no option --loud'],
  ])('answers %j with a sentence', async (words, sentence) => {
    const { exitCode, errors } = await deskbell(words, {});
    expect(exitCode).toBe(1);
    expect(errors).toContain(sentence);
    expect(errors.trim().split('\n')).toHaveLength(1);
  });

  it('is content with somebody who reads no further, as head does', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'help'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += String(chunk);
    });
    const [exitCode] = await once(child, 'close');
    expect([exitCode, errors]).toEqual([0, '']);
  });

  it('says what is wrong with the settings', async () => {
    const { exitCode, errors } = await deskbell(['check'], { PORT: 'none', LOG_LEVEL: 'loud' });
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/PORT is not a port[\s\S]*LOG_LEVEL is not a level/);
  });
});

describe('deskbell check', () => {
  it('finds nothing wrong with the demo library', async () => {
    const folder = await temporaryFolder();
    expect(await deskbell(['check'], { DESKBELL_DB: join(folder, 'db') })).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('All is well'),
    });
  });

  it('names mistakes with file and line, and fails', async () => {
    const folder = await temporaryFolder();
    await cp('data/demo', join(folder, 'data'), { recursive: true });
    await writeFile(
      join(folder, 'data/staff.json'),
      '[\n  { "id": "maria", "name": "Maria", "role": "boss" }\n]\n',
    );
    const settings = { DESKBELL_DATA: join(folder, 'data'), DESKBELL_DB: join(folder, 'db') };
    const { exitCode, output, errors } = await deskbell(['check'], settings);
    expect(exitCode).toBe(1);
    expect(output).toContain('error    staff.json, line 2, role: is not a role.');
    expect(errors).toBe('');
  });

  it('lets a running desk check, as it is connected to the platforms', async () => {
    const { settings } = await runningDesk();
    expect(await deskbell(['check'], settings)).toMatchObject({
      exitCode: 1,
      output: 'The running desk has checked.\n',
      errors: '',
    });
  });
});

describe('deskbell backup and restore', () => {
  it('copy the database of a running desk, and put the copy back when it is stopped', async () => {
    const { folder, database, settings, store, stop } = await runningDesk();
    const copy = join(folder, 'copy');
    await addStaff(store, 'before');
    expect(await deskbell(['backup', copy], settings)).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining(`copied to ${copy}`),
    });
    await addStaff(store, 'after');

    const refused = await deskbell(['restore', copy], settings);
    expect(refused).toMatchObject({ exitCode: 1, errors: expect.stringContaining('The desk is running') });
    expect(await staffIds(store)).toEqual(['after', 'before', 'maria']);

    await stop();
    expect(await deskbell(['restore', copy], settings)).toMatchObject({ exitCode: 0 });
    expect(await staffIds(await openDatabase(database))).toEqual(['before', 'maria']);
  });

  it('work on the database of a stopped desk', async () => {
    const { folder, database, settings } = await stoppedDesk();
    const copy = join(folder, 'copy');
    expect(await deskbell(['backup', copy], settings)).toMatchObject({ exitCode: 0 });
    const desk = await openDatabase(database);
    await addStaff(desk, 'after');
    await desk.close();

    const restored = await deskbell(['restore', copy], settings);
    expect(restored).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('What was there before is kept in'),
    });
    expect(await staffIds(await openDatabase(database))).toEqual(['maria']);
  });

  it('refuse folders that are not meant for it', async () => {
    const { folder, settings } = await stoppedDesk();
    await writeFile(join(folder, 'holiday.jpg'), '');
    expect(await deskbell(['backup', folder], settings)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('is not empty'),
    });
    expect(await deskbell(['restore', join(folder, 'nowhere')], settings)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('no complete backup'),
    });
  });

  it.each(['stopped', 'running'])(
    'of a %s desk is refused in the folder of the database itself',
    async (state) => {
      const { folder, database, settings } = await (state === 'running' ? runningDesk() : stoppedDesk());
      const link = join(folder, 'link');
      await symlink(database, link);
      const before = await readdir(database);
      for (const copy of [join(database, 'inside'), join(link, 'a', 'b')]) {
        expect(await deskbell(['backup', copy], settings)).toMatchObject({
          exitCode: 1,
          errors: expect.stringContaining(`${copy} lies in the folder of the database itself`),
        });
      }
      expect(await readdir(database)).toEqual(before);
      if (state === 'stopped') {
        const { errors } = await deskbell(['repair', join(database, 'inside')], settings);
        expect(errors).toContain('lies in the folder of the database itself');
      }
    },
  );

  it('say that there is no database, and make none', async () => {
    const folder = await temporaryFolder();
    const settings = { DESKBELL_DB: join(folder, 'db') };
    expect(await deskbell(['backup', join(folder, 'copy')], settings)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('There is no database in'),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('leave a database alone whose desk does not answer', async () => {
    const { folder, database, settings } = await stoppedDesk();
    await openDatabase(database);
    for (const words of [['backup', join(folder, 'copy')], ['restore', folder], ['repair']]) {
      expect((await deskbell(words, settings)).exitCode).toBe(1);
    }
  });
});

describe('deskbell repair', () => {
  it('saves what can be read into a new folder', async () => {
    const { folder, database, settings } = await stoppedDesk();
    const journal = (await readdir(database)).find((name) => name.startsWith('journal'));
    await appendFile(join(database, journal ?? ''), '{"damaged\n{"more\n');
    const fixed = join(folder, 'fixed');
    expect(await deskbell(['repair', fixed], settings)).toMatchObject({ exitCode: 0 });
    expect(await staffIds(await openDatabase(fixed))).toEqual(['maria']);
  });

  it('is refused while the desk runs', async () => {
    const { settings } = await runningDesk();
    expect(await deskbell(['repair'], settings)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('The desk is running'),
    });
  });
});
