import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { readConversation, sendAct } from '../support/process/page-client.ts';
import { environmentOf, type Program, startProgram, watchProgram } from '../support/process/program.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

interface Library {
  readonly directory: string;
  start(settings?: Readonly<Record<string, string>>): Program;
}

async function library(): Promise<Library> {
  const directory = temporaryDirectory();
  await writeLibraryNow(directory);
  return {
    directory,
    start(settings = {}) {
      const own = { DESKBELL_DATA: directory, DESKBELL_DB: join(directory, 'db') };
      const started = startProgram(program.main, { ...own, ...settings });
      onTestFinished(() => started.kill());
      return started;
    },
  };
}

/** What an operator reads when it does not start; without a stack trace. */
async function refusal(started: Program): Promise<string> {
  expect(await started.exited).toEqual({ code: 1, signal: null });
  expect(started.stderr()).not.toMatch(/^\s+at /m);
  expect(started.stdout()).not.toContain('Deskbell is ready');
  return started.stderr();
}

const call = {
  id: '6a0f7f3e-3c4e-4d0f-9a53-6d1d4f0a7c11',
  as: 'priya',
  what: { type: 'command', typed: '/assist now teen area' },
} as const;

describe('a second process on the same database', () => {
  it('is refused with a sentence, and the first one goes on', async () => {
    const { start, directory } = await library();
    const first = start();
    const address = await first.address();
    const said = await refusal(start());
    expect(said).toContain(`The database in ${join(directory, 'db')} is in use by process ${first.pid}`);
    expect(said).toContain('Stop that one first.');
    expect((await sendAct(address, call)).reply).toContain('H-0001 is saved');
    expect((await refusal(start())).length).toBeLessThan(400);
  });

  it('takes over at once when the first was killed, and finds what it saved', async () => {
    const { start } = await library();
    const first = start();
    await sendAct(await first.address(), call);
    await first.kill();
    const second = start();
    const address = await second.address();
    expect(Date.now() - second.startedAt).toBeLessThan(5000);
    // Its card is sent by the outbox of this start if the first process died before it could.
    await vi.waitFor(
      async () => expect((await readConversation(address, 'priya')).join()).toContain('H-0001'),
      10_000,
    );
  });
});

describe('npm start', () => {
  it('stops cleanly when npm was told to stop and went without a word', async () => {
    const directory = temporaryDirectory();
    await writeLibraryNow(directory);
    const lock = join(directory, 'db', 'lock');
    const own = { DESKBELL_DATA: directory, DESKBELL_DB: join(directory, 'db') };
    // As npm has it: below a shell that passes no signal on. The second command keeps it from becoming the program.
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${program.main}"; true`], {
      env: environmentOf({ ...own, npm_lifecycle_event: 'start' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = watchProgram(shell);
    await started.address();
    const { pid } = JSON.parse(readFileSync(lock, 'utf8')) as { pid: number };
    onTestFinished(() => {
      if (existsSync(lock)) process.kill(pid, 'SIGKILL');
    });
    await started.stop();
    expect(existsSync(lock)).toBe(false);
  });

  it('stops cleanly, too, when npm went before the desk was ready', async () => {
    const directory = temporaryDirectory();
    await writeLibraryNow(directory);
    const lock = join(directory, 'db', 'lock');
    const own = {
      DESKBELL_DATA: directory,
      DESKBELL_DB: join(directory, 'db'),
      npm_lifecycle_event: 'start',
    };
    // The database is locked long before the address is printed.
    const untilLocked = `"${process.execPath}" "${program.main}" & while [ ! -s "${lock}" ]; do sleep 0.02; done; cat "${lock}"`;
    const shell = spawn('sh', ['-c', untilLocked], {
      env: environmentOf(own),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [said] = (await once(shell.stdout, 'data')) as [Buffer];
    const { pid } = JSON.parse(said.toString('utf8')) as { pid: number };
    onTestFinished(() => {
      if (existsSync(lock)) process.kill(pid, 'SIGKILL');
    });
    await eventually('it ends', () => !existsSync(lock), 20_000);
  });
});

/** Runs before the program, in its process. */
const preload = (script: string) => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}`,
});
const logged = (started: Program) =>
  started
    .stdout()
    .split('\n')
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Readonly<Record<string, unknown>>] : []));

describe('what nobody has seen to', () => {
  it('is logged with where it comes from, also during the start, and the desk goes on', async () => {
    const { start } = await library();
    const script = `import { Server } from 'node:net';
      const listen = Server.prototype.listen;
      Server.prototype.listen = function (...how) {
        void (async function nobodyWaits() { throw new Error('left alone'); })();
        return listen.apply(this, how);
      };`;
    const started = start(preload(script));
    expect((await sendAct(await started.address(), call)).reply).toContain('H-0001 is saved');
    const said = logged(started).find(({ msg }) => msg === 'something failed that nobody waited for');
    expect(said?.stack).toMatch(/^Error: left alone\n.*nobodyWaits/);
  });

  it('and from which nothing can go on ends the desk, with one line that says where', async () => {
    const { start } = await library();
    const script = `process.on('SIGUSR2', function thrower() {
      throw Object.assign(new Error('out of order'), { token: ['xoxb', 'secret'].join('-') });
    });`;
    const started = start(preload(script));
    await started.address();
    started.signal('SIGUSR2');
    expect(await started.exited).toEqual({ code: 1, signal: null });
    expect(logged(started).at(-1)).toMatchObject({
      level: 60,
      msg: expect.stringContaining('the desk ends'),
    });
    expect(logged(started).at(-1)?.stack).toMatch(/^Error: out of order\n.*thrower/);
    expect(started.stdout() + started.stderr()).not.toContain('xoxb-secret');
  });
});

describe('a stop', () => {
  it('is not cut short when the same word comes several times, as from a terminal and from npm', async () => {
    const { start, directory } = await library();
    const started = start();
    await sendAct(await started.address(), call);
    for (let times = 0; times < 20; times += 1) {
      started.signal('SIGINT');
      await setImmediate();
    }
    expect(await started.exited).toEqual({ code: 0, signal: null });
    expect(existsSync(join(directory, 'db', 'lock'))).toBe(false);
  });
});

describe('settings', () => {
  it('that are wrong are all named at once', async () => {
    const { start } = await library();
    const said = await refusal(
      start({
        PORT: 'http',
        LOG_LEVEL: 'loud',
        DESKBELL_BROWSER: 'yes',
        DESKBELL_DBB: 'x',
        SLACK_APP_TOKEN: 'xapp-secret',
      }),
    );
    for (const name of ['PORT', 'LOG_LEVEL', 'DESKBELL_BROWSER', 'DESKBELL_DBB', 'SLACK_BOT_TOKEN']) {
      expect(said).toContain(name);
    }
    expect(said).not.toContain('xapp-secret');
  });

  it('name a port that is in use, and say which setting to change', async () => {
    const { start } = await library();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as { port: number };
    expect(await refusal(start({ PORT: String(port) }))).toContain(
      `Port ${port} on 127.0.0.1 is in use by another program. Stop that one, or set PORT`,
    );
    // Nothing of the failed start is left behind that would hold up the next one.
    await start().address();
  });

  it('that name another organisation’s database are refused', async () => {
    const { start, directory } = await library();
    await (await stopped(start())).exited;
    writeFileSync(
      join(directory, 'organisation.json'),
      JSON.stringify({ name: 'Another Library', timezone: 'America/Toronto' }),
    );
    expect(await refusal(start())).toContain('belongs to "Ashbrook Test Library"');
  });

  it('with files that cannot be read say which, where and what to do', async () => {
    const { start, directory } = await library();
    writeFileSync(join(directory, 'branches.json'), '[{ "code": "CEN" ]');
    writeFileSync(join(directory, 'staff.json'), '[{ "id": 7 }]');
    const said = await refusal(start());
    expect(said).toContain('branches.json');
    expect(said).toContain('staff.json');
  });
});

async function stopped(started: Program): Promise<Program> {
  await started.address();
  expect(await started.stop()).toEqual({ code: 0, signal: null });
  return started;
}
