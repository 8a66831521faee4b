import { describe, expect, it } from 'vitest';
import { readDataFolder } from '../../src/admin/index.ts';
import { branch, csv, dataFolder, goodFiles, sentencesFor, told } from './library.ts';

describe('a mistake in shifts.csv', () => {
  const good = 'CEN,maria,desk,2026-06-01 09:00,2026-06-01 17:00,pic';
  it.each([
    ['an unknown branch', good.replace('CEN', 'XYZ'), 'XYZ is not the code of a branch'],
    ['an unknown person', good.replace('maria', 'bob'), 'bob is not the id of anybody'],
    ['an unknown flag', good.replace('pic', 'boss'), '"boss" is not a flag'],
    [
      'a time in another format',
      good.replace('2026-06-01 09:00', '1/6/2026 9am'),
      'start: is not a date and time as it is written here: 2026-11-22 09:00. In Excel,',
    ],
    [
      'a day that does not exist',
      good.replace('06-01 17', '06-31 17'),
      'end: 2026-06-31 17:00 does not exist',
    ],
    ['an end before the start', good.replace('17:00', '08:00'), 'end: is not after the start'],
    ['more than a day', good.replace('06-01 17', '06-03 17'), 'end: is more than 24 hours after the start'],
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
    ['a quote that is not closed', 'CEN,"maria,desk', 'has a double quote that is not closed'],
  ])('is named with its line: %s', async (_, line, sentence) => {
    expect(await sentencesFor(csv(good.replace('desk', 'door'), line))).toEqual([
      told('shifts.csv', sentence, 3),
    ]);
  });

  it('does not hide the others of its line', async () => {
    const line = 'XYZ,bob,desk,2026-06-01 17:00,2026-06-01 09:00,boss;pic;chief';
    expect(await sentencesFor(csv(line, 'CEN,,desk,,9am,'))).toEqual([
      'shifts.csv, line 2, branch: XYZ is not the code of a branch in branches.json.',
      'shifts.csv, line 2, staff: bob is not the id of anybody in staff.json. Leave it empty for an open shift.',
      'shifts.csv, line 2, flags: "boss" is not a flag. Use pic, evac, firstaid, joined by ;.',
      'shifts.csv, line 2, flags: "chief" is not a flag. Use pic, evac, firstaid, joined by ;.',
      'shifts.csv, line 2, end: is not after the start. A shift past midnight ends on the next date.',
      'shifts.csv, line 3, start: is empty. Write a date and time, such as 2026-11-22 09:00.',
      expect.stringMatching(/^shifts\.csv, line 3, end: is not a date and time/),
    ]);
  });

  it('does not hide those of the next lines, be it a quote or a comma too many or too few', async () => {
    const sentences = await sentencesFor(
      csv('CEN,"maria,desk,x,y,', good.replace('desk', 'desk, left'), good.replaceAll(',', ';'), 'CEN,bob'),
    );
    expect(sentences).toEqual([
      told('shifts.csv', 'has a double quote that is not closed', 2),
      told('shifts.csv', 'has more than 6 columns. Put a cell that holds a , into double quotes', 3),
      told('shifts.csv', 'is not cut into columns. Separate them by , as the first line does', 4),
      told('shifts.csv', 'staff: bob is not', 5),
      told('shifts.csv', 'start: is empty', 5),
      told('shifts.csv', 'end: is empty', 5),
    ]);
  });

  it('in the header is named, too, and hides nothing in the columns that are there', async () => {
    const header = 'branch,person,position,start,end\n';
    expect(await sentencesFor({ 'shifts.csv': `${header}XYZ,maria,desk,9am,\n` })).toEqual([
      told('shifts.csv', '"person" is not a column. Did you mean "position"?', 1),
      told('shifts.csv', 'Missing: staff.', 1),
      told('shifts.csv', 'branch: XYZ', 2),
      told('shifts.csv', 'start: is not a date', 2),
      told('shifts.csv', 'end: is empty', 2),
    ]);
    expect(await sentencesFor({ 'shifts.csv': good })).toEqual([
      told('shifts.csv', 'must name the columns', 1),
    ]);
    const twice = 'branch,staff,position,start,start,end\n';
    expect(await sentencesFor({ 'shifts.csv': `${twice}CEN,,,2026-06-01 09:00,,2026-06-01 17:00` })).toEqual([
      told('shifts.csv', 'names the column start twice', 1),
    ]);
  });

  it.each([
    ['nothing', ''],
    ['blank lines', ' \r\n\r\n'],
    ['what Excel leaves of emptied rows', ';;;;;\n;;;;;\n'],
  ])('is that it holds %s, which would take all shifts away', async (_, content) => {
    expect(await sentencesFor({ 'shifts.csv': content })).toEqual([
      expect.stringMatching(/^shifts\.csv: is empty\. Write the line branch,staff,.* or remove the file/),
    ]);
  });

  it('is that it lists none, which would take all shifts away', async () => {
    expect(await sentencesFor(csv())).toEqual([
      'shifts.csv: lists no shifts below its first line. Write them, or remove the file to have none.',
    ]);
  });

  it('is named without the zone of its branch, as far as it is one in every zone', async () => {
    const unzoned = { 'branches.json': [{ ...branch, timezone: 'X' }] };
    const wrong = good.replace('17:00', '08:00').replace('maria', 'bob');
    const sentences = await sentencesFor({
      ...unzoned,
      ...csv(wrong, good.replace('09:00,', '09:00+02:00,')),
    });
    expect(sentences.filter((one) => one.startsWith('shifts'))).toEqual([
      expect.stringContaining('is not taken over before branches.json is right'),
      told('shifts.csv', 'staff: bob', 2),
      told('shifts.csv', 'end: is not after the start', 2),
    ]);
    const noJson = await sentencesFor({ 'branches.json': '{', ...csv(wrong) });
    expect(noJson).toContainEqual(told('shifts.csv', 'staff: bob', 2));
  });

  it('is said once with the first of its lines, however many have it', async () => {
    const lines = Array.from({ length: 5000 }, () => good.replace('maria', 'bob'));
    expect(await sentencesFor(csv(...lines))).toEqual([
      expect.stringMatching(/^shifts\.csv, lines 2, 3, 4, 5, 6 and 4995 more, staff: bob is not the id/),
    ]);
    expect(await sentencesFor(csv(...lines.slice(0, 3)))).toEqual([
      expect.stringMatching(/^shifts\.csv, lines 2, 3 and 4, staff: bob is not the id/),
    ]);
  });

  it('is counted when it is always another, and no hint takes the place of an error', async () => {
    const twice = Array.from({ length: 120 }, (_, at) => good.replace('desk', `desk ${at % 60}`));
    const wrong = Array.from({ length: 5000 }, (_, at) => good.replace('maria', `bob${at}`));
    const { problems } = await readDataFolder(await dataFolder({ ...goodFiles, ...csv(...twice, ...wrong) }));
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(errors).toHaveLength(51);
    expect(errors.at(-1)?.sentence).toBe('has 4950 more problems of other kinds. Correct these first.');
    expect(problems.filter(({ severity }) => severity === 'hint')).toHaveLength(1);
  });
});
