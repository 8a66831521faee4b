import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { makeFillableDisk } from '../support/process/fillable-disk.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { openPage, sendAct } from '../support/process/page-client.ts';
import { environmentOf, type Program, watchProgram } from '../support/process/program.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

/** A disk that is full to the last page still takes what fits into that page. */
const triesUntilFull = 30;
const nowhere = '/dev/full';

/** Starts the program with both of its outputs where a service manager would put them: into one file. */
async function start(output: string, database: string, port = 0): Promise<Program> {
  const library = temporaryDirectory();
  await writeLibraryNow(library);
  const file = openSync(output, 'a');
  const settings = { DESKBELL_DATA: library, DESKBELL_DB: database, PORT: String(port) };
  const child = spawn(process.execPath, [program.main], {
    env: environmentOf(settings),
    stdio: ['ignore', file, file],
  });
  const started = watchProgram(child);
  onTestFinished(() => started.kill());
  return started;
}

const calls = (address: string, as: string) =>
  sendAct(address, { id: randomUUID(), as, what: { type: 'command', typed: '/assist now cen' } });

async function freePort(): Promise<number> {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  other.close();
  await once(other, 'close');
  return port;
}

it('A log on the disk that is full keeps no call from going out, and later says what it could not', async () => {
  const disk = makeFillableDisk(4096);
  const log = join(disk.directory, 'desk.log');
  const desk = await start(log, join(disk.directory, 'db'));
  const address = await eventually(
    'the log says where the desk is',
    () => /^Deskbell is ready: (\S+)$/m.exec(readFileSync(log, 'utf8'))?.[1],
  );
  const page = await openPage(address, ['maria']);
  onTestFinished(() => page.close());
  const unrecorded = () =>
    page.posted.filter(
      ({ place, text }) => place === 'person:maria' && text.includes('could not be recorded'),
    );

  disk.fill(desk.pid);
  const size = () => statSync(log).size;
  let refused = 0;
  // Each call that cannot be saved is a line of the log, until that has no room either.
  for (let before = -1, tries = 0; before < size() && tries < triesUntilFull; tries += 1) {
    before = size();
    if ((await calls(address, 'robin')).reply.includes('It was sent once to')) refused += 1;
    else before = -1;
  }
  const { reply } = await calls(address, 'robin');
  expect(reply).toContain('Your call could not be saved. It was sent once to');
  await eventually('Maria has all of them', () => unrecorded().length === refused + 1);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);

  disk.free(desk.pid);
  await eventually('it saves again', async () => (await fetch(`${address}/readyz`)).status === 200);
  expect((await calls(address, 'priya')).reply).toContain('is saved');
  expect(await desk.stop()).toEqual({ code: 0, signal: null });
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  const said = lines.filter((line) => !line.startsWith('Deskbell is ready'));
  expect(said.map((line) => (JSON.parse(line) as { readonly msg: string }).msg)).toContain(
    'a call for help could not be saved; it is sent once from memory',
  );
});

it.runIf(existsSync(nowhere))(
  'A desk none of whose words can be written starts, takes a call and stops',
  async () => {
    const port = await freePort();
    const desk = await start(nowhere, join(temporaryDirectory(), 'db'), port);
    const address = `http://127.0.0.1:${port}`;
    await eventually('it is there', async () => (await fetch(`${address}/readyz`)).status === 200);
    const page = await openPage(address, ['maria']);
    onTestFinished(() => page.close());
    expect((await calls(address, 'priya')).reply).toContain('H-0001 is saved');
    await eventually('Maria is asked', () => page.posted.some(({ text }) => text.includes('H-0001')));
    expect(await desk.stop()).toEqual({ code: 0, signal: null });
  },
);
