import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type DataChange, followData, importData, loadData } from '../../src/admin/index.ts';
import { organisationCollection } from '../../src/desk/branches/schema.ts';
import { staffCollection } from '../../src/desk/people/schema.ts';
import { shiftDayCollection } from '../../src/desk/roster/schema.ts';
import { createDrivenClock } from './driven-clock.ts';
import { dana, dataFolder, goodFiles, maria, now, openStore, writeFiles } from './library.ts';

/** A desk's data as it runs: imported once and followed from then on. */
async function followedLibrary(files: Readonly<Record<string, unknown>>, demo = false) {
  const directory = await dataFolder({ ...goodFiles, ...files });
  const source = { directory, demo };
  const { store, commits } = await openStore();
  await importData(store, (await loadData(source, now)).data, now);
  const clock = createDrivenClock(now);
  const told: DataChange[] = [];
  const stop = await followData(store, source, clock, (change) => told.push(change));
  onTestFinished(stop);
  return { directory, store, commits, clock, told, stop };
}

it('takes a changed file over within a few seconds', async () => {
  const { directory, store, clock, told } = await followedLibrary({});
  await writeFiles(directory, { 'staff.json': [{ ...maria, name: 'Maria Santos' }, dana] });
  await clock.drive(3000);
  await vi.waitFor(() =>
    expect(told).toEqual([{ imported: [{ file: 'staff.json', written: 1, removed: 0 }], problems: [] }]),
  );
  expect(await store.get(staffCollection, 'maria')).toMatchObject({ name: 'Maria Santos' });
});

it('notices a file that an editor puts in the place of another, of the same length', async () => {
  const { directory, store, clock, told } = await followedLibrary({});
  await writeFiles(directory, { 'new.tmp': [{ ...maria, name: 'Marta' }, dana] });
  await rename(join(directory, 'new.tmp'), join(directory, 'staff.json'));
  await clock.drive(3000);
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(await store.get(staffCollection, 'maria')).toMatchObject({ name: 'Marta' });
});

it('waits until a file is left alone', async () => {
  const { directory, clock, told } = await followedLibrary({});
  await writeFile(join(directory, 'staff.json'), '[');
  await clock.drive(1000);
  await writeFiles(directory, { 'staff.json': [{ ...maria, phone: '555-0100' }, dana] });
  await clock.drive(1000);
  expect(told).toEqual([]);
  await clock.drive(2000);
  await vi.waitFor(() => expect(told).toMatchObject([{ problems: [] }]));
});

it('says what is wrong with a changed file and keeps the last good state', async () => {
  const { directory, store, commits, clock, told } = await followedLibrary({});
  const before = commits.length;
  await writeFile(join(directory, 'staff.json'), '[{ "id": "maria" }]');
  await clock.drive(3000);
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(told[0]).toMatchObject({ imported: [], problems: [{ file: 'staff.json' }, { file: 'staff.json' }] });
  expect(commits).toHaveLength(before);
  expect(await store.all(staffCollection)).toHaveLength(2);
});

it('takes defaults when an optional file goes', async () => {
  const { directory, store, clock, told } = await followedLibrary({
    'shifts.csv':
      'branch,staff,position,start,end,flags\nCEN,maria,desk,2026-06-02 09:00,2026-06-02 17:00,\n',
  });
  await rm(join(directory, 'shifts.csv'));
  await clock.drive(3000);
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(await store.all(shiftDayCollection)).toEqual([]);
});

it('refuses another name for the organisation, which would stop the next start', async () => {
  const { directory, store, clock, told } = await followedLibrary({
    'organisation.json': { name: 'City Library' },
  });
  await writeFiles(directory, { 'organisation.json': { name: 'Other Library' } });
  await clock.drive(3000);
  await vi.waitFor(() => expect(told).toMatchObject([{ imported: [], problems: [{ place: 'name' }] }]));
  expect(await store.get(organisationCollection, 'organisation')).toMatchObject({ name: 'City Library' });
});

it('keeps the shifts of the demo two weeks ahead', async () => {
  const { store, clock } = await followedLibrary({}, true);
  const lastDay = async () => (await store.all(shiftDayCollection)).at(-1)?.on;
  expect(await lastDay()).toBe('2026-06-15');
  await clock.drive(7 * 24 * 3_600_000);
  await vi.waitFor(async () => expect(await lastDay()).toBe('2026-06-22'));
});

it('looks at nothing any more once it is stopped', async () => {
  const { directory, clock, told, stop } = await followedLibrary({});
  stop();
  await writeFile(join(directory, 'staff.json'), '[');
  await clock.drive(10_000);
  expect(told).toEqual([]);
});
