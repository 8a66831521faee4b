// Longer than 300 lines because it is tables: one row for every zone and every odd night.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addDays,
  addMs,
  aroundGap,
  formatInstant,
  instantToLocal,
  isLocalDate,
  isLocalTime,
  isZone,
  localToInstant,
  localToInstants,
  msBetween,
  parseInstant,
  weekdayOf,
} from '../src/time.ts';

const zones = [
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Europe/London',
  'Europe/Berlin',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Pacific/Apia',
  'Pacific/Auckland',
  'UTC',
];

/** When the clocks change in one of them. */
const changes = [
  '2026-03-08T07:00:00Z',
  '2026-11-01T06:00:00Z',
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-04-23T22:00:00Z',
  '2026-10-29T21:00:00Z',
  '2026-04-04T15:00:00Z',
  '2026-10-03T15:30:00Z',
  '2026-04-04T16:00:00Z',
  '2026-10-03T16:00:00Z',
  '2026-09-06T04:00:00Z',
];

/** Instants by their offset, so that the table reads as the announcement of the change did. */
const wallClocks: readonly [what: string, date: string, time: string, zone: string, expected: string[]][] = [
  ['an ordinary winter morning', '2026-01-15', '09:00', 'America/New_York', ['2026-01-15T09:00-05:00']],
  ['an ordinary summer morning', '2026-07-15', '09:00', 'America/New_York', ['2026-07-15T09:00-04:00']],
  ['the minute before a gap', '2026-03-08', '01:59', 'America/New_York', ['2026-03-08T01:59-05:00']],
  ['the first minute of a gap', '2026-03-08', '02:00', 'America/New_York', []],
  ['the last minute of a gap', '2026-03-08', '02:59', 'America/New_York', []],
  ['the minute after a gap', '2026-03-08', '03:00', 'America/New_York', ['2026-03-08T03:00-04:00']],
  [
    'a time that comes twice',
    '2026-11-01',
    '01:30',
    'America/New_York',
    ['2026-11-01T01:30-04:00', '2026-11-01T01:30-05:00'],
  ],
  ['the hour after it', '2026-11-01', '02:00', 'America/New_York', ['2026-11-01T02:00-05:00']],
  ['midnight that is skipped', '2026-04-24', '00:00', 'Africa/Cairo', []],
  ['24:00 when the next midnight is skipped', '2026-04-23', '24:00', 'Africa/Cairo', []],
  [
    'the last hour of a day that comes twice',
    '2026-10-29',
    '23:30',
    'Africa/Cairo',
    ['2026-10-29T23:30+03:00', '2026-10-29T23:30+02:00'],
  ],
  ['a gap of half an hour', '2026-10-04', '02:15', 'Australia/Lord_Howe', []],
  ['after a gap of half an hour', '2026-10-04', '02:30', 'Australia/Lord_Howe', ['2026-10-04T02:30+11:00']],
  [
    'half an hour that comes twice',
    '2026-04-05',
    '01:45',
    'Australia/Lord_Howe',
    ['2026-04-05T01:45+11:00', '2026-04-05T01:45+10:30'],
  ],
  [
    'before half an hour that comes twice',
    '2026-04-05',
    '01:29',
    'Australia/Lord_Howe',
    ['2026-04-05T01:29+11:00'],
  ],
  ['spring in the south', '2026-10-04', '02:30', 'Australia/Sydney', []],
  [
    'autumn in the south',
    '2026-04-05',
    '02:30',
    'Australia/Sydney',
    ['2026-04-05T02:30+11:00', '2026-04-05T02:30+10:00'],
  ],
  ['midnight in spring in Chile', '2026-09-06', '00:30', 'America/Santiago', []],
  ['a zone without changes', '2026-03-08', '02:30', 'Asia/Kolkata', ['2026-03-08T02:30+05:30']],
  ['a day that Samoa left out', '2011-12-30', '12:00', 'Pacific/Apia', []],
  ['24:00', '2026-12-31', '24:00', 'Europe/Berlin', ['2027-01-01T00:00+01:00']],
];

// The zone of the process must not matter; dates in JavaScript read it.
describe.each(['UTC', 'America/New_York', 'Asia/Kolkata'])('in a process whose zone is %s', (processZone) => {
  const before = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = processZone;
    expect(new Date(0).getHours()).toBe({ UTC: 0, 'America/New_York': 19, 'Asia/Kolkata': 5 }[processZone]);
  });
  afterAll(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });

  it.each(wallClocks)('converts %s', (_what, date, time, zone, expected) => {
    expect(localToInstants(date, time, zone)).toEqual(
      expected.map((text) => new Date(text.replace(/(?=[+-]\d\d:\d\d$)/, ':00')).toISOString()),
    );
  });

  it.each([
    ['America/New_York', '2026-03-08', '02:30', '2026-03-08 01:59', '2026-03-08 03:00'],
    ['Africa/Cairo', '2026-04-24', '00:30', '2026-04-23 23:59', '2026-04-24 01:00'],
    ['Australia/Lord_Howe', '2026-10-04', '02:00', '2026-10-04 01:59', '2026-10-04 02:30'],
    ['Pacific/Apia', '2011-12-30', '12:00', '2011-12-29 23:59', '2011-12-31 00:00'],
  ])('finds the nearest times around a gap in %s', (zone, date, time, before, after) => {
    const gap = aroundGap(date, time, zone);
    const shown = [gap?.before, gap?.after].map((instant) => {
      const local = instantToLocal(instant ?? '', zone);
      return `${local.date} ${local.time}`;
    });
    expect(shown).toEqual([before, after]);
    expect(localToInstant(date, time, zone)).toBe(gap?.after);
  });

  it('says date, time and weekday of an instant', () => {
    const instant = '2026-11-22T23:40:00.000Z';
    expect(instantToLocal(instant, 'America/New_York')).toEqual({
      date: '2026-11-22',
      time: '18:40',
      weekday: 'sun',
    });
    expect(instantToLocal(instant, 'Asia/Kolkata')).toEqual({
      date: '2026-11-23',
      time: '05:10',
      weekday: 'mon',
    });
  });

  it('draws the wall clock of the branch', () => {
    const draw = (style: 'time' | 'day' | 'full') =>
      formatInstant('2026-11-22T18:40:00.000Z', 'Europe/London', { style, locale: 'en-GB' });
    expect([draw('time'), draw('day'), draw('full')]).toEqual(['18:40', 'Sun 22 Nov', 'Sun 22 Nov 18:40']);
  });

  it('is drawn to the second where minutes do not tell two moments apart', () => {
    const draw = (locale: string) =>
      formatInstant('2026-11-22T18:40:20.000Z', 'Europe/London', { style: 'seconds', locale });
    expect(['en-GB', 'en-US', 'de'].map(draw)).toEqual(['18:40:20', '6:40:20 PM', '18:40:20']);
  });
});

describe('local time', () => {
  // Most days are ordinary: half of the tries lie within two days of a change of some zone.
  const anyInstant = fc
    .oneof(
      fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2035-01-01') }),
      fc
        .tuple(fc.constantFrom(...changes), fc.integer({ min: -2 * 86_400_000, max: 2 * 86_400_000 }))
        .map(([change, ms]) => Date.parse(change) + ms),
    )
    .map((ms) => new Date(Math.floor(ms / 60_000) * 60_000).toISOString());
  const anyZone = fc.constantFrom(...zones);

  it('leads back from the wall clock to every instant', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (instant, zone) => {
        const { date, time, weekday } = instantToLocal(instant, zone);
        const found = localToInstants(date, time, zone);
        expect(found).toContain(instant);
        expect(found).toEqual(found.toSorted());
        expect(weekday).toBe(weekdayOf(date));
      }),
    );
  });

  it('agrees with the wall clock that Intl shows', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (instant, zone) => {
        const shown = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'short',
        }).format(new Date(instant));
        const { date, time } = instantToLocal(instant, zone);
        expect(`${date} ${time}`).toBe(shown);
      }),
    );
  });

  it('never turns around: a later time on one wall is a later or the same instant', () => {
    const anyDate = anyInstant.map((instant) => instant.slice(0, 10));
    const anyMinute = fc.integer({ min: 0, max: 1440 });
    fc.assert(
      fc.property(anyDate, anyMinute, anyMinute, anyZone, (date, one, other, zone) => {
        const [early, late] = [Math.min(one, other), Math.max(one, other)].map((minutes) =>
          localToInstant(date, toTime(minutes), zone),
        );
        expect((early ?? '') <= (late ?? '')).toBe(true);
      }),
    );
  });

  it('joins days without a gap: 24:00 is the next midnight', () => {
    const anyDate = anyInstant.map((instant) => instant.slice(0, 10));
    fc.assert(
      fc.property(anyDate, anyZone, (date, zone) => {
        expect(localToInstant(date, '24:00', zone)).toBe(localToInstant(addDays(date, 1), '00:00', zone));
      }),
    );
  });

  it('has exactly one instant for each minute, but none or two for those around a change', () => {
    for (const zone of zones) {
      for (let date = '2026-01-01'; date < '2027-01-01'; date = addDays(date, 1)) {
        const minutes = Array.from({ length: 48 }, (_, half) => toTime(half * 30));
        const counts = minutes.map((time) => localToInstants(date, time, zone).length);
        const length = msBetween(localToInstant(date, '00:00', zone), localToInstant(date, '24:00', zone));
        const missing = counts.filter((count) => count === 0).length;
        const twice = counts.filter((count) => count === 2).length;
        expect([zone, date, 24 + (twice - missing) / 2]).toEqual([zone, date, length / 3_600_000]);
      }
    }
  });
});

describe('dates', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-08', -7, '2026-03-01'],
    ['2026-11-01', 365, '2027-11-01'],
  ])('%s and %d days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
  });

  it.each([
    ['1969-12-31', 'wed'],
    ['2024-02-29', 'thu'],
    ['2026-11-22', 'sun'],
  ])('knows the weekday of %s', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '22.11.2026', ''])(
    'refuses the date "%s"',
    (date) => {
      expect(isLocalDate(date)).toBe(false);
      expect(() => localToInstants(date, '09:00', 'UTC')).toThrow('is not a date');
    },
  );

  it.each(['24:01', '25:00', '9:00', '09:60', ''])('refuses the time "%s"', (time) => {
    expect(isLocalTime(time)).toBe(false);
    expect(() => localToInstants('2026-11-22', time, 'UTC')).toThrow('is not a time');
  });

  it.each([
    ['2026-11-28T18:30:00Z', '2026-11-28T18:30:00.000Z'],
    ['2026-11-28T18:30-05:00', '2026-11-28T23:30:00.000Z'],
    ['2026-11-28t18:30:00.5z', '2026-11-28T18:30:00.500Z'],
    ['2026-11-28T18:30', undefined],
    ['2026-02-30T18:30Z', undefined],
    ['2026-11-28T25:30Z', undefined],
    ['tomorrow', undefined],
  ])('reads the instant %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  it('counts milliseconds', () => {
    const later = addMs('2026-11-22T23:59:59.999Z', 1);
    expect(later).toBe('2026-11-23T00:00:00.000Z');
    expect(msBetween('2026-11-22T23:59:59.999Z', later)).toBe(1);
  });
});

describe('zones', () => {
  it.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['America/Argentina/Buenos_Aires', true],
    ['Mars/Olympus', false],
    ['+01:00', false],
    ['', false],
  ])('knows whether %s is one', (name, expected) => {
    expect(isZone(name)).toBe(expected);
  });

  it('says which zone is none', () => {
    expect(() => instantToLocal('2026-11-22T18:40:00.000Z', 'Mars/Olympus')).toThrow('"Mars/Olympus" is not');
  });
});

describe('drawing', () => {
  const instant = '2026-11-22T23:40:00.000Z';
  const draw = (
    locale: string,
    style: 'time' | 'day' | 'full',
    readerZone?: string,
    zone = 'America/New_York',
  ) => formatInstant(instant, zone, { style, locale, ...(readerZone === undefined ? {} : { readerZone }) });

  it.each([
    ['en', 'Sun 22 Nov 18:40'],
    ['en-GB', 'Sun 22 Nov 18:40'],
    ['en-US', 'Sun Nov 22 6:40 PM'],
    ['en-IE', 'Sun 22 Nov 18:40'],
    ['de', 'So., 22. Nov. 18:40'],
    ['fr', 'dim. 22 nov. 18:40'],
  ])('follows the custom of %s', (locale, expected) => {
    expect(draw(locale, 'full')).toBe(expected);
  });

  it.each([
    ['the same zone', 'America/New_York', '18:40'],
    ['another zone that shows the same at that moment', 'America/Toronto', '18:40'],
    ['a zone that differs', 'Europe/Berlin', '18:40 EST'],
    ['a zone that nobody knows', 'Nowhere/Land', '18:40'],
  ])('names the zone only where the reader would be misled: %s', (_what, readerZone, expected) => {
    expect(draw('en', 'time', readerZone)).toBe(expected);
  });

  it('names the city where the language has no short name for the zone', () => {
    expect(draw('en', 'time', 'UTC', 'Asia/Ho_Chi_Minh')).toMatch(/^06:40 (?:Saigon|Ho Chi Minh)$/);
    expect(draw('en-GB', 'time', 'UTC')).toBe('18:40 New York');
  });

  it.each([
    ['00:59 before it', '2026-11-01T04:59:00Z', 'America/Toronto', 'en', '00:59'],
    ['the first minute', '2026-11-01T05:00:00Z', 'America/Toronto', 'en', '01:00 EDT'],
    ['the last minute of the first hour', '2026-11-01T05:59:00Z', 'America/Toronto', 'en', '01:59 EDT'],
    ['the first minute of the second hour', '2026-11-01T06:00:00Z', 'America/Toronto', 'en', '01:00 EST'],
    ['the last minute', '2026-11-01T06:59:59.999Z', 'America/Toronto', 'en', '01:59 EST'],
    ['02:00 after it', '2026-11-01T07:00:00Z', 'America/Toronto', 'en', '02:00'],
    ['the same hour of the day before', '2026-10-31T05:30:00Z', 'America/Toronto', 'en', '01:30'],
    ['the hour before one that is skipped', '2026-03-08T06:30:00Z', 'America/Toronto', 'en', '01:30'],
    ['the hour after one that is skipped', '2026-03-08T07:30:00Z', 'America/Toronto', 'en', '03:30'],
    [
      'in an English that has no name for it',
      '2026-11-01T05:30:00Z',
      'America/Toronto',
      'en-GB',
      '01:30 EDT',
    ],
    ['in that of Newfoundland', '2026-11-01T04:00:00Z', 'America/St_Johns', 'en', '01:30 NDT'],
    ['in Berlin', '2026-10-25T01:30:00Z', 'Europe/Berlin', 'en', '02:30 CET'],
    ['summer in London', '2026-10-25T00:30:00Z', 'Europe/London', 'en-US', '1:30 AM BST'],
    ['winter in London', '2026-10-25T01:30:00Z', 'Europe/London', 'en-GB', '01:30 GMT'],
    ['a language without a name', '2026-11-01T05:30:00Z', 'America/Toronto', 'de', '01:30 GMT-4'],
    ['and the second time', '2026-11-01T06:30:00Z', 'America/Toronto', 'de', '01:30 GMT-5'],
    ['no name anywhere', '2026-02-15T01:30:00Z', 'Africa/Casablanca', 'en', '02:30 GMT+1'],
    ['German', '2026-10-25T00:30:00Z', 'Europe/Berlin', 'de', '02:30 MESZ'],
    ['on the UTC day before the change', '2026-04-04T14:45:00Z', 'Australia/Lord_Howe', 'en', '01:45 LHDT'],
    ['half an hour', '2026-04-04T15:15:00Z', 'Australia/Lord_Howe', 'en', '01:45 LHST'],
    ['before the half hour', '2026-04-04T14:29:00Z', 'Australia/Lord_Howe', 'en', '01:29'],
    ['where the date comes twice too', '2026-10-29T20:30:00Z', 'Africa/Cairo', 'en-GB', '23:30 EEST'],
  ])(
    'says which of the two it is where the clocks show a time twice: %s',
    (_what, at, zone, locale, expected) => {
      expect(formatInstant(at, zone, { style: 'time', locale })).toBe(expected);
      expect(formatInstant(at, zone, { style: 'time', locale, readerZone: zone })).toBe(expected);
      expect(formatInstant(at, zone, { style: 'full', locale }).endsWith(` ${expected}`)).toBe(true);
      expect(formatInstant(at, zone, { style: 'day', locale })).not.toContain(':');
    },
  );

  it('says it to the second, and once, also to whose clock differs', () => {
    const at = '2026-11-01T05:55:20.000Z';
    const draw = (locale: string) =>
      formatInstant(at, 'America/Toronto', { style: 'seconds', locale, readerZone: 'Europe/Berlin' });
    expect(['en', 'en-US', 'en-GB'].map(draw)).toEqual(['01:55:20 EDT', '1:55:20 AM EDT', '01:55:20 EDT']);
  });

  it.each(['en', 'en-US', 'en-GB', 'de', 'fr'])('draws no two moments near a change alike: %s', (locale) => {
    for (const zone of zones) {
      for (const change of changes) {
        const drawn = new Set<string>();
        const from = Date.parse(change) - 4 * 3_600_000;
        for (let minute = 0; minute < 8 * 60; minute += 5) {
          const at = new Date(from + minute * 60_000).toISOString();
          drawn.add(formatInstant(at, zone, { style: 'full', locale }));
        }
        expect([zone, change, drawn.size]).toEqual([zone, change, (8 * 60) / 5]);
      }
    }
  });

  it('draws the time of the season', () => {
    const summer = formatInstant('2026-07-01T12:00:00.000Z', 'America/New_York', {
      style: 'full',
      locale: 'en',
      readerZone: 'UTC',
    });
    expect(summer).toBe('Wed 1 Jul 08:00 EDT');
  });
});

function toTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
