import { describe, expect, it } from 'vitest';
import { parseMoment } from '../../../src/desk/roster/parse-moment.ts';
import { branch } from '../branches/branch.ts';
import { behind, opened, read, shown } from './ask-onshift.ts';
import { at } from './desk.ts';

describe('onshift, the words for a time', () => {
  it.each([
    ['cen tonight', 'Sun 22 Nov 17:00 to 00:00'],
    ['tonight cen', 'Sun 22 Nov 17:00 to 00:00'],
    ['cen this evening', 'Sun 22 Nov 17:00 to 00:00'],
    ['cen this afternoon', 'Sun 22 Nov 12:00 to 18:00'],
    ['cen this morning', 'Sun 22 Nov 05:00 to 12:00'],
    ['cen last night', 'Sat 21 Nov 17:00 to 00:00'],
    ['cen tomorrow morning', 'Mon 23 Nov 05:00 to 12:00'],
    ['cen sat night', 'Sat 28 Nov 17:00 to 00:00'],
    ['cen on saturday evening', 'Sat 28 Nov 17:00 to 00:00'],
    ['cen tonight 9', 'Sun 22 Nov 21:00'],
    ['cen at 9 tonight', 'Sun 22 Nov 21:00'],
    ['cen 12 tonight', 'Mon 23 Nov 00:00'],
    ['cen 12 tomorrow afternoon', 'Mon 23 Nov 12:00'],
    ['cen sat 9 o’clock', 'Sat 28 Nov 09:00'],
    ["cen 6 o'clock this evening", 'Sun 22 Nov 18:00'],
    ['cen tonight at 7:30', 'Sun 22 Nov 19:30'],
    ['cen tomorrow afternoon 2', 'Mon 23 Nov 14:00'],
    ['cen tomorrow morning 9', 'Mon 23 Nov 09:00'],
    ['cen tomorrow noon', 'Mon 23 Nov 12:00'],
    ['cen midday', 'Mon 23 Nov 12:00'],
    ['cen midnight', 'Mon 23 Nov 00:00'],
    ['cen at midnight tonight', 'Mon 23 Nov 00:00'],
    ['cen 9 p.m.', 'Sun 22 Nov 21:00'],
    ['cen 6.30pm', 'Sun 22 Nov 18:30'],
    ['cen 6.30 p.m.', 'Sun 22 Nov 18:30'],
    ['cen 18h30', 'Sun 22 Nov 18:30'],
    ['cen 1830', 'Sun 22 Nov 18:30'],
    ['cen 0900', 'Mon 23 Nov 09:00'],
    ['cen this sat', 'Sat 28 Nov'],
    ['cen in 2 hours', 'Sun 22 Nov 17:00'],
    ['in half an hour cen', 'Sun 22 Nov 15:30'],
    ['cen in 90 min', 'Sun 22 Nov 16:30'],
  ])('"%s" is %s', async (typed, moment) => {
    expect(shown((await opened()).ask(typed))[0]).toBe(`Central Library, ${moment}`);
  });

  it.each(['12 this morning', 'midnight this morning', 'this afternoon midnight'])(
    '"%s" is no time: midnight lies in no morning',
    (typed) => {
      expect(parseMoment(typed.split(' '))).toBeUndefined();
    },
  );

  it('noon is today’s before it, and tomorrow’s after', async () => {
    const desk = await opened();
    expect(shown(desk.ask('cen noon', at('2026-11-22 11:00')))[0]).toBe('Central Library, Sun 22 Nov 12:00');
    expect(shown(desk.ask('cen noon')).slice(0, 2)).toEqual([
      'Central Library, Mon 23 Nov 12:00',
      'That time has passed today, so this is tomorrow.',
    ]);
  });

  it('tonight lists everybody of the evening, with the hours that fall into it', async () => {
    expect(shown((await opened()).ask('cen tonight'))).toEqual([
      'Central Library, Sun 22 Nov 17:00 to 00:00',
      'Open 09:00 to 20:00.',
      'Maria | Reference, in charge, 12:00 to 20:00',
      'Omar | Reference, 18:00 to Mon 23 Nov 02:00',
      'No later shift is planned.',
      '[All branches]',
    ]);
  });

  it('a part of a day in which it is closed says when it opens', async () => {
    expect(shown((await opened()).ask('cen mon evening')).slice(0, 3)).toEqual([
      'Central Library, Mon 23 Nov 17:00 to 00:00',
      'Closed then. Opens Sun 29 Nov 09:00.',
      'Nobody is planned for then.',
    ]);
  });

  it('a day says until when it is open from the evening before', async () => {
    const night = [{ opens: '08:00', closes: '02:00' }];
    const desk = await opened({
      branches: [
        branch('UNI', { name: 'University', hours: { fri: night, sat: [], mon: night, tue: night } }),
        branch('WED', { name: 'West', hours: { fri: [{ opens: '20:00', closes: '06:00' }] } }),
      ],
      staff: [],
      days: [],
    });
    const hours = (typed: string) => shown(desk.ask(typed))[1];
    expect(hours('uni fri')).toBe('Open 08:00 to Sat 28 Nov 02:00.');
    expect(hours('uni sat')).toBe('Open until 02:00.');
    expect(hours('uni sun')).toBe('Closed that day. Opens Mon 23 Nov 08:00.');
    expect(hours('uni tue')).toBe('Open until 02:00 and 08:00 to Wed 25 Nov 02:00.');
    expect(hours('uni sat morning')).toBe('Closed then. Opens Mon 30 Nov 08:00.');
    expect(hours('wed sat morning')).toBe('Open until 06:00.');
    expect(hours('wed sat afternoon')).toBe('Closed then. Opens Fri 4 Dec 20:00.');
  });

  it('a part of today that is over is said to be', async () => {
    expect(shown((await opened()).ask('cen this morning'))).toContain('That time has passed.');
    expect(shown((await opened()).ask('cen this afternoon'))).not.toContain('That time has passed.');
  });

  it('works for all branches, and where the branch has to be asked for first', async () => {
    const desk = await opened();
    expect(shown(desk.ask('all tonight'))[0]).toBe('All branches, Sun 22 Nov 17:00 to 00:00');
    const tomorrow = at('2026-11-23 15:00');
    expect(behind(desk, desk.ask('tonight'), tomorrow)[0]).toBe('Central Library, Sun 22 Nov 17:00 to 00:00');
    expect(behind(desk, desk.ask('in 2 hours'), tomorrow)[0]).toBe('Central Library, Sun 22 Nov 17:00');
  });

  it.each([
    'cen evening',
    'cen tonight 3',
    'cen tonight 0700',
    'cen 2460',
    'cen next week',
    'cen next',
    'cen this',
    'cen 2 hours',
    'cen in 2 apples',
    'cen 2 hours ago',
    'cen tonight tomorrow',
    'cen noon midnight',
    'cen 13h70',
    'cen soon',
    'cen in constructor valueOf',
  ])('"%s" is not guessed at, and one sentence says how to write a time', async (typed) => {
    const lines = shown((await opened()).ask(typed));
    expect(lines[0]).toBe(`I could not read “${typed}” as a branch or a time.`);
    expect(lines[1]).toContain('“onshift tonight”, “onshift tomorrow 9”');
  });
});

describe('onshift, words that may mean two times', () => {
  it('a time that has passed today is tomorrow’s, and says so; today’s and the evening’s are buttons', async () => {
    const desk = await opened();
    const card = desk.ask('cen 9');
    expect(shown(card).slice(0, 2)).toEqual([
      'Central Library, Mon 23 Nov 09:00',
      'That time has passed today, so this is tomorrow.',
    ]);
    expect(read(card.summary)).toContain('That time has passed today, so this is tomorrow.');
    expect(behind(desk, card)).toEqual([
      'Central Library, Sun 22 Nov 21:00',
      'Central Library, Sun 22 Nov 09:00',
    ]);
    expect(behind(desk, desk.ask('all 9'))).toEqual([
      'All branches, Sun 22 Nov 21:00',
      'All branches, Sun 22 Nov 09:00',
    ]);
  });

  it.each([
    ['cen 9am', ['Sun 22 Nov 09:00']],
    ['cen 09:00', ['Sun 22 Nov 09:00']],
    ['cen 2', ['Sun 22 Nov 02:00']],
  ])('"%s" in the afternoon offers %j besides', async (typed, others) => {
    const desk = await opened();
    expect(behind(desk, desk.ask(typed))).toEqual(others.map((one) => `Central Library, ${one}`));
  });

  it('the minute that runs is not over', async () => {
    const desk = await opened();
    expect(shown(desk.ask('cen 15'))[0]).toBe('Central Library, Sun 22 Nov 15:00');
    expect(shown(desk.ask('cen 15', at('2026-11-22 15:01')))[0]).toBe('Central Library, Mon 23 Nov 15:00');
  });

  it.each([
    ['cen today 9', 'Sun 22 Nov 09:00', ['Sun 22 Nov 21:00']],
    ['cen sun 9', 'Sun 22 Nov 09:00', ['Sun 22 Nov 21:00', 'Sun 29 Nov 09:00']],
    ['cen yesterday 9', 'Sat 21 Nov 09:00', []],
    ['cen 2026-11-22 09:00', 'Sun 22 Nov 09:00', []],
    ['cen 2026-11-22T14:00:00Z', 'Sun 22 Nov 09:00', []],
  ])('"%s" is taken as it was said, and is said to have passed', async (typed, moment, others) => {
    const desk = await opened();
    const card = desk.ask(typed);
    expect(shown(card).slice(0, 2)).toEqual([`Central Library, ${moment}`, 'That time has passed.']);
    expect(behind(desk, card)).toEqual(others.map((one) => `Central Library, ${one}`));
  });

  it.each([
    ['cen next sat', 'Sat 28 Nov', ['Sat 5 Dec']],
    ['cen next sat 18:30', 'Sat 28 Nov 18:30', ['Sat 5 Dec 18:30']],
    ['cen next sat evening', 'Sat 28 Nov 17:00 to 00:00', ['Sat 5 Dec 17:00 to 00:00']],
    ['cen next sunday', 'Sun 29 Nov', []],
  ])('"%s" is the coming one, and the week after is a button', async (typed, moment, others) => {
    const desk = await opened();
    const card = desk.ask(typed);
    expect(shown(card)[0]).toBe(`Central Library, ${moment}`);
    expect(behind(desk, card)).toEqual(others.map((one) => `Central Library, ${one}`));
    expect(shown(card).includes('If you mean the week after, choose it below.')).toBe(others.length > 0);
  });

  it('the midnight of a day ends it, which is said, and the one that begins it is a button', async () => {
    const desk = await opened();
    const card = desk.ask('cen sat midnight');
    expect(shown(card).slice(0, 2)).toEqual([
      'Central Library, Sun 29 Nov 00:00',
      'This is the midnight that ends Sat 28 Nov.',
    ]);
    expect(behind(desk, card)).toEqual(['Central Library, Sat 28 Nov 00:00']);
  });
});

describe('onshift, the new words on nights when the clocks change', () => {
  it('asks about a midnight that the clocks skip', async () => {
    const havana = branch('HAV', { name: 'Havana', timezone: 'America/Havana' });
    const desk = await opened({ branches: [havana] });
    // In Havana the clocks went from 00:00 to 01:00 on 8 March 2026.
    const card = desk.ask('midnight', '2026-03-07T20:00:00.000Z');
    expect(shown(card)[0]).toBe('Which time?');
    expect(shown(card)[1]).toContain('does not exist at Havana on Sun 8 Mar');
  });

  it('asks about a time that was moved to tomorrow and that the clocks skip there', async () => {
    const card = (await opened()).ask('cen 2:30am', at('2026-03-07 15:00'));
    expect(shown(card)[1]).toContain('02:30 does not exist at Central Library on Sun 8 Mar');
  });

  it('takes a time that comes twice as today’s until the second one is over', async () => {
    const desk = await opened();
    const second = '2026-11-01T06:30:00.000Z';
    expect(shown(desk.ask('cen 1:30am', second))[1]).toContain(
      '01:30 comes twice at Central Library on Sun 1 Nov',
    );
    expect(shown(desk.ask('cen 1:30am', at('2026-11-01 03:00')))[0]).toBe('Central Library, Mon 2 Nov 01:30');
  });

  it('counts "in 2 hours" by the time that passes', async () => {
    expect(shown((await opened()).ask('cen in 2 hours', at('2026-03-08 01:00')))[0]).toBe(
      'Central Library, Sun 8 Mar 04:00',
    );
  });
});
