import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { staffCollection } from '../../src/desk/people/schema.ts';
import { deskbell, openDatabase, rewriteFiles, temporaryFolder } from './library.ts';

const maria = {
  id: 'maria',
  name: 'Maria',
  role: 'director' as const,
  branches: ['CEN'],
  email: 'maria@example.org',
};

/** The files of a library beside the database of a stopped desk, in which Maria is `maria`. */
async function library(id: string, organisation = 'Test') {
  const folder = await temporaryFolder();
  const database = join(folder, 'db');
  const store = await openDatabase(database);
  await store.transact((tx) => tx.put(staffCollection, { ...maria, active: true }));
  await store.close();
  const branch = { code: 'CEN', name: 'Central', timezone: 'UTC', hours: { mon: ['09:00-17:00'] } };
  const files = {
    'organisation.json': { name: organisation, fallback: { person: id } },
    'branches.json': [branch],
    'staff.json': [{ ...maria, id }],
  };
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), JSON.stringify(content));
  return { database, settings: { DESKBELL_DATA: folder, DESKBELL_DB: database } };
}

/** Every file of a folder with what is in it. */
async function filesIn(directory: string) {
  const names = await readdir(directory);
  return Promise.all(names.map(async (name) => [name, await readFile(join(directory, name), 'utf8')]));
}

describe('deskbell check while the desk is stopped', () => {
  it.each([
    [
      'another id',
      'm.santos',
      'Test',
      'error    staff.json: has "email" of "maria" at "m.santos", and "maria" is gone.',
    ],
    [
      'another name',
      'maria',
      'Other',
      'error    organisation.json, name: is "Other", but this database belongs to "Test".',
    ],
  ])('refuses %s as the start does, and changes nothing', async (_what, id, organisation, sentence) => {
    const { database, settings } = await library(id, organisation);
    const before = await filesIn(database);
    const { exitCode, output, errors } = await deskbell(['check'], settings);
    expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: '' });
    expect(output).toContain(sentence);
    expect(await filesIn(database)).toEqual(before);
  });

  it('says so where the database cannot be read', async () => {
    const { database, settings } = await library('maria');
    const { output: before } = await deskbell(['check'], settings);
    expect(before).not.toContain('database');
    await rewriteFiles(database, /^snapshot-/, (whole) => whole.slice(0, -20));
    const { output, errors } = await deskbell(['check'], settings);
    expect(errors).toBe('');
    expect(output).toMatch(
      /\nThe files were not held against the database, so the start may find more: The database in .*db cannot be opened: snapshot-.* is damaged/,
    );
    expect(output.split('\n')[0]).toBe(before.split('\n')[0]);
  });
});
