import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { problemToSentence, readDataFolder } from '../../src/admin/index.ts';
import { policyCollection } from '../../src/desk/asking/index.ts';
import { branchCollection, organisationCollection } from '../../src/desk/branches/schema.ts';
import { staffCollection } from '../../src/desk/people/schema.ts';
import { shiftDayCollection } from '../../src/desk/roster/schema.ts';
import { openJsonStore } from '../../src/store/json/index.ts';
import type { Commit, Store } from '../../src/store/store.ts';

export const now = '2026-06-01T12:00:00.000Z';

/** A small library without a mistake, to be changed by each test. */
export const branch = {
  code: 'CEN',
  name: 'Central',
  timezone: 'America/Toronto',
  zones: ['teen area'],
  hours: { mon: ['09:00-20:00'] },
};
export const maria = {
  id: 'maria',
  name: 'Maria',
  role: 'staff',
  branches: ['CEN'],
  email: 'maria@example.org',
};
export const dana = { id: 'dana', name: 'Dana', role: 'director', branches: ['CEN'] };
export const goodFiles: Readonly<Record<string, unknown>> = {
  'branches.json': [branch],
  'staff.json': [maria, dana],
};

/** Parts of files, to be put together by each test. */
export const policy = { for: 'now', steps: [{ afterSeconds: 0, ask: ['onShift'] }], lastAfterSeconds: 60 };
export const policies = (...list: readonly unknown[]) => ({ 'policies.json': { policies: list } });
export const csv = (...lines: readonly string[]) => ({
  'shifts.csv': ['branch,staff,position,start,end,flags', ...lines].join('\n'),
});

/** A folder of its own for this test. */
export async function temporaryFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Writes files into a folder: texts as they are, everything else as JSON, an entry per line; undefined removes one. */
export async function writeFiles(directory: string, files: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(directory, name);
    if (content === undefined) await rm(path, { force: true });
    else await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content, null, 1));
  }
}

export async function dataFolder(files: Readonly<Record<string, unknown>>): Promise<string> {
  const directory = await temporaryFolder();
  await writeFiles(directory, files);
  return directory;
}

/** A store on disk, in a folder of its own unless told, and the commits it has told of. */
export async function openStore(
  directory?: string,
): Promise<{ readonly store: Store; readonly commits: readonly Commit[] }> {
  const store = await openJsonStore({
    directory: directory ?? (await temporaryFolder()),
    organisation: undefined,
    collections: [
      organisationCollection,
      branchCollection,
      staffCollection,
      policyCollection,
      shiftDayCollection,
    ],
  });
  onTestFinished(() => store.close());
  const commits: Commit[] = [];
  store.changes((commit) => commits.push(commit));
  return { store, commits };
}

/** What is said about a folder with these files beside, or instead of, the good ones. */
export async function sentencesFor(files: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const { problems } = await readDataFolder(await dataFolder({ ...goodFiles, ...files }));
  return problems.map(problemToSentence);
}

/** A sentence about this file, with its line in front, that holds these words. */
export function told(file: string, words: string, line?: number): unknown {
  const quote = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return expect.stringMatching(new RegExp(`^${quote(file)}, (?=line ${line ?? '\\d+'}).*${quote(words)}`));
}
