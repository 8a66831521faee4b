import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HelpRequest } from '../../src/desk/help/index.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { createLoad, createRandom } from '../support/process/load.ts';
import { readConversation, sendAct } from '../support/process/page-client.ts';
import { type Program, startProgram } from '../support/process/program.ts';
import { brokenPromises } from '../support/process/promises.ts';
import { type DatabaseContent, readDatabase } from '../support/process/read-database.ts';

const kills = 54;
/** What fell due while the program was dead is handled within this time of the next start. */
const catchUpMs = 5000;

/** At least so long is left to a start that was slow itself. */
const readyMs = 1500;

/** What fell due up to so long after that start is looked at too. */
const dueMs = 3000;

const callers = Array.from({ length: 24 }, (_, index) => `caller${index}`);
const responders = ['priya', 'maria', 'omar', 'lee', 'dana'];

let program: CompiledProgram;
let directory: string;
let running: Program | undefined;
beforeAll(async () => {
  program = await compileProgram();
  directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
  await writeLibraryNow(directory, { callers, steps: { afterSeconds: [0, 1, 2], lastAfterSeconds: 3 } });
});
afterAll(async () => {
  await running?.kill();
  await program.remove();
  await rm(directory, { recursive: true, force: true });
});

function startAgain(): Program {
  running = startProgram(program.main, { DESKBELL_DATA: directory, DESKBELL_DB: join(directory, 'db') });
  return running;
}

const isOpen = (call: HelpRequest) => call.ended === undefined;

/** What was due or owed by then and is not done. */
function leftUndone({ calls, outbox }: DatabaseContent, by: number): readonly string[] {
  const before = new Date(by).toISOString();
  const due = calls.filter((call) => call.due !== undefined && call.due.at < before);
  const owed = outbox.filter(
    (row) => row.at < before && row.targets.some(({ state }) => state === 'pending' || state === 'sending'),
  );
  return [
    ...due.map(({ number, due }) => `${number}: ${due?.what}`),
    ...owed.map(({ id }) => `outbox ${id}`),
  ];
}

it(`keeps what it confirmed, once each, through ${kills} kills under load, and catches up within 5 s of a start`, {
  timeout: 240_000,
}, async () => {
  const random = createRandom(20_261_122);
  const load = createLoad({ callers, responders, random });
  let content: DatabaseContent | undefined;

  for (let kill = 1; kill <= kills; kill += 1) {
    const life = startAgain();
    if (kill % 9 === 0) {
      // A life without new work: what was due and owed is all that there is to do.
      await life.address();
      await pause(Math.max(readyMs, life.startedAt + catchUpMs - 300 - Date.now()));
      await life.kill();
    } else if (kill % 6 === 1 && kill > 1) {
      // In the middle of the start.
      await pause(random() * 500);
      await life.kill();
    } else {
      const people = load.run(await life.address(), content?.calls.filter(isOpen) ?? []);
      await pause(40 + random() * 500);
      // One in five dies while it stops cleanly.
      if (kill % 5 === 0) {
        life.signal('SIGTERM');
        await pause(random() * 40);
      }
      await life.kill();
      await people.stop();
    }
    const found = await readDatabase(join(directory, 'db'));
    expect(brokenPromises(found, load, content), `after kill ${kill}`).toEqual([]);
    if (kill % 9 === 0) expect(leftUndone(found, life.startedAt + dueMs), `after kill ${kill}`).toEqual([]);
    content = found;
  }

  const last = startAgain();
  const address = await last.address();
  const calls = [...load.confirmed.values()].filter(({ act }) => act.what.type === 'command');
  for (const { act, reply } of calls.slice(-40)) {
    expect((await sendAct(address, act)).reply).toBe(reply);
  }
  const call = content?.calls.at(-1) as HelpRequest;
  const seen = await readConversation(address, call.caller.replace('staff:', ''));
  expect(seen.join('\n')).toContain(call.number);
  expect(await last.stop()).toEqual({ code: 0, signal: null });
  const found = await readDatabase(join(directory, 'db'));
  expect(brokenPromises(found, load, content)).toEqual([]);
  // The load must have been one.
  expect(found.calls.length).toBeGreaterThan(40);
  expect(load.confirmed.size).toBeGreaterThan(200);
  expect(found.calls.filter((one) => one.ended !== undefined).length).toBeGreaterThan(10);
});
