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
      timezone: 'America/Toronto',
      languages: ['en'],
    });
    expect(data.organisation).not.toHaveProperty('name');
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
    expect(await sentencesFor({ 'staff.json': '[\n  { "id": "maria", },\n]' })).toEqual([
      'staff.json, line 2, column 18: Nothing follows this comma. Take it out.',
      'staff.json, line 2, column 21: Nothing follows this comma. Take it out.',
      'staff.json, line 2, name: is missing. Add it.',
      'staff.json, line 2, role: is not a role. Use one of student, staff, security, supervisor, coordinator, director, admin.',
    ]);
    expect(await sentencesFor({ 'staff.json': '[\n  { "id": maria }, { "id": 5 }\n]' })).toEqual([
      expect.stringMatching(/^staff\.json, line 2, column 11: A value is expected here/),
    ]);
  });

  it('must say something', async () => {
    const empty = {
      'branches.json': '',
      'staff.json': '\uFEFF\r\n',
      'policies.json': ' ',
      'organisation.json': '',
    };
    const sentences = await sentencesFor(empty);
    expect(sentences).toHaveLength(4);
    for (const sentence of sentences) expect(sentence).toMatch(/^\w+\.json: is empty\. data\/demo shows/);
  });

  it('must be UTF-8', async () => {
    const directory = await dataFolder(goodFiles);
    await writeFile(
      join(directory, 'shifts.csv'),
      Buffer.from('branch,staff,position,start,end\nCEN,In\xeas', 'latin1'),
    );
    const { problems } = await readDataFolder(directory);
    expect(problems.map(problemToSentence)[0]).toContain('shifts.csv: is not UTF-8');
    for (const name of ['shifts.csv', 'staff.json'])
      await writeFile(join(directory, name), Buffer.from('\uFEFFbranch,staff', 'utf16le'));
    const utf16 = await readDataFolder(directory);
    expect(utf16.problems.map(problemToSentence)).toEqual([
      expect.stringMatching(/^staff\.json: is not UTF-8.*Save it as UTF-8\./),
      expect.stringMatching(/^shifts\.csv: is not UTF-8.*"CSV UTF-8"/),
    ]);
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
