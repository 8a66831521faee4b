import { describe, expect, it } from 'vitest';
import { importAtStart, importData, loadData, readDataFolder } from '../../src/admin/index.ts';
import { policyCollection } from '../../src/desk/asking/index.ts';
import { branchCollection, organisationCollection } from '../../src/desk/branches/schema.ts';
import { staffCollection } from '../../src/desk/people/schema.ts';
import { shiftDayCollection } from '../../src/desk/roster/schema.ts';
import {
  branch,
  csv,
  dana,
  dataFolder,
  goodFiles,
  maria,
  now,
  openStore,
  policies,
  policy,
  writeFiles,
} from './library.ts';

const yesterday = 'CEN,maria,desk,2026-05-31 09:00,2026-05-31 17:00,pic';
const today = 'CEN,maria,desk,2026-06-01 07:00,2026-06-01 17:00,pic';
const tonight = 'CEN,dana,desk,2026-06-01 17:00,2026-06-01 21:00,';
const tomorrow = 'CEN,maria,desk,2026-06-02 09:00,2026-06-02 17:00,pic';

/** A store that holds what these files say, and a way to change them. */
async function importedLibrary(files: Readonly<Record<string, unknown>>) {
  const directory = await dataFolder({ ...goodFiles, ...files });
  const { store, commits } = await openStore();
  const importNow = async () => importData(store, (await readDataFolder(directory)).data, now);
  const imported = await importNow();
  return {
    store,
    commits,
    imported,
    importNow,
    change: (changed: Readonly<Record<string, unknown>>) => writeFiles(directory, changed),
  };
}

describe('an import', () => {
  it('writes each file in one transaction', async () => {
    const { commits, imported, store } = await importedLibrary({
      ...policies(policy),
      ...csv(today, tomorrow),
    });
    expect(imported).toEqual([
      { file: 'organisation.json', written: 1, removed: 0 },
      { file: 'branches.json', written: 1, removed: 0 },
      { file: 'staff.json', written: 2, removed: 0 },
      { file: 'policies.json', written: 1, removed: 0 },
      { file: 'shifts.csv', written: 2, removed: 0 },
    ]);
    expect(commits).toHaveLength(5);
    expect(await store.get(staffCollection, 'dana')).toMatchObject({ ...dana, active: true, revision: 1 });
  });

  it('writes nothing when the files say what is stored', async () => {
    const { commits, importNow } = await importedLibrary({
      ...policies(policy),
      ...csv(yesterday, today, tomorrow),
    });
    expect(await importNow()).toEqual([]);
    expect(commits).toHaveLength(5);
  });

  it('writes nothing again for the demo library on the same day', async () => {
    const { store, commits } = await openStore();
    const source = { directory: 'data/demo', demo: true };
    await importData(store, (await loadData(source, now)).data, now);
    const before = commits.length;
    const later = '2026-06-01T20:00:00.000Z';
    expect(await importData(store, (await loadData(source, later)).data, later)).toEqual([]);
    expect(commits).toHaveLength(before);
  });

  it('writes only the records that differ', async () => {
    const { store, commits, importNow, change } = await importedLibrary({});
    await change({ 'staff.json': [{ ...maria, phone: '555-0100' }, dana] });
    expect(await importNow()).toEqual([{ file: 'staff.json', written: 1, removed: 0 }]);
    expect(commits.at(-1)?.changes.map((one) => one.id)).toEqual(['maria']);
    expect(await store.get(staffCollection, 'dana')).toMatchObject({ revision: 1 });
  });

  it('leaves the last good state of a file that has mistakes, and takes the others', async () => {
    const { store, importNow, change } = await importedLibrary({ ...policies(policy) });
    await change({
      'staff.json': '[{',
      'branches.json': [{ ...branch, name: 'New' }],
      'policies.json': '{}',
    });
    expect(await importNow()).toEqual([{ file: 'branches.json', written: 1, removed: 0 }]);
    expect(await store.all(staffCollection)).toHaveLength(2);
    expect(await store.all(policyCollection)).toHaveLength(1);
  });

  it('does not touch shifts or the organisation while the branches have mistakes', async () => {
    const { store, importNow, change } = await importedLibrary(csv(tomorrow));
    await change({ 'branches.json': [{ ...branch, timezone: 'X' }], ...csv() });
    expect(await importNow()).toEqual([]);
    expect(await store.get(organisationCollection, 'organisation')).toMatchObject({
      timezone: 'America/Toronto',
    });
    expect(await store.all(shiftDayCollection)).toHaveLength(1);
  });
});

describe('what is no longer listed', () => {
  it('keeps staff as inactive, and brings them back', async () => {
    const { store, importNow, change } = await importedLibrary({});
    await change({ 'staff.json': [maria] });
    expect(await importNow()).toEqual([{ file: 'staff.json', written: 1, removed: 0 }]);
    expect(await store.get(staffCollection, 'dana')).toMatchObject({ name: 'Dana', active: false });
    expect(await importNow()).toEqual([]);
    await change({ 'staff.json': [maria, dana] });
    await importNow();
    expect(await store.get(staffCollection, 'dana')).toMatchObject({ active: true });
  });

  it('removes policies, and keeps a branch as one that was removed until it is listed again', async () => {
    const other = { ...branch, code: 'NTH', name: 'North' };
    const { store, importNow, change } = await importedLibrary({
      'branches.json': [branch, other],
      ...policies(policy),
    });
    await change({ 'branches.json': [branch], 'policies.json': { policies: [] } });
    await importNow();
    const removed = async () => (await store.all(branchCollection)).map((one) => [one.id, one.removed]);
    expect(await removed()).toEqual([
      ['CEN', undefined],
      ['NTH', true],
    ]);
    expect(await store.all(policyCollection)).toEqual([]);
    expect(await importNow()).toEqual([]);
    await change({ 'branches.json': [branch, other] });
    await importNow();
    expect(await removed()).toEqual([
      ['CEN', undefined],
      ['NTH', undefined],
    ]);
  });

  it('keeps the shifts of the past and those that run now, and drops those to come', async () => {
    const { store, importNow, change } = await importedLibrary(csv(yesterday, today, tonight, tomorrow));
    await change({ 'shifts.csv': undefined });
    expect(await importNow()).toEqual([{ file: 'shifts.csv', written: 1, removed: 1 }]);
    const days = await store.all(shiftDayCollection);
    expect(days.map((day) => [day.on, day.shifts.map((shift) => shift.staff)])).toEqual([
      ['2026-05-31', ['maria']],
      ['2026-06-01', ['maria']],
    ]);
    expect(await importNow()).toEqual([]);
  });

  it('is not every shift that is to come, when the file suddenly lists none or is empty', async () => {
    const { store, importNow, change } = await importedLibrary(csv(today, tomorrow));
    for (const content of [csv(), { 'shifts.csv': '' }, { 'shifts.csv': ';;;\r\n' }]) {
      await change(content);
      expect(await importNow()).toEqual([]);
    }
    expect(await store.all(shiftDayCollection)).toHaveLength(2);
  });

  it('is not everybody, when staff.json suddenly lists nobody', async () => {
    const { store, importNow, change } = await importedLibrary({});
    await change({ 'staff.json': [] });
    expect(await importNow()).toEqual([]);
    expect((await store.all(staffCollection)).map(({ active }) => active)).toEqual([true, true]);
  });

  it('ends a shift that runs now when the file still has that day elsewhere', async () => {
    const north = { ...branch, code: 'NTH', name: 'North' };
    const other = today.replace('CEN', 'NTH');
    const { store, importNow, change } = await importedLibrary({
      'branches.json': [branch, north],
      ...csv(yesterday, today, other),
    });
    await change(csv(other));
    await importNow();
    const days = await store.all(shiftDayCollection);
    expect(days.map(({ id }) => id).toSorted()).toEqual(['CEN:2026-05-31', 'NTH:2026-06-01']);
  });

  it('lets the file correct a day that it still lists', async () => {
    const { store, importNow, change } = await importedLibrary(csv(today, tonight));
    await change(csv(today.replace('maria', 'dana')));
    await importNow();
    const [day] = await store.all(shiftDayCollection);
    expect(day?.shifts.map((shift) => shift.staff)).toEqual(['dana']);
  });
});

describe('a start', () => {
  it('is refused with every problem when there is nothing to work with', async () => {
    const directory = await dataFolder({ ...goodFiles, 'staff.json': [{ ...maria, role: 'x', email: 'y' }] });
    const { store, commits } = await openStore();
    const source = { directory, demo: false };
    const folder = await loadData(source, now);
    await expect(importAtStart(store, source, folder, now)).rejects.toMatchObject({
      code: 'BAD_SETTINGS',
      message: expect.stringMatching(/role: is not a role[\s\S]*email: is not an e-mail/),
    });
    expect(commits).toEqual([]);
  });

  it('goes on with the last good state when there is one', async () => {
    const { store } = await importedLibrary({});
    const directory = await dataFolder({ ...goodFiles, 'staff.json': '[' });
    const source = { directory, demo: false };
    expect(await importAtStart(store, source, await loadData(source, now), now)).toEqual([]);
  });
});

it('imports a year of shifts of 50 branches within a few seconds', { timeout: 30_000 }, async () => {
  const branches = Array.from({ length: 50 }, (_, index) => ({ ...branch, code: `B${index}` }));
  const lines: string[] = [];
  for (let day = 0; day < 365; day += 1) {
    const on = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
    for (const { code } of branches) {
      for (let desk = 0; desk < 10; desk += 1)
        lines.push(`${code},of-${code},desk ${desk},${on} 09:00,${on} 17:00,`);
    }
  }
  const directory = await dataFolder({
    'branches.json': branches,
    'staff.json': branches.map(({ code }) => ({ ...dana, id: `of-${code}`, branches: [code] })),
    'shifts.csv': ['branch,staff,position,start,end,flags', ...lines].join('\n'),
  });
  const { store } = await openStore();
  // The time of the processor: what else runs on the machine does not count.
  const began = process.cpuUsage();
  const { data, problems } = await readDataFolder(directory);
  await importData(store, data, now);
  const { user, system } = process.cpuUsage(began);
  const took = (user + system) / 1000;
  expect(problems).toEqual([]);
  expect(await store.all(shiftDayCollection)).toHaveLength(365 * 50);
  // Two to three seconds on a small machine; the limit leaves room for a slower one.
  expect(took).toBeLessThan(15_000);
});
