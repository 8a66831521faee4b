import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { askControl } from '../../src/cli/index.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { openPage, sendAct } from '../support/process/page-client.ts';
import { type Program, startProgram } from '../support/process/program.ts';
import { readDatabase } from '../support/process/read-database.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

const removals: Readonly<Record<string, (database: string) => void>> = {
  removed: (database) => rmSync(database, { recursive: true }),
  'renamed away': (database) => renameSync(database, `${database}-away`),
  'without its journal': (database) => {
    for (const name of readdirSync(database)) if (name.startsWith('journal-')) rmSync(join(database, name));
  },
};

interface Desk extends Program {
  /** Calls for help; gives what the caller reads and the note that tells this call from others. */
  call(as: string): Promise<{ readonly reply: string; readonly note: string }>;
  ready(): Promise<{ readonly status: number; readonly text: string }>;
  address(): Promise<string>;
}

function startDesk(library: string, database: string): Desk {
  const desk = startProgram(program.main, { DESKBELL_DATA: library, DESKBELL_DB: database });
  onTestFinished(() => desk.kill());
  return {
    ...desk,
    async call(as) {
      const note = `note-${randomUUID()}`;
      const typed = `/assist now cen ${note}`;
      const act = { id: randomUUID(), as, what: { type: 'command', typed } } as const;
      return { reply: (await sendAct(await desk.address(), act)).reply, note };
    },
    async ready() {
      const response = await fetch(`${await desk.address()}/readyz`);
      return { status: response.status, text: await response.text() };
    },
  };
}

const logged = (desk: Program, words: string) =>
  desk
    .stdout()
    .split('\n')
    .filter((line) => line.includes(words));

async function start(): Promise<{
  readonly library: string;
  readonly database: string;
  readonly desk: Desk;
}> {
  const library = temporaryDirectory();
  await writeLibraryNow(library);
  const database = join(temporaryDirectory(), 'db');
  return { library, database, desk: startDesk(library, database) };
}

it.each(Object.entries(removals))(
  'the database is %s while the desk runs: a call goes out from memory, the desk writes everything again, and a kill loses nothing',
  async (_, remove) => {
    const { library, database, desk } = await start();
    const saved: string[] = [];
    const first = await desk.call('priya');
    expect(first.reply).toContain('H-0001 is saved');
    saved.push(first.note);
    const page = await openPage(await desk.address(), ['maria']);
    onTestFinished(() => page.close());

    remove(database);
    // The desk saves by itself as well, so it may have found and mended this before anybody calls.
    const second = await desk.call('robin');
    const wasRefused = second.reply.includes('could not be saved');
    if (wasRefused) {
      await eventually('Maria is told', () =>
        page.posted.some(({ text }) => text.includes('not be recorded')),
      );
    } else {
      expect(second.reply).toContain('is saved');
      saved.push(second.note);
    }
    const ready = await eventually('it is ready again', async () => {
      const found = await desk.ready();
      return found.status === 200 ? found : undefined;
    });
    expect(ready.text).toContain(`The database in ${database} was removed, replaced or cut short`);
    const third = await desk.call('omar');
    expect(third.reply).toContain('is saved');
    saved.push(third.note);
    expect(logged(desk, 'Saving fails')).toHaveLength(1);
    expect(logged(desk, 'is there again')).toHaveLength(1);

    await desk.kill();
    const { calls } = await readDatabase(database);
    expect(calls.flatMap(({ notes }) => notes.map(({ text }) => text)).sort()).toEqual(saved.toSorted());
    expect(calls.map(({ number }) => number).sort()).toEqual(saved.map((_, index) => `H-000${index + 1}`));

    const next = startDesk(library, database);
    expect((await next.call('lee')).reply).toContain(`H-000${saved.length + 1} is saved`);
  },
);

it('a second desk takes the place of a removed database: it alone saves, and the first says so until it is stopped', async () => {
  const { library, database, desk } = await start();
  expect((await desk.call('priya')).reply).toContain('is saved');
  desk.signal('SIGSTOP');
  rmSync(database, { recursive: true });
  const second = startDesk(library, database);
  await second.address();
  desk.signal('SIGCONT');

  const refused = await desk.call('robin');
  expect(refused.reply).toContain('could not be saved');
  const ready = await eventually('who it is', async () => {
    const found = await desk.ready();
    return found.text.includes(`process ${second.pid}`) ? found : undefined;
  });
  expect(ready.status).toBe(503);
  expect(ready.text).toContain(database);
  expect(ready.text).toContain(`Stop this desk (process ${desk.pid})`);
  expect(logged(desk, `process ${second.pid}`).length).toBeGreaterThan(0);

  const taken = await second.call('omar');
  expect(taken.reply).toContain('H-0001 is saved');
  expect((await second.ready()).status).toBe(200);
  await desk.stop();
  expect(existsSync(join(database, 'lock'))).toBe(true);
  expect(await askControl(database, 'a word')).toMatchObject({ lines: [expect.stringContaining('a word')] });
  expect((await second.call('lee')).reply).toContain('H-0002 is saved');
  await second.kill();
  const { calls } = await readDatabase(database);
  expect(calls.map(({ number }) => number).sort()).toEqual(['H-0001', 'H-0002']);
});
