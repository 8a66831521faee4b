import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, type TestContext } from 'vitest';
import { deliveryCollections } from '../../src/delivery/schema.ts';
import { type Escalation, escalationCollection } from '../../src/desk/escalation/schema.ts';
import { type HelpRequest, helpCollection } from '../../src/desk/help/schema.ts';
import { type Incident, incidentCollection } from '../../src/desk/incidents/schema.ts';
import { counterCollection } from '../../src/desk/numbers/index.ts';
import { staffCollection } from '../../src/desk/people/schema.ts';
import { type Migration, openJsonStore } from '../../src/store/json/index.ts';
import type { Store } from '../../src/store/store.ts';
import { storedFormat } from '../../src/wiring/stores.ts';
import { copyFolder } from '../support/disk.ts';

export interface Ran {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the real program, as this user unless told. Only these settings are set. */
export function deskbell(
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
  as: User = {},
): Promise<Ran> {
  const environment = { PATH: process.env.PATH ?? '', ...settings };
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...words], {
    env: environment,
    ...as,
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, output, errors }));
  });
}

/** Whose rights a program has. */
export interface User {
  readonly uid?: number;
  readonly gid?: number;
}

/** Somebody who is not root: this user, or where that is root, nobody. Skips the test where nobody may read the program. */
export function ordinaryUser(context: TestContext): User {
  if (process.getuid?.() !== 0) return {};
  const nobody = { uid: 65_534, gid: 65_534 };
  try {
    execFileSync(process.execPath, ['-e', 'require("node:fs").readdirSync("node_modules")'], {
      ...nobody,
      stdio: 'ignore',
    });
  } catch {
    context.skip();
  }
  return nobody;
}

/** A folder of its own for this test. */
export async function temporaryFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Opens a database as a desk does, of this program unless told, for this test process. */
export async function openDatabase(
  directory: string,
  migrations: readonly Migration[] = storedFormat.migrations,
): Promise<Store> {
  const store = await openJsonStore({
    directory,
    organisation: 'Test',
    collections: [
      staffCollection,
      counterCollection,
      helpCollection,
      escalationCollection,
      incidentCollection,
      ...deliveryCollections,
    ],
    migrations,
  });
  onTestFinished(() => store.close());
  return store;
}

/** A database that holds one member of staff; the desk that wrote it is stopped. */
export async function stoppedDesk() {
  const folder = await temporaryFolder();
  const database = join(folder, 'db');
  const store = await openDatabase(database);
  await addStaff(store, 'maria');
  await store.close();
  return { folder, database, settings: { DESKBELL_DB: database } };
}

export async function addStaff(store: Store, id: string): Promise<void> {
  const member = { id, name: id, role: 'staff' as const, branches: [], active: true };
  await store.transact((tx) => tx.put(staffCollection, member));
}

export async function staffIds(store: Store): Promise<readonly string[]> {
  return (await store.all(staffCollection)).map((one) => one.id);
}

export const calledAt = '2026-11-23T10:00:00.000Z';

/** A call for help, open unless told. */
export async function addCall(store: Store, number: string, more: Partial<HelpRequest> = {}): Promise<void> {
  const call: Omit<HelpRequest, 'revision'> = {
    id: number,
    number,
    caller: 'staff:maria',
    createdAt: calledAt,
    branch: 'CEN',
    zone: null,
    urgency: 'now',
    notes: [],
    steps: [],
    lastAfterMs: 60_000,
    staleAfterMs: 60_000,
    nextStep: 0,
    asked: [],
    unreached: [],
    responders: [],
    declined: [],
    timeline: [],
    ...more,
  };
  await store.transact((tx) => tx.put(helpCollection, call));
}

/** A question, open unless told. */
export async function addQuestion(
  store: Store,
  number: string,
  more: Partial<Escalation> = {},
): Promise<void> {
  const question: Omit<Escalation, 'revision'> = {
    id: number,
    number,
    asker: 'staff:maria',
    createdAt: calledAt,
    branch: 'CEN',
    wants: 'decision',
    reason: 'a fine',
    concerns: [],
    steps: [],
    lastAfterMs: 60_000,
    staleAfterMs: 60_000,
    nextStep: 0,
    asked: [],
    unreached: [],
    answers: [],
    reasons: [],
    timeline: [],
    ...more,
  };
  await store.transact((tx) => tx.put(escalationCollection, question));
}

/** A report, submitted where it has a number, else a draft. */
export async function addReport(store: Store, id: string, number?: string): Promise<void> {
  const report: Omit<Incident, 'revision'> = {
    id,
    state: number === undefined ? 'draft' : 'submitted',
    ...(number === undefined ? {} : { number, submittedAt: calledAt }),
    author: 'staff:maria',
    createdAt: calledAt,
    edition: 1,
    report: { about: false, also: [], outcomes: [], services: [] },
    questions: [],
    supplements: [],
  };
  await store.transact((tx) => tx.put(incidentCollection, report));
}

/** The last number given out of what is counted. */
export async function setCounter(store: Store, id: string, value: number): Promise<void> {
  await store.transact((tx) => tx.put(counterCollection, { id, value }));
}

/** A database of which each save is a line of the journal; with `close` all of them are in a snapshot. */
export async function stoppedInTheMiddle(
  work: (store: Store) => Promise<void>,
  end?: 'close',
): Promise<string> {
  const folder = await temporaryFolder();
  const [running, left] = [join(folder, 'db'), join(folder, 'left')];
  const store = await openDatabase(running);
  await work(store);
  if (end === 'close') await store.close();
  copyFolder(running, left);
  await store.close();
  for (const name of readdirSync(left)) if (name.startsWith('lock')) rmSync(join(left, name));
  return left;
}

/** Makes lines that say this unreadable. */
export function damage(directory: string, words: string): void {
  let count = 0;
  for (const name of readdirSync(directory)) {
    const lines = readFileSync(join(directory, name), 'utf8').split('\n');
    const damaged = lines.map((line) => (line.includes(words) ? line.replace('{"id"', '{#id"') : line));
    count += damaged.filter((line, at) => line !== lines[at]).length;
    writeFileSync(join(directory, name), damaged.join('\n'));
  }
  expect(count).toBe(1);
}

/** Changes what the files of a database say. */
export async function rewriteFiles(
  database: string,
  which: RegExp,
  rewrite: (whole: string) => string,
): Promise<void> {
  for (const name of (await readdir(database)).filter((one) => which.test(one))) {
    const path = join(database, name);
    await writeFile(path, rewrite(await readFile(path, 'utf8')));
  }
}
