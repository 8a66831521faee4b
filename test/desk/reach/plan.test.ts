import { describe, expect, it } from 'vitest';
import { isInTime, nextAfter } from '../../../src/desk/reach/plan.ts';

const zone = 'America/Toronto';
const tuesday = { day: 'tue', time: '10:00', zone } as const;

describe('the next planned test', () => {
  it.each([
    ['later in the week', '2026-11-22T23:40:00.000Z', '2026-11-24T15:00:00.000Z'],
    ['later on the same day', '2026-11-24T14:59:00.000Z', '2026-11-24T15:00:00.000Z'],
    ['a week on, from its own moment', '2026-11-24T15:00:00.000Z', '2026-12-01T15:00:00.000Z'],
    [
      'at the same hour by the clock, over its change',
      '2026-10-27T14:00:00.000Z',
      '2026-11-03T15:00:00.000Z',
    ],
  ])('is %s', (_, after, next) => {
    expect(nextAfter(tuesday, after)).toBe(next);
  });

  it('comes after the gap where the clocks skip its hour', () => {
    const skipped = { day: 'sun', time: '02:30', zone } as const;
    expect(nextAfter(skipped, '2026-03-07T12:00:00.000Z')).toBe('2026-03-08T07:00:00.000Z');
  });

  it('is still to be held within three hours, and only on its own day by the organisation’s clocks', () => {
    expect(isInTime('2026-11-24T15:00:00.000Z', '2026-11-24T18:00:00.000Z', zone)).toBe(true);
    expect(isInTime('2026-11-24T15:00:00.000Z', '2026-11-24T18:00:01.000Z', zone)).toBe(false);
    expect(isInTime('2026-11-25T03:00:00.000Z', '2026-11-25T04:59:00.000Z', zone)).toBe(true);
    expect(isInTime('2026-11-25T03:00:00.000Z', '2026-11-25T05:00:00.000Z', zone)).toBe(false);
  });
});
