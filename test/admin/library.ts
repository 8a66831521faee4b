import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { branchCollection, organisationCollection } from '../../src/desk/branches/schema.ts';
import { policyCollection } from '../../src/desk/help/policy.ts';
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

/** A folder of its own for this test. */
export async function temporaryFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Writes files into a folder: texts as they are, everything else as JSON, an entry per line. */
export async function writeFiles(directory: string, files: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await writeFile(
      join(directory, name),
      typeof content === 'string' ? content : JSON.stringify(content, null, 1),
    );
  }
}

export async function dataFolder(files: Readonly<Record<string, unknown>>): Promise<string> {
  const directory = await temporaryFolder();
  await writeFiles(directory, files);
  return directory;
}

/** A store on disk, and the commits it has told of. */
export async function openStore(): Promise<{ readonly store: Store; readonly commits: readonly Commit[] }> {
  const store = await openJsonStore({
    directory: await temporaryFolder(),
    organisation: 'Test',
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
