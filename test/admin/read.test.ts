import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemsToError, problemToSentence, readDataFolder } from '../../src/admin/index.ts';
import {
  branch,
  csv,
  dana,
  dataFolder,
  goodFiles,
  maria,
  policies,
  policy,
  sentencesFor,
} from './library.ts';

describe('a folder without mistakes', () => {
  it('gives records, with what is left out filled in', async () => {
    const { data, problems } = await readDataFolder(await dataFolder(goodFiles));
    expect(problems).toEqual([]);
    expect(data.organisation).toMatchObject({
      name: 'Deskbell',
      timezone: 'America/Toronto',
      languages: ['en'],
    });
    expect(data.branches).toEqual([
      {
        id: 'CEN',
        name: 'Central',
        timezone: 'America/Toronto',
        zones: ['teen area'],
        hours: { mon: [{ opens: '09:00', closes: '20:00' }] },
        closedOn: [],
        minStaff: 1,
        soleStaffAllowed: true,
        channels: {},
      },
    ]);
    expect(data.staff?.[1]).toEqual({ ...dana, active: true, order: 1 });
    expect([data.policies, data.shiftDays]).toEqual([[], []]);
  });

  it('may hold everything that the formats have', async () => {
    const { data, problems } = await readDataFolder(
      await dataFolder({
        'organisation.json': {
          name: 'City Library',
          timezone: 'Europe/London',
          languages: ['en', 'cy'],
          terms: { patron: 'guest', suspension: 'ban' },
          emergencyText: 'Dial 9-999.',
          fallback: { person: 'dana' },
          adminChannels: { slack: 'C0ADMIN' },
        },
        'branches.json': [
          {
            ...branch,
            city: 'Ashton',
            hours: { fri: ['20:00-02:00'], sat: ['13:00-17:00', '09:00-12:00'], sun: ['00:00-24:00'] },
            closed: ['2026-11-26'],
            minStaff: 2,
            soleStaffAllowed: false,
            emergencyText: 'Dial 9-911.',
            channels: { slack: 'C0CEN', teams: '19:abc@thread.tacv2' },
            fallbackBranch: 'nth',
          },
          { ...branch, code: 'nth' },
        ],
        'staff.json': [
          { ...maria, slack: 'U012', teams: 'maria@example.org', phone: '555-0100', active: false },
          dana,
        ],
        ...policies(policy, {
          for: 'escalate',
          branches: ['cen'],
          steps: [
            { afterSeconds: 0, ask: ['supervisor'] },
            { afterSeconds: 90, ask: [{ person: 'dana' }, 'neighbourPic'] },
          ],
          lastAfterSeconds: 120,
          staleAfterMinutes: 30,
          fallback: { person: 'dana' },
        }),
      }),
    );
    expect(problems).toEqual([]);
    expect(data.organisation).toMatchObject({ fallback: 'dana', terms: { patron: 'guest' } });
    expect(data.branches?.[0]).toMatchObject({
      fallbackBranch: 'NTH',
      hours: {
        sat: [
          { opens: '09:00', closes: '12:00' },
          { opens: '13:00', closes: '17:00' },
        ],
      },
    });
    expect(data.policies?.[1]).toEqual({
      id: 'escalate:CEN',
      for: 'escalate',
      branches: ['CEN'],
      steps: [
        { afterMs: 0, ask: ['supervisor'] },
        { afterMs: 90_000, ask: [{ person: 'dana' }, 'neighbourPic'] },
      ],
      lastAfterMs: 120_000,
      staleAfterMs: 1_800_000,
      fallback: 'dana',
    });
  });

  it('repeats steps, opens rotas into their people, and keeps positions and opening hours', async () => {
    const { data, problems } = await readDataFolder(
      await dataFolder({
        ...goodFiles,
        'policies.json': {
          rotas: { evenings: ['dana', 'maria'] },
          policies: [
            {
              for: 'now',
              steps: [
                { afterSeconds: 0, ask: [{ position: 'Reference' }], repeat: { everySeconds: 30, times: 2 } },
                { afterSeconds: 90, ask: ['pic', { rota: 'evenings' }], when: 'closed' },
              ],
              lastAfterSeconds: 120,
            },
          ],
        },
      }),
    );
    expect(problems).toEqual([]);
    const asked = [{ position: 'Reference' }];
    expect(data.policies?.[0]?.steps).toEqual([
      { afterMs: 0, ask: asked },
      { afterMs: 30_000, ask: asked },
      { afterMs: 60_000, ask: asked },
      { afterMs: 90_000, ask: ['pic', { person: 'dana' }, { person: 'maria' }], when: 'closed' },
    ]);
  });

  it('is the demo library, three branches and about a dozen people', async () => {
    const { data, problems } = await readDataFolder('data/demo');
    expect(problems).toEqual([]);
    expect(data.branches).toHaveLength(3);
    expect(new Set(data.staff?.map((one) => one.role)).size).toBe(7);
  });
});

describe('a file as such', () => {
  it('must be there', async () => {
    const { problems } = await readDataFolder(await dataFolder({}));
    expect(problems.map(problemToSentence)).toEqual([
      expect.stringMatching(/^branches\.json: is missing in /),
      expect.stringMatching(/^staff\.json: is missing in /),
    ]);
  });

  it('must be JSON', async () => {
    expect(await sentencesFor({ 'staff.json': '[\n  { "id": "maria" },\n]' })).toEqual([
      'staff.json, line 2, column 20: Nothing follows this comma. Take it out.',
    ]);
  });

  it('must be UTF-8', async () => {
    const directory = await dataFolder(goodFiles);
    await writeFile(
      join(directory, 'shifts.csv'),
      Buffer.from('branch,staff,position,start,end\nCEN,In\xeas', 'latin1'),
    );
    const { problems } = await readDataFolder(directory);
    expect(problems.map(problemToSentence)[0]).toContain('shifts.csv: is not UTF-8');
  });

  it('must be readable', async () => {
    const directory = await dataFolder(goodFiles);
    // Unreadable also for an administrator of the machine, unlike a file without permissions.
    await rm(join(directory, 'staff.json'));
    await mkdir(join(directory, 'staff.json'));
    const { problems } = await readDataFolder(directory);
    expect(problems.map(problemToSentence)).toEqual([
      expect.stringContaining('staff.json: cannot be read (EISDIR)'),
    ]);
  });

  it('may come from Windows', async () => {
    const windows = (content: unknown) =>
      `\uFEFF${JSON.stringify(content, null, 2).replaceAll('\n', '\r\n')}`;
    const shifts =
      '\uFEFFbranch,staff,position,start,end,flags\r\nCEN,maria,desk,2026-06-01 09:00,2026-06-01 17:00,pic\r\n';
    const { data, problems } = await readDataFolder(
      await dataFolder({
        'branches.json': windows([branch]),
        'staff.json': windows([maria, dana]),
        'shifts.csv': shifts,
      }),
    );
    expect(problems).toEqual([]);
    expect(data.shiftDays?.[0]?.shifts).toHaveLength(1);
  });
});

describe('a shift', () => {
  async function shiftsOf(...lines: readonly string[]) {
    const { data, problems } = await readDataFolder(await dataFolder({ ...goodFiles, ...csv(...lines) }));
    expect(problems).toEqual([]);
    return data.shiftDays;
  }

  it('is at the wall-clock times of its branch, filed under the local day on which it starts', async () => {
    expect(
      await shiftsOf('cen,maria,"desk, ground floor",2026-06-01 22:00,2026-06-02 06:00, firstaid ; PIC'),
    ).toEqual([
      {
        id: 'CEN:2026-06-01',
        branch: 'CEN',
        on: '2026-06-01',
        shifts: [
          {
            staff: 'maria',
            position: 'desk, ground floor',
            startAt: '2026-06-02T02:00:00.000Z',
            endAt: '2026-06-02T10:00:00.000Z',
            flags: ['pic', 'firstaid'],
          },
        ],
      },
    ]);
  });

  it('may be open, and may end at 24:00', async () => {
    const days = await shiftsOf('CEN,,desk,2026-06-01 16:00,2026-06-01 24:00,');
    expect(days?.[0]?.shifts[0]).toMatchObject({ staff: null, endAt: '2026-06-02T04:00:00.000Z' });
  });

  it('is as long as the night is when the clocks change', async () => {
    const days = await shiftsOf(
      'CEN,maria,desk,2026-03-07 22:00,2026-03-08 06:00,',
      'CEN,maria,desk,2026-10-31 22:00,2026-11-01 06:00,',
      'CEN,maria,desk,2026-11-01 01:30-05:00,2026-11-01 06:00,',
    );
    const hours = days?.flatMap(({ shifts }) =>
      shifts.map(({ startAt, endAt }) => (Date.parse(endAt) - Date.parse(startAt)) / 3_600_000),
    );
    expect(hours).toEqual([7, 9, 4.5]);
  });
});

it('tells of all mistakes in all files at once', async () => {
  const sentences = await sentencesFor({
    'organisation.json': { name: '' },
    'branches.json': [
      { ...branch, timezone: 'X' },
      { ...branch, code: 'NTH', name: 5 },
    ],
    'staff.json': [
      { ...maria, role: 'x', email: 'y' },
      { ...dana, branches: ['Z'] },
    ],
    ...policies({ ...policy, for: 'x' }),
    ...csv('CEN,bob,desk,2026-06-01 09:00,2026-06-01 17:00,'),
  });
  const files = ['organisation', 'branches', 'staff', 'policies', 'shifts'];
  const counts = files.map((file) => sentences.filter((sentence) => sentence.startsWith(file)).length);
  // Shifts: the unknown person, and that the file waits for its branches.
  expect(counts).toEqual([1, 2, 3, 1, 2]);
});

it('puts all mistakes into the one error that stops a start', async () => {
  const directory = await dataFolder({ ...goodFiles, 'staff.json': [{ ...maria, role: 'x', email: 'y' }] });
  const error = problemsToError(directory, (await readDataFolder(directory)).problems);
  expect(error.code).toBe('BAD_SETTINGS');
  expect(error.message.split('\n')).toHaveLength(3);
});
