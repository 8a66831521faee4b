import { describe, expect, it } from 'vitest';
import { readDataFolder } from '../../src/admin/index.ts';
import { branch, csv, dana, dataFolder, goodFiles, maria, now, sentencesFor } from './library.ts';

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

  it('may be separated by semicolons, as Excel does it in much of Europe', async () => {
    const excel = [
      '\uFEFFbranch;staff;position;start;end;flags;',
      'CEN;maria;"desk; ground floor";2026-06-01 09:00;2026-06-01 17:00;"pic;firstaid";',
      ';;;;;;',
    ].join('\r\n');
    const { data, problems } = await readDataFolder(await dataFolder({ ...goodFiles, 'shifts.csv': excel }));
    expect(problems).toEqual([]);
    expect(data.shiftDays?.[0]?.shifts).toMatchObject([
      { staff: 'maria', position: 'desk; ground floor', flags: ['pic', 'firstaid'] },
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

it('a shift of somebody who is not in staff.json holds nothing up once it is over, and is a mistake until then', async () => {
  const over = 'CEN,lee,desk,2026-06-01 07:00,2026-06-01 08:00,';
  const runs = 'CEN,lee,desk,2026-06-01 07:00,2026-06-01 08:01,';
  const comes = 'CEN,lee,desk,2026-06-03 07:00,2026-06-03 15:00,';
  const told = async (at: string | undefined, ...lines: readonly string[]) => {
    const directory = await dataFolder({ ...goodFiles, ...csv(...lines) });
    const { data, problems } = await readDataFolder(directory, at);
    return { places: problems.map(({ place }) => place), days: data.shiftDays?.map(({ on }) => on) };
  };
  expect(await told(now, over)).toEqual({ places: [], days: ['2026-06-01'] });
  expect(await told(now, over, runs, comes)).toEqual({ places: ['lines 3 and 4, staff'], days: undefined });
  expect((await told(undefined, over)).places).toEqual(['line 2, staff']);
});

describe('somebody on shift at two branches at once', () => {
  const files = {
    'branches.json': [
      branch,
      { ...branch, code: 'NTH' },
      { ...branch, code: 'WST', timezone: 'America/Chicago' },
    ],
    'staff.json': [maria, dana],
  };
  const saidOf = (...lines: readonly string[]) => sentencesFor({ ...files, ...csv(...lines) });
  const goes = 'A call of theirs that names no branch goes to the one whose shift began last.';

  it('is worth a word, with the lines, the branches and from when to when', async () => {
    const lines = [
      'CEN,maria,desk,2026-06-01 09:00,2026-06-01 17:00,',
      'NTH,maria,desk,2026-06-01 12:00,2026-06-01 20:00,',
    ];
    const { data, problems } = await readDataFolder(await dataFolder({ ...files, ...csv(...lines) }));
    expect(problems).toEqual([
      {
        file: 'shifts.csv',
        place: 'line 3',
        severity: 'warning',
        sentence: `maria is on shift at two branches at once, at NTH by this line and at CEN by line 2, from 2026-06-01 12:00 to 17:00. ${goes} Correct the shifts.`,
      },
    ]);
    expect(data.shiftDays).toHaveLength(2);
  });

  it('is found whatever stands between, and whichever line comes first', async () => {
    expect(
      await saidOf(
        'NTH,maria,desk,2026-06-01 23:00,2026-06-02 02:00,',
        'CEN,maria,desk,2026-06-01 18:00,2026-06-01 19:00,',
        'CEN,dana,desk,2026-06-01 18:00,2026-06-02 08:00,',
        'CEN,maria,desk,2026-06-01 17:00,2026-06-02 01:00,',
      ),
    ).toEqual([
      expect.stringMatching(
        /^shifts\.csv, line 2: maria .*, at NTH by this line and at CEN by line 5, from 2026-06-01 23:00 to 2026-06-02 01:00\./,
      ),
    ]);
  });

  it('is said once of each, by the first two, with how many more there are', async () => {
    const days = Array.from({ length: 20 }, (_, day) => `2026-06-${day + 10}`);
    const sentences = await saidOf(
      ...days.flatMap((day) => [
        `CEN,maria,desk,${day} 09:00,${day} 17:00,`,
        `NTH,maria,desk,${day} 09:00,${day} 17:00,`,
      ]),
      'CEN,dana,desk,2026-06-01 09:00,2026-06-01 17:00,',
      'NTH,dana,desk,2026-06-01 10:00,2026-06-01 11:00,',
      'WST,dana,desk,2026-06-01 10:00,2026-06-01 11:00,',
    );
    expect(sentences).toEqual([
      expect.stringMatching(/^shifts\.csv, line 3: maria .* Correct the shifts\. It is so 19 more times\.$/),
      expect.stringMatching(/^shifts\.csv, line 43: dana .* Correct the shifts\. It is so once more\.$/),
    ]);
  });

  it('is told by the clocks of the branch of the line, where the two have others', async () => {
    expect(
      await saidOf(
        'CEN,maria,desk,2026-06-01 09:00,2026-06-01 17:00,',
        'WST,maria,desk,2026-06-01 15:00,2026-06-01 20:00,',
      ),
    ).toEqual([expect.stringContaining('from 2026-06-01 15:00 to 16:00 on the clocks of WST.')]);
  });

  it('is none who goes from one to the other, has two shifts at one, or whose time there is over', async () => {
    const moved = [
      'CEN,maria,desk,2026-06-01 09:00,2026-06-01 12:00,',
      'NTH,maria,desk,2026-06-01 12:00,2026-06-01 17:00,',
      'NTH,maria,office,2026-06-01 14:00,2026-06-01 18:00,',
      'CEN,,desk,2026-06-01 09:00,2026-06-01 12:00,',
      'NTH,,desk,2026-06-01 09:00,2026-06-01 12:00,',
    ];
    expect(await saidOf(...moved)).toEqual([]);
    const over = [
      'CEN,maria,desk,2026-05-31 09:00,2026-05-31 17:00,',
      'NTH,maria,desk,2026-05-31 09:00,2026-05-31 17:00,',
    ];
    const { problems } = await readDataFolder(await dataFolder({ ...files, ...csv(...over) }), now);
    expect(problems).toEqual([]);
  });

  it('is found in a hundred thousand lines, with their turn for others, in little time', async () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => {
      const day = new Date(Date.UTC(2026, 5, 1) + Math.floor(at / 200) * 86_400_000)
        .toISOString()
        .slice(0, 10);
      return `${at % 2 === 0 ? 'CEN' : 'NTH'},p${Math.floor(at / 2) % 100},desk,${day} 09:00,${day} 17:00,`;
    });
    const staff = Array.from({ length: 100 }, (_, at) => ({ ...dana, id: `p${at}` }));
    const sentences = await sentencesFor({ ...files, 'staff.json': staff, ...csv(...lines) });
    expect(sentences).toHaveLength(51);
    expect(sentences[0]).toMatch(/line 3: p0 .* It is so 499 more times\.$/);
    expect(sentences.at(-1)).toContain('has 50 more problems');
  });
});
