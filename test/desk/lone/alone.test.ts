import { describe, expect, it } from 'vitest';
import { timesAlone } from '../../../src/desk/lone/alone.ts';

const shift = (person: string, startAt: string, endAt: string) => ({ person, startAt, endAt });

describe('the times in which somebody is alone', () => {
  it.each([
    ['nobody is on shift', [], []],
    ['one shift', [shift('a', '09', '17')], ['a 09-17']],
    ['two who overlap', [shift('a', '09', '13'), shift('b', '12', '17')], ['a 09-12', 'b 13-17']],
    [
      'two who take over from each other',
      [shift('a', '09', '13'), shift('b', '13', '17')],
      ['a 09-13', 'b 13-17'],
    ],
    ['one person with two shifts that follow', [shift('a', '09', '13'), shift('a', '13', '17')], ['a 09-17']],
    ['one person listed twice at once', [shift('a', '09', '13'), shift('a', '10', '17')], ['a 09-17']],
    ['a gap', [shift('a', '09', '10'), shift('a', '12', '13')], ['a 09-10', 'a 12-13']],
    [
      'somebody who comes for an hour',
      [shift('a', '09', '17'), shift('b', '12', '13')],
      ['a 09-12', 'a 13-17'],
    ],
    ['three at once', [shift('a', '09', '17'), shift('b', '09', '17'), shift('c', '09', '17')], []],
  ])('%s', (_, shifts, expected) => {
    const found = timesAlone(shifts.toReversed()).map((one) => `${one.person} ${one.from}-${one.until}`);
    expect(found).toEqual(expected);
  });
});
