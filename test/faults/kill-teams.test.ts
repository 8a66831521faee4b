import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { linkStaff, startLibraryTeams } from '../support/desk/teams-library.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { createRandom } from '../support/process/load.ts';
import { type Program, startProgram } from '../support/process/program.ts';
import { type DatabaseContent, readDatabase } from '../support/process/read-database.ts';
import { entraId, personalOf } from '../support/teams/index.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

const kills = 8;

it('loses no call that Teams was told is saved, and records each delivery once', {
  timeout: 120_000,
}, async () => {
  const directory = temporaryDirectory();
  await writeLibraryNow(directory);
  const teams = await startLibraryTeams(directory);
  onTestFinished(() => teams.stop());
  const callers = Array.from({ length: kills }, (_, index) => entraId(`caller ${index}`));
  for (const [index, id] of callers.entries()) teams.state.users.set(id, { id, name: `Caller ${index}` });
  const database = join(directory, 'db');
  const start = (): Program => {
    const started = startProgram(program.main, {
      DESKBELL_DATA: directory,
      DESKBELL_DB: database,
      NODE_EXTRA_CA_CERTS: teams.certificateFile,
      ...teams.settings,
    });
    onTestFinished(() => started.kill());
    return started;
  };
  async function whenAllIsSent(): Promise<DatabaseContent | undefined> {
    const found = await readDatabase(database);
    const open = found.outbox.flatMap((row) =>
      row.targets.filter(({ state }) => !/sent|failed|expired/.test(state)),
    );
    return open.length === 0 ? found : undefined;
  }
  /** What each caller was told is saved. */
  const told = () =>
    callers.filter((id) => teams.posted(personalOf(id)).some(({ summary }) => summary.includes('is saved')));

  const first = start();
  await linkStaff(teams, await first.address(), database);
  await first.stop();
  const random = createRandom(7);
  const deliveries = callers.map((id) => teams.activities.message(id, 'assist now cen please'));
  for (const delivery of deliveries) {
    const life = start();
    const call = teams.deliver(await life.address(), delivery).catch(() => undefined);
    await Promise.race([call, pause(400)]);
    await pause(random() * 60);
    await life.kill();
    await call;
  }
  const before = told();

  const last = start();
  const address = await last.address();
  // Teams delivers again what it got no answer to.
  for (const delivery of deliveries) expect((await teams.deliver(address, delivery)).status).toBe(200);
  const { calls } = await eventually('everything owed has gone out', whenAllIsSent, 60_000);
  const callersOf = calls.map(({ caller }) => caller.split(':').at(-1));
  expect(callersOf).toHaveLength(kills);
  expect(new Set(callersOf)).toEqual(new Set(callers));
  for (const id of before) expect(callersOf).toContain(id);
  for (const { number } of calls) {
    const cards = teams
      .posted(personalOf(entraId('maria')))
      .filter(({ summary, rang }) => rang && summary.includes(number));
    expect(cards.length).toBeGreaterThan(0);
  }
  expect(last.stderr()).toBe('');
});
