import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { writeDatabase } from '../../src/store/json/exchange.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { type Program, startProgram } from '../support/process/program.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

const ours = 'Ashbrook Public Library';
const theirs = 'Brookfield Library';
const inUse = `belongs to "${ours}"`;

/** A library with the two files that are needed, and a database beside them. */
async function library() {
  const directory = temporaryDirectory();
  await writeLibraryNow(directory);
  const database = join(directory, 'db');
  const file = join(directory, 'organisation.json');
  rmSync(file);
  return {
    database,
    start(): Program {
      const own = { DESKBELL_DATA: directory, DESKBELL_DB: database, LOG_LEVEL: 'info' };
      const started = startProgram(program.main, own);
      onTestFinished(() => started.kill());
      return started;
    },
    name: (name: string) => writeFileSync(file, JSON.stringify({ name, loneWorking: false })),
    unname: () => rmSync(file),
  };
}

/** The page that says for whom the desk speaks, as soon as it has these words. */
async function says(running: Program, words: string): Promise<void> {
  const address = await running.address();
  await vi.waitFor(
    async () => expect(await (await fetch(`${address}/privacy`)).text()).toContain(words),
    15_000,
  );
}

async function logs(running: Program, words: string): Promise<void> {
  await vi.waitFor(() => expect(running.stdout()).toContain(JSON.stringify(words).slice(1, -1)), 15_000);
}

async function stop(running: Program): Promise<void> {
  expect(await running.stop()).toEqual({ code: 0, signal: null });
}

async function refused(started: Program): Promise<void> {
  expect(await started.exited).toEqual({ code: 1, signal: null });
  expect(started.stderr()).toContain(inUse);
}

describe('the name of the organisation', () => {
  it('is open without a file, and the first one that is written is kept, also by a desk that is killed', async () => {
    const { start, name } = await library();
    const first = start();
    await says(first, 'the desk assistant of your library');
    await stop(first);
    const second = start();
    await second.address();
    name(ours);
    await says(second, ours);
    await second.kill();
    const third = start();
    await says(third, ours);
    await stop(third);
    name(theirs);
    await refused(start());
  });

  it('is taken at a start too', async () => {
    const { start, name } = await library();
    await stop(await ready(start()));
    name(ours);
    await stop(await ready(start()));
    name(theirs);
    await refused(start());
  });

  it('stays when the file is taken away, and the desk says so', async () => {
    const { start, name, unname } = await library();
    name(ours);
    const first = start();
    await says(first, ours);
    unname();
    const sentence = `organisation.json: is not there. The desk goes on as "${ours}", whose database this is`;
    await logs(first, sentence);
    await says(first, ours);
    await stop(first);
    const second = start();
    await logs(second, sentence);
    await says(second, ours);
    name(theirs);
    await logs(second, `organisation.json, name: is "${theirs}", but this database ${inUse}`);
    await says(second, ours);
    await stop(second);
    await refused(start());
  });

  it('is open in a database of a version that wrote its own name where there was none', async () => {
    const { start, name, database } = await library();
    mkdirSync(database);
    const head = { version: 1, organisation: 'Deskbell', database: randomUUID() };
    await writeDatabase(database, { head, sequence: 0, collections: new Map() });
    const first = start();
    await says(first, 'your library');
    name(ours);
    await says(first, ours);
    await stop(first);
    name(theirs);
    await refused(start());
  });
});

async function ready(started: Program): Promise<Program> {
  await started.address();
  return started;
}
