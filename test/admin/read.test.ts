import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemsToError, problemToSentence, readDataFolder } from '../../src/admin/index.ts';
import { branch, dana, dataFolder, goodFiles, maria } from './library.ts';

/** What is said about a folder with these files beside, or instead of, the good ones. */
async function sentencesFor(files: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const { problems } = await readDataFolder(await dataFolder({ ...goodFiles, ...files }));
  return problems.map(problemToSentence);
}

const policy = { for: 'now', steps: [{ afterSeconds: 0, ask: ['onShift'] }], lastAfterSeconds: 60 };
const policies = (...list: readonly unknown[]) => ({ 'policies.json': { policies: list } });
const csv = (...lines: readonly string[]) => ({
  'shifts.csv': ['branch,staff,position,start,end,flags', ...lines].join('\n'),
});

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
    expect(data.staff?.[1]).toEqual({ ...dana, active: true });
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

  it.skipIf(process.getuid?.() === 0)('must be readable', async () => {
    const directory = await dataFolder(goodFiles);
    await chmod(join(directory, 'staff.json'), 0);
    const { problems } = await readDataFolder(directory);
    expect(problems.map(problemToSentence)).toEqual([
      expect.stringContaining('staff.json: cannot be read (EACCES)'),
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

describe('a mistake in branches.json', () => {
  it.each([
    ['not a list', {}, 'line 1: must be a list'],
    ['no branch', [], 'line 1: lists no branch'],
    ['a missing name', [{ ...branch, name: undefined }], 'line 2, name: is missing'],
    [
      'an unknown field',
      [{ ...branch, zone: 'x' }],
      'zone: "zone" is not a field here. Did you mean "zones"?',
    ],
    ['a code with a space', [{ ...branch, code: 'C N' }], 'line 3, code: is not a branch code'],
    ['a code that commands use', [{ ...branch, code: 'all' }], 'code: is a word that commands use'],
    ['a code twice', [branch, { ...branch, code: 'cen' }], 'line 16, code: CEN is the code of two branches'],
    ['a bad zone', [{ ...branch, timezone: 'Toronto' }], 'line 5, timezone: is not a time zone'],
    ['an offset for a zone', [{ ...branch, timezone: '+01:00' }], 'timezone: is not a time zone'],
    ['a zone of the building twice', [{ ...branch, zones: ['Desk', 'desk'] }], 'zones: lists "desk" twice'],
    ['a weekday in full', [{ ...branch, hours: { monday: [] } }], 'Did you mean "mon"?'],
    [
      'hours without minutes',
      [{ ...branch, hours: { mon: ['9-20'] } }],
      'hours.mon[0]: are not opening hours',
    ],
    [
      'hours that do not exist',
      [{ ...branch, hours: { mon: ['09:00-25:00'] } }],
      'hours.mon[0]: are not opening',
    ],
    [
      'hours of no length',
      [{ ...branch, hours: { mon: ['09:00-09:00'] } }],
      'open and close at the same time',
    ],
    [
      'hours that overlap',
      [{ ...branch, hours: { mon: ['09:00-13:00', '12:00-17:00'] } }],
      'hours that overlap',
    ],
    ['a closed day that is no date', [{ ...branch, closed: ['2026-02-30'] }], 'closed[0]: is not a date'],
    [
      'a channel by name',
      [{ ...branch, channels: { slack: '#central' } }],
      'channels.slack: is not a Slack channel',
    ],
    [
      'a fallback that is not there',
      [{ ...branch, fallbackBranch: 'NTH' }],
      'fallbackBranch: NTH is not the code',
    ],
    ['itself as fallback', [{ ...branch, fallbackBranch: 'CEN' }], 'fallbackBranch: is the branch itself'],
    ['a negative number', [{ ...branch, minStaff: -1 }], 'minStaff: must be 0 or more'],
    ['a text for a number', [{ ...branch, minStaff: '2' }], 'minStaff: must be a number'],
  ])('is named with its place: %s', async (_, branches, sentence) => {
    expect(await sentencesFor({ 'branches.json': branches })).toContainEqual(told('branches.json', sentence));
  });

  it('without opening hours is only worth a word', async () => {
    const { data, problems } = await readDataFolder(
      await dataFolder({ ...goodFiles, 'branches.json': [{ ...branch, hours: {} }] }),
    );
    expect(problems).toMatchObject([{ severity: 'warning', place: 'line 9, hours' }]);
    expect(data.branches).toHaveLength(1);
  });
});

describe('a mistake in staff.json', () => {
  it.each([
    ['no id', [{ ...maria, id: undefined }], 'line 2, id: is missing'],
    ['an id twice', [maria, { ...dana, id: 'Maria' }], 'id: is the same as that of Maria'],
    ['an id with a colon', [{ ...maria, id: 'staff:maria' }], 'line 3, id: is not a staff id'],
    [
      'an unknown role',
      [{ ...maria, role: 'boss' }],
      'line 5, role: is not a role. Use one of student, staff',
    ],
    [
      'an unknown branch',
      [{ ...maria, branches: ['CEN', 'XYZ'] }],
      'line 8, branches[1]: XYZ is not the code',
    ],
    ['a bad e-mail address', [{ ...maria, email: 'maria(at)example' }], 'email: is not an e-mail address'],
    [
      'an e-mail twice',
      [maria, { ...dana, email: 'MARIA@example.org' }],
      'email: is the same as that of Maria',
    ],
    ['a Slack name', [{ ...maria, slack: '@maria' }], 'slack: is not a Slack user id'],
    [
      'a Slack user twice',
      [
        { ...maria, slack: 'U1' },
        { ...dana, slack: 'U1' },
      ],
      'slack: is the same as that',
    ],
    ['a word for yes', [{ ...maria, active: 'yes' }], 'active: must be true or false'],
    ['an empty name', [{ ...maria, name: ' ' }], 'name: is empty'],
    ['a misspelt field', [{ ...maria, emial: 'x' }], 'Did you mean "email"?'],
  ])('is named with its place: %s', async (_, staff, sentence) => {
    expect(await sentencesFor({ 'staff.json': staff })).toContainEqual(told('staff.json', sentence));
  });
});

describe('a mistake in organisation.json', () => {
  it.each([
    ['no name', {}, 'line 1, name: is missing'],
    ['a bad zone', { name: 'X', timezone: 'Nowhere/City' }, 'line 3, timezone: is not a time zone'],
    ['a bad language', { name: 'X', languages: ['english language'] }, 'languages[0]: is not a language'],
    ['an unknown fallback', { name: 'X', fallback: { person: 'bob' } }, 'fallback.person: bob is not the id'],
  ])('is named with its place: %s', async (_, organisation, sentence) => {
    expect(await sentencesFor({ 'organisation.json': organisation })).toEqual([
      told('organisation.json', sentence),
    ]);
  });
});

describe('a mistake in policies.json', () => {
  const steps = (...list: readonly unknown[]) => policies({ ...policy, steps: list });
  it.each([
    ['no list', { 'policies.json': [] }, 'must be an object'],
    [
      'for nothing known',
      policies({ ...policy, for: 'help' }),
      'policies[0].for: is not what a policy can be for',
    ],
    [
      'no end',
      policies({ ...policy, lastAfterSeconds: undefined }),
      'lastAfterSeconds: is missing, so the policy',
    ],
    [
      'an end before the last step',
      policies({ ...policy, lastAfterSeconds: 0 }),
      'not later than the last step (0)',
    ],
    [
      'steps that do not ascend',
      steps({ afterSeconds: 30, ask: ['pic'] }, { afterSeconds: 30, ask: ['director'] }),
      'policies[0].steps[1].afterSeconds: is 30, not later than the step before (30)',
    ],
    ['no steps', steps(), 'policies[0].steps: is empty'],
    ['nobody asked', steps({ afterSeconds: 0, ask: [] }), 'steps[0].ask: is empty'],
    [
      'an unknown group',
      steps({ afterSeconds: 0, ask: ['boss'] }),
      'steps[0].ask[0]: is nobody that can be asked',
    ],
    ['an unknown person', steps({ afterSeconds: 0, ask: [{ person: 'bob' }] }), 'ask[0]: bob is not the id'],
    ['an unknown branch', policies({ ...policy, branches: ['XYZ'] }), 'branches[0]: XYZ is not the code'],
    [
      'an unknown fallback',
      policies({ ...policy, fallback: { person: 'bob' } }),
      'fallback.person: bob is not',
    ],
    [
      'two for the same',
      policies(policy, policy),
      'policies[1].for: There are two policies for now at every branch',
    ],
  ])('is named with its place: %s', async (_, files, sentence) => {
    expect(await sentencesFor(files)).toContainEqual(told('policies.json', sentence));
  });
});

describe('a mistake in shifts.csv', () => {
  const good = 'CEN,maria,desk,2026-06-01 09:00,2026-06-01 17:00,pic';
  it.each([
    ['an unknown branch', good.replace('CEN', 'XYZ'), 'XYZ is not the code of a branch'],
    ['an unknown person', good.replace('maria', 'bob'), 'bob is not the id of anybody'],
    ['an unknown flag', good.replace('pic', 'boss'), '"boss" is not a flag'],
    [
      'a time in another format',
      good.replace('2026-06-01 09:00', '1/6/2026 9am'),
      'start: "1/6/2026 9am" is not a',
    ],
    [
      'a day that does not exist',
      good.replace('06-01 17', '06-31 17'),
      'end: "2026-06-31 17:00" is not a date',
    ],
    ['an end before the start', good.replace('17:00', '08:00'), 'The end is not after the start'],
    ['more than a day', good.replace('06-01 17', '06-03 17'), 'longer than 24 hours'],
    [
      'a time in the hour that spring skips',
      'CEN,maria,desk,2026-03-08 02:30,2026-03-08 10:00,',
      'start: 2026-03-08 02:30 does not exist in America/Toronto',
    ],
    [
      'a time in the hour that autumn repeats',
      'CEN,maria,desk,2026-11-01 01:30,2026-11-01 10:00,',
      'such as 2026-11-01 01:30-04:00 for the first of the two or 2026-11-01 01:30-05:00 for the second',
    ],
    [
      'an offset that the branch does not have',
      good.replace('09:00,', '09:00+02:00,'),
      'Take the offset out',
    ],
    ['a quote that is not closed', 'CEN,"maria,desk', 'has a quote that is not closed'],
  ])('is named with its line: %s', async (_, line, sentence) => {
    expect(await sentencesFor(csv(good.replace('desk', 'door'), line))).toEqual([
      told('shifts.csv', sentence, 3),
    ]);
  });

  it('in the header is named, too', async () => {
    expect(await sentencesFor({ 'shifts.csv': 'branch;staff;start;end\n' })).toEqual([
      expect.stringContaining('line 1: separates columns by semicolons'),
    ]);
    expect(await sentencesFor({ 'shifts.csv': 'branch,person,position,start,end\n' })).toEqual([
      expect.stringContaining('"person" is not a column'),
      expect.stringContaining('Missing: staff.'),
    ]);
  });

  it('is counted, not repeated without end', async () => {
    const sentences = await sentencesFor(
      csv(...Array.from({ length: 5000 }, () => good.replace('maria', 'bob'))),
    );
    expect(sentences).toHaveLength(51);
    expect(sentences.at(-1)).toContain('4950 more problems');
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

/** A sentence about this file, with its line in front, that holds these words. */
function told(file: string, words: string, line?: number): unknown {
  const quote = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return expect.stringMatching(new RegExp(`^${quote(file)}, (?=line ${line ?? '\\d+'}).*${quote(words)}`));
}
