import { describe, expect, it } from 'vitest';
import { readDataFolder } from '../../src/admin/index.ts';
import { csv, dataFolder, goodFiles } from './library.ts';

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
