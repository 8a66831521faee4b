import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  type DataChange,
  followData,
  importData,
  loadData,
  problemToSentence,
} from '../../src/admin/index.ts';
import { policyCollection } from '../../src/desk/asking/index.ts';
import { organisationCollection } from '../../src/desk/branches/schema.ts';
import { staffCollection } from '../../src/desk/people/schema.ts';
import { shiftDayCollection } from '../../src/desk/roster/schema.ts';
import { makeSmallDisk } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { createDrivenClock } from './driven-clock.ts';
import {
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

/** Reads of files that began earlier are done when one that begins now is. */
async function readingDone(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await stat('.');
}

interface HowFollowed {
  readonly demo?: boolean;
  /** Where the database lies. */
  readonly database?: string;
  /** What somebody does after the files were read and before they are followed. */
  readonly meanwhile?: (directory: string) => Promise<void>;
}

/** A desk's data as it runs: imported once and followed from then on. */
async function followedLibrary(files: Readonly<Record<string, unknown>>, how: HowFollowed = {}) {
  const { demo = false, database, meanwhile } = how;
  const directory = await dataFolder({ ...goodFiles, ...files });
  const source = { directory, demo };
  const { store, commits } = await openStore(database);
  const { data, asRead } = await loadData(source, now);
  await meanwhile?.(directory);
  await importData(store, data, now);
  const clock = createDrivenClock(now);
  const told: DataChange[] = [];
  const stopFollowing = followData(store, source, clock, asRead, (change) => told.push(change));
  let waiting = clock.waiting();
  function stop(): void {
    stopFollowing();
    waiting = 0;
  }
  onTestFinished(stop);

  /** Lets seconds pass, at least so many, until what is expected is so. In each of them a look is over before the next. */
  async function secondsUntil(expected: () => void | Promise<void>, least = 0): Promise<void> {
    let seconds = 0;
    await vi.waitFor(
      async () => {
        clock.advance(1000);
        seconds += 1;
        await eventually('whoever looked waits again', () => clock.waiting() >= waiting);
        await readingDone();
        await expected();
        expect(seconds).toBeGreaterThanOrEqual(least);
      },
      { timeout: 10_000, interval: 5 },
    );
  }

  return { directory, store, commits, clock, told, stop, secondsUntil };
}

it('refuses another id for somebody who is known, and lets what names people wait with it', async () => {
  const { directory, store, told, secondsUntil } = await followedLibrary({});
  const before = await store.all(staffCollection);
  const renamed = { ...maria, id: 'm.santos' };
  await writeFiles(directory, {
    'staff.json': [renamed, dana],
    ...csv('CEN,m.santos,desk,2026-06-02 09:00,2026-06-02 17:00,'),
  });
  await secondsUntil(() =>
    expect(told.flatMap((one) => ('failed' in one ? [] : one.problems))).not.toEqual([]),
  );
  const [change] = told;
  if (change === undefined || 'failed' in change) throw new Error('It is read.');
  expect(change.problems.map(problemToSentence)).toEqual([
    expect.stringMatching(
      /^staff\.json: has "email".* of "maria" at "m\.santos", and "maria" is gone\. .*keep the id "maria"/,
    ),
  ]);
  expect(change.imported).toEqual([]);
  expect(await store.all(staffCollection)).toEqual(before);

  // Somebody else who has the desk's account now.
  const left = { id: 'maria', name: maria.name, role: maria.role, branches: maria.branches, active: false };
  await writeFiles(directory, { 'staff.json': [renamed, left, dana] });
  await secondsUntil(async () =>
    expect((await store.all(staffCollection)).map(({ id, active }) => [id, active])).toEqual(
      expect.arrayContaining([
        ['m.santos', true],
        ['maria', false],
      ]),
    ),
  );
});

it('takes a changed file over within a few seconds', async () => {
  const { directory, store, told, secondsUntil } = await followedLibrary({});
  await writeFiles(directory, { 'staff.json': [{ ...maria, name: 'Maria Santos' }, dana] });
  await secondsUntil(() =>
    expect(told).toMatchObject([
      { imported: [{ file: 'staff.json', written: 1, removed: 0 }], problems: [] },
    ]),
  );
  expect(await store.get(staffCollection, 'maria')).toMatchObject({ name: 'Maria Santos' });
});

it('takes over what was written between the reading at the start and the first look', async () => {
  const { store, told, secondsUntil } = await followedLibrary(
    {},
    {
      meanwhile: (directory) => writeFiles(directory, { 'staff.json': [maria, { ...dana, name: 'Dana W' }] }),
    },
  );
  await secondsUntil(() => expect(told).toMatchObject([{ imported: [{ file: 'staff.json' }] }]));
  expect(await store.get(staffCollection, 'dana')).toMatchObject({ name: 'Dana W' });
});

it.runIf(process.platform === 'linux')(
  'takes a change over that the disk refused as soon as there is room again, and tells the refusal once',
  async () => {
    const disk = makeSmallDisk(2048);
    const { directory, store, told, secondsUntil } = await followedLibrary({}, { database: disk.directory });
    // Larger than what a full disk still has left in a block.
    const many = Array.from({ length: 500 }, (_, index) => ({ ...dana, id: `p${index}`, role: 'staff' }));
    disk.fill();
    await writeFiles(directory, { 'staff.json': [maria, dana, ...many] });
    await secondsUntil(() => expect(told).toMatchObject([{ failed: { code: 'NOT_SAVED' } }]));
    await secondsUntil(() => {}, 20);
    expect(told).toHaveLength(1);
    disk.free();
    await secondsUntil(() => expect(told).toHaveLength(2));
    expect(told[1]).toMatchObject({ imported: [{ file: 'staff.json', written: 500 }] });
    expect(await store.get(staffCollection, 'p499')).toMatchObject({ name: 'Dana' });
  },
);

it('tells of a step that can never run when the policies are saved, once', async () => {
  const { directory, told, secondsUntil } = await followedLibrary({});
  const steps = [
    { afterSeconds: 0, ask: ['director'] },
    { afterSeconds: 30, ask: ['neighbourPic'] },
  ];
  await writeFiles(directory, policies({ ...policy, steps }));
  await secondsUntil(() => expect(told).toHaveLength(1));
  const never =
    'nobody is found by neighbourPic at CEN, so these steps are skipped: now after 30 s. Ask others, or add these to staff.json or shifts.csv.';
  const sentencesOf = (change: DataChange | undefined) =>
    change !== undefined && 'risks' in change ? change.risks.map(({ sentence }) => sentence) : [];
  expect(sentencesOf(told[0])).toContain(never);
  await writeFiles(directory, { 'staff.json': [{ ...maria, name: 'Maria Santos' }, dana] });
  await secondsUntil(() => expect(told).toHaveLength(2));
  expect(sentencesOf(told[1])).toEqual([]);
});

it('notices a file that an editor puts in the place of another, of the same length', async () => {
  const { directory, store, told, secondsUntil } = await followedLibrary({});
  await writeFiles(directory, { 'new.tmp': [{ ...maria, name: 'Marta' }, dana] });
  await rename(join(directory, 'new.tmp'), join(directory, 'staff.json'));
  await secondsUntil(() => expect(told).toHaveLength(1));
  expect(await store.get(staffCollection, 'maria')).toMatchObject({ name: 'Marta' });
});

it('waits until a file is left alone', async () => {
  const { directory, told, secondsUntil } = await followedLibrary({});
  // Every second the file is another one, half written; each look must find it changed since the last.
  for (let length = 1; length <= 20; length += 1) {
    await writeFile(join(directory, 'staff.json'), '['.repeat(length));
    await secondsUntil(() => {}, 1);
    expect(told).toEqual([]);
  }
  await writeFiles(directory, { 'staff.json': [{ ...maria, phone: '555-0100' }, dana] });
  await secondsUntil(() => expect(told).toMatchObject([{ problems: [] }]));
});

it('says what is wrong with a changed file and keeps the last good state', async () => {
  const { directory, store, commits, told, secondsUntil } = await followedLibrary({});
  const before = commits.length;
  await writeFile(join(directory, 'staff.json'), '[{ "id": "maria" }]');
  await secondsUntil(() => expect(told).toHaveLength(1));
  expect(told[0]).toMatchObject({ imported: [], problems: [{ file: 'staff.json' }, { file: 'staff.json' }] });
  expect(commits).toHaveLength(before);
  expect(await store.all(staffCollection)).toHaveLength(2);
});

it('goes on taking shifts over when somebody leaves staff.json who has worked and whose coming shifts are taken out', async () => {
  const worked = [
    'CEN,lee,desk,2026-05-30 09:00,2026-05-30 17:00,',
    'CEN,lee,desk,2026-06-01 06:00,2026-06-01 08:00,',
  ];
  const lee = { ...maria, id: 'lee', email: 'lee@example.org' };
  const { directory, store, told, secondsUntil } = await followedLibrary({
    'staff.json': [maria, dana, lee],
    ...csv(...worked, 'CEN,lee,desk,2026-06-02 09:00,2026-06-02 17:00,'),
  });
  await writeFiles(directory, {
    'staff.json': [maria, dana],
    ...csv(...worked, 'CEN,maria,desk,2026-06-02 09:00,2026-06-02 17:00,'),
  });
  await secondsUntil(() => expect(told).toMatchObject([{ problems: [] }]));
  const days = await store.all(shiftDayCollection);
  expect(days.map(({ on, shifts }) => [on, shifts.map(({ staff }) => staff)])).toEqual([
    ['2026-05-30', ['lee']],
    ['2026-06-01', ['lee']],
    ['2026-06-02', ['maria']],
  ]);
});

it('takes defaults when an optional file goes', async () => {
  const { directory, store, told, secondsUntil } = await followedLibrary({
    'shifts.csv':
      'branch,staff,position,start,end,flags\nCEN,maria,desk,2026-06-02 09:00,2026-06-02 17:00,\n',
  });
  await rm(join(directory, 'shifts.csv'));
  await secondsUntil(() => expect(told).toHaveLength(1));
  expect(await store.all(shiftDayCollection)).toEqual([]);
});

it('refuses another name for the organisation, which would stop the next start', async () => {
  const { directory, store, told, secondsUntil } = await followedLibrary({
    'organisation.json': { name: 'City Library' },
  });
  await writeFiles(directory, { 'organisation.json': { name: 'Other Library' } });
  await secondsUntil(() => expect(told).toMatchObject([{ imported: [], problems: [{ place: 'name' }] }]));
  expect(await store.get(organisationCollection, 'organisation')).toMatchObject({ name: 'City Library' });
});

it('keeps the shifts of the demo two weeks ahead', async () => {
  const { store, clock, secondsUntil } = await followedLibrary({}, { demo: true });
  const lastDay = async () => (await store.all(shiftDayCollection)).at(-1)?.on;
  expect(await lastDay()).toBe('2026-06-15');
  clock.advance(7 * 24 * 3_600_000);
  await secondsUntil(async () => expect(await lastDay()).toBe('2026-06-22'));
});

it('looks at nothing any more once it is stopped', async () => {
  const { directory, told, stop, secondsUntil } = await followedLibrary({});
  stop();
  await writeFile(join(directory, 'staff.json'), '[');
  await secondsUntil(() => {}, 5);
  expect(told).toEqual([]);
});

it.each([
  ['the folder', async (directory: string) => rename(directory, `${directory}-away`)],
  [
    'staff.json with all that may be absent',
    async (directory: string) => {
      const files = ['staff.json', 'organisation.json', 'policies.json', 'shifts.csv'];
      for (const file of files) await rm(join(directory, file), { force: true });
    },
  ],
])('keeps everything while %s is gone', async (_what, takeAway) => {
  const { directory, store, told, secondsUntil } = await followedLibrary({
    ...policies(policy),
    'organisation.json': { name: 'Test Library', timezone: 'America/New_York', emergencyText: 'Dial 9-911' },
  });
  const kept = async () => [
    await store.all(organisationCollection),
    await store.all(policyCollection),
    await store.all(shiftDayCollection),
    await store.all(staffCollection),
  ];
  const before = await kept();
  await takeAway(directory);
  await secondsUntil(() => expect(told).toMatchObject([{ imported: [] }]));
  expect(await kept()).toEqual(before);
  expect(JSON.stringify(told)).not.toContain('without anything else');
});
