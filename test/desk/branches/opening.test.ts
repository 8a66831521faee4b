import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Branch } from '../../../src/desk/branches/index.ts';
import { openingOf } from '../../../src/desk/branches/opening.ts';
import { weekdays } from '../../../src/desk/branches/schema.ts';
import { addDays, addMs, instantToLocal, localToInstant } from '../../../src/time.ts';
import { branch } from './branch.ts';

const daily = (...spans: readonly [opens: string, closes: string][]): Branch['hours'] =>
  Object.fromEntries(weekdays.map((day) => [day, spans.map(([opens, closes]) => ({ opens, closes }))]));

const ordinary = branch('CEN');
const split = branch('SPL', {
  hours: {
    mon: [
      { opens: '14:00', closes: '18:00' },
      { opens: '09:00', closes: '12:00' },
    ],
  },
});
const late = branch('LAT', {
  hours: { fri: [{ opens: '18:00', closes: '02:00' }], sat: [{ opens: '02:00', closes: '04:00' }] },
});
const always = branch('ALL', { hours: daily(['00:00', '24:00']) });
const alwaysButOne = branch('ONE', { hours: daily(['00:00', '24:00']), closedOn: ['2026-11-26'] });
const holiday = branch('HOL', { closedOn: ['2026-11-26', '2026-11-27'] });
const never = branch('NEV', { hours: {} });
const night = branch('NIG', { hours: daily(['22:00', '02:30']) });

/** Wall-clock times of New York; 23 November 2026 is a Monday. */
const cases: readonly [what: string, branch: Branch, at: string, expected: string][] = [
  ['before opening', ordinary, '2026-11-23 08:59', 'closed, next 2026-11-23 09:00'],
  ['at opening', ordinary, '2026-11-23 09:00', 'open until 2026-11-23 20:00'],
  ['the minute before closing', ordinary, '2026-11-23 19:59', 'open until 2026-11-23 20:00'],
  ['at closing', ordinary, '2026-11-23 20:00', 'closed, next 2026-11-24 09:00'],
  ['over a weekend', ordinary, '2026-11-27 20:00', 'closed, next 2026-11-30 09:00'],
  ['in the first of two spans, listed second', split, '2026-11-23 10:00', 'open until 2026-11-23 12:00'],
  ['between two spans', split, '2026-11-23 13:00', 'closed, next 2026-11-23 14:00'],
  [
    'after midnight in hours that began the day before',
    late,
    '2026-11-28 01:00',
    'open until 2026-11-28 04:00',
  ],
  ['in hours that follow without a break', late, '2026-11-28 03:00', 'open until 2026-11-28 04:00'],
  ['before hours that cross midnight', late, '2026-11-27 17:59', 'closed, next 2026-11-27 18:00'],
  ['around the clock', always, '2026-11-23 03:00', 'open'],
  ['around the clock but for one day', alwaysButOne, '2026-11-23 03:00', 'open until 2026-11-26 00:00'],
  ['on the one closed day', alwaysButOne, '2026-11-26 12:00', 'closed, next 2026-11-27 00:00'],
  ['on a holiday', holiday, '2026-11-26 12:00', 'closed, next 2026-11-30 09:00'],
  ['never opening', never, '2026-11-23 12:00', 'closed'],
  ['over a night of 25 hours', night, '2026-10-31 23:00', 'open until 2026-11-01 02:30'],
  ['until a time that the clocks skip', night, '2026-03-07 23:00', 'open until 2026-03-08 03:00'],
];

const zone = 'America/New_York';

function at(wall: string): string {
  const [date = '', time = ''] = wall.split(' ');
  return localToInstant(date, time, zone);
}

function shown(instant: string): string {
  const { date, time } = instantToLocal(instant, zone);
  return `${date} ${time}`;
}

describe('opening hours', () => {
  it.each(cases)('are right %s', (_what, where, wall, expected) => {
    const opening = openingOf(where, at(wall));
    const said = opening.open
      ? `open${opening.until === undefined ? '' : ` until ${shown(opening.until)}`}`
      : `closed${opening.next === undefined ? '' : `, next ${shown(opening.next)}`}`;
    expect(said).toBe(expected);
  });

  it('drop a day that is closed with the evening that runs into the next', () => {
    const closedFriday = { ...late, closedOn: ['2026-11-27'] };
    expect(openingOf(closedFriday, at('2026-11-28 01:00'))).toEqual({
      open: false,
      next: at('2026-11-28 02:00'),
    });
  });

  it('look a year ahead and no further', () => {
    const once = (date: string) => {
      const dates = Array.from({ length: 800 }, (_, day) => addDays('2026-01-01', day));
      return branch('ONE', {
        hours: daily(['09:00', '10:00']),
        closedOn: dates.filter((day) => day !== date),
      });
    };
    expect(openingOf(once('2026-12-20'), at('2026-01-01 12:00'))).toEqual({
      open: false,
      next: at('2026-12-20 09:00'),
    });
    expect(openingOf(once('2027-06-01'), at('2026-01-01 12:00'))).toEqual({ open: false });
  });

  it('count the hours of each day as the wall clock shows them, also when the clocks change', () => {
    const start = at('2026-10-31 00:00');
    const open = Array.from({ length: 49 * 2 }, (_, half) => addMs(start, half * 1_800_000)).filter(
      (instant) => openingOf({ ...ordinary, hours: daily(['00:00', '03:00']) }, instant).open,
    );
    // Three hours on the first day; four on the second, whose 01:00 comes twice.
    expect(open).toHaveLength((3 + 4) * 2);
  });

  const anySpan = fc
    .tuple(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 1, max: 48 }))
    .map(([opens, closes]) => ({ opens: toTime(opens), closes: toTime(closes) }));
  const anyBranch = fc
    .tuple(
      fc.dictionary(fc.constantFrom(...weekdays), fc.array(anySpan, { maxLength: 3 })),
      fc.array(
        fc.integer({ min: 0, max: 20 }).map((day) => addDays('2026-10-25', day)),
        { maxLength: 4 },
      ),
      fc.constantFrom('America/New_York', 'Africa/Cairo', 'Australia/Lord_Howe', 'Europe/Berlin'),
    )
    .map(([hours, closedOn, timezone]) => branch('ANY', { hours, closedOn, timezone }));
  const anyInstant = fc
    .integer({ min: 0, max: 14 * 48 })
    .map((half) => addMs('2026-10-25T00:00:00.000Z', half * 1_800_000));

  it('change exactly at the moments that they announce', () => {
    fc.assert(
      fc.property(anyBranch, anyInstant, (where, instant) => {
        const opening = openingOf(where, instant);
        const change = opening.open ? opening.until : opening.next;
        if (change === undefined) return;
        expect(change > instant).toBe(true);
        expect(openingOf(where, change).open).toBe(!opening.open);
        expect(openingOf(where, addMs(change, -1)).open).toBe(opening.open);
        for (let half = instant; half < change; half = addMs(half, 1_800_000)) {
          expect(openingOf(where, half).open).toBe(opening.open);
        }
      }),
    );
  });
});

function toTime(halves: number): string {
  return `${String(Math.floor(halves / 2)).padStart(2, '0')}:${halves % 2 === 0 ? '00' : '30'}`;
}
