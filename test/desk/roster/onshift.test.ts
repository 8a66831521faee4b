// Longer than 300 lines because it is tables: one row for every way of asking.
import { describe, expect, it } from 'vitest';
import type { ButtonView, Card } from '../../../src/chat/card.ts';
import type { Look } from '../../../src/chat/command.ts';
import { createWords } from '../../../src/chat/words.ts';
import { organisationCollection } from '../../../src/desk/branches/index.ts';
import { createOnShift } from '../../../src/desk/roster/index.ts';
import { en } from '../../../src/desk/roster/texts.en.ts';
import { branch } from '../branches/branch.ts';
import { save } from '../desk-store.ts';
import { at, type Desk, day, member, openDesk, shift } from './desk.ts';

const weekdayHours = [{ opens: '09:00', closes: '20:00' }];
const hours = {
  sun: [
    { opens: '09:00', closes: '12:00' },
    { opens: '13:00', closes: '18:00' },
  ],
  mon: weekdayHours,
};

const library: Desk = {
  branches: [
    branch('CEN', {
      name: 'Central',
      city: 'Ashton',
      hours,
      fallbackBranch: 'NTH-A',
      channels: { slack: 'C-CEN' },
    }),
    branch('NTH-A', { name: 'Northside', city: 'Ashton', hours }),
    branch('NTH-B', { name: 'Northside', city: 'Brook', hours: {} }),
  ],
  staff: [
    member('maria', { phone: '555-0100', branches: ['NTH-A'] }),
    member('tom'),
    member('omar', { branches: ['NTH-B', 'CEN'] }),
    member('dana', { role: 'director' }),
  ],
  days: [
    day(
      'CEN',
      '2026-11-22',
      shift('tom 2026-11-22 08:00 14:00', { position: 'Circulation' }),
      shift('maria 2026-11-22 09:00 17:00', { flags: ['pic', 'firstaid'] }),
    ),
    day('CEN', '2026-11-23', shift('tom 2026-11-23 09:00 17:00')),
    day('NTH-A', '2026-11-22', shift('omar 2026-11-22 14:00 22:00')),
  ],
};

/** Sunday. */
const now = at('2026-11-22 10:00');

/** What a person off shift, in private, is told; `look` says who they are instead. */
async function ask(words: string, look: Partial<Look> = {}, desk: Desk = library): Promise<Card> {
  return (await opened(desk)).ask(words, look);
}

async function opened(desk: Desk) {
  const reads = await openDesk(desk);
  const { commands, buttons } = createOnShift(reads);
  const person = { person: 'slack:T1:U1', now };
  const answerOf = (plan: ReturnType<(typeof commands)[number]['plan']> | undefined): Card => {
    if (plan?.do !== 'answer') throw new Error('The answer should need no transaction.');
    return plan.card;
  };
  return {
    ...reads,
    ask: (words: string, look: Partial<Look> = {}) =>
      answerOf(commands[0]?.plan(words, { ...person, ...look })),
    press: (button: ButtonView, look: Partial<Look> = {}) =>
      answerOf(
        buttons
          .find((one) => one.id === button.button)
          ?.plan(button.value === undefined ? {} : { value: button.value }, { ...person, ...look }),
      ),
  };
}

const words = createWords({ en: [en] });

const read = (text: Card['summary'], zone?: string) =>
  words.draw(text, { locale: 'en', ...(zone === undefined ? {} : { zone }) });

/** The card as lines. */
function shown(card: Card, zone?: string): readonly string[] {
  return card.parts.flatMap((part) => {
    if (part.type === 'facts')
      return part.facts.map((fact) => `${read(fact.label, zone)} | ${read(fact.value, zone)}`);
    if (part.type === 'buttons') return part.buttons.map((button) => `[${read(button.label, zone)}]`);
    return [read(part.text, zone)];
  });
}

function buttonsOf(card: Card): readonly ButtonView[] {
  return card.parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : []));
}

describe('onshift, answered', () => {
  it('says who is on, what they do, until when, who is in charge, who is next, and the hours', async () => {
    expect(shown(await ask('cen'))).toEqual([
      'Central now, 10:00',
      'Open until 12:00.',
      'Maria | Reference, in charge, first aid, until 17:00',
      'Tom | Circulation, until 14:00',
      'Next: Tom, from Mon 23 Nov 09:00.',
      '[All branches]',
    ]);
  });

  it('says all of it in the summary too', async () => {
    expect(read((await ask('cen')).summary)).toBe(
      'Central now, 10:00: Maria (Reference, in charge, first aid, until 17:00) and ' +
        'Tom (Circulation, until 14:00). Open until 12:00. Next: Tom, from Mon 23 Nov 09:00.',
    );
  });

  it('says what it knows of somebody whose position is not written', async () => {
    const days = [
      day(
        'CEN',
        '2026-11-22',
        shift('tom 2026-11-22 08:00 14:00', { position: '' }),
        shift('maria 2026-11-22 09:00 17:00', { position: '', flags: ['pic', 'evac'] }),
        shift('omar 2026-11-22 09:00 17:00', { position: '', flags: ['firstaid'] }),
      ),
    ];
    const desk = { ...library, days };
    expect(shown(await ask('cen', {}, desk)).slice(2, 5)).toEqual([
      'Maria | in charge, evacuation, until 17:00',
      'Tom | until 14:00',
      'Omar | first aid, until 17:00',
    ]);
    expect(shown(await ask('cen sunday', {}, desk)).slice(2, 4)).toEqual([
      'Tom | 08:00 to 14:00',
      'Maria | in charge, evacuation, 09:00 to 17:00',
    ]);
    expect(read((await ask('cen', {}, desk)).summary)).toContain(
      'Maria (in charge, evacuation, until 17:00), Tom (until 14:00), and Omar (first aid, until 17:00).',
    );
    expect(shown(await ask('all', {}, desk))[2]).toBe(
      'Central | Open until 12:00. On until 17:00: Maria (in charge, evacuation) and Omar (first aid). ' +
        'On until 14:00: Tom. No later shift is planned.',
    );
  });

  it('says plainly that nobody is there, that it is closed, who is next and whom to ask', async () => {
    expect(shown(await ask('cen', { now: at('2026-11-22 18:30') }))).toEqual([
      'Central now, 18:30',
      'Closed now. Opens Mon 23 Nov 09:00.',
      'Nobody is on shift now.',
      'Next: Tom, from Mon 23 Nov 09:00.',
      'If you need someone, ask at Northside (Ashton): Omar.',
      '[All branches]',
    ]);
  });

  it('names the organisation’s fallback where no branch helps out', async () => {
    const desk = await opened(library);
    await save(desk.store, organisationCollection, {
      id: 'organisation',
      name: 'Ashton Libraries',
      timezone: 'America/New_York',
      languages: ['en'],
      terms: { patron: 'patron', suspension: 'ban' },
      emergencyText: 'Dial 911.',
      fallback: 'dana',
      adminChannels: {},
    });
    expect(shown(desk.ask('nth-b'))).toEqual([
      'Northside (Brook) now, 10:00',
      'Closed now. No opening is planned.',
      'Nobody is on shift now.',
      'No later shift is planned.',
      'If you need someone, ask Dana.',
      '[All branches]',
    ]);
  });

  it('says when nobody is marked as in charge', async () => {
    expect(shown(await ask('nth-a', { now: at('2026-11-22 15:00') }))).toContain(
      'Nobody is marked as in charge.',
    );
  });

  it('answers for every branch: open or closed, who is on until when, who is in charge, who is next', async () => {
    const card = await ask('all');
    expect(shown(card)).toEqual([
      'All branches now, 10:00',
      '2 people are on shift at 1 branch.',
      'Central | Open until 12:00. On until 17:00: Maria (Reference, in charge, first aid). ' +
        'On until 14:00: Tom (Circulation). Next: Tom, from Mon 23 Nov 09:00.',
      'Northside (Ashton) | Open until 12:00. Nobody is on shift now. Next: Omar, from 14:00.',
      'Northside (Brook) | Closed now. No opening is planned. Nobody is on shift now. No later shift is planned.',
    ]);
    expect(read(card.summary)).toContain('Central: Open until 12:00. On until 17:00: Maria (Reference');
  });

  it('says of every branch that it is closed although staff are in, and that nobody is in charge', async () => {
    const early = await ask('all', { now: at('2026-11-22 08:30') });
    expect(shown(early)[2]).toBe(
      'Central | Closed now. Opens 09:00. On until 14:00: Tom (Circulation). ' +
        'Nobody is marked as in charge. Next: Maria, from 09:00.',
    );
  });

  it('names those of a whole day at every branch with the times between which they are on', async () => {
    expect(shown(await ask('all sunday'))[2]).toBe(
      'Central | Open 09:00 to 12:00 and 13:00 to 18:00. 08:00 to 14:00: Tom (Circulation). ' +
        '09:00 to 17:00: Maria (Reference, in charge, first aid). Next: Tom, from Mon 23 Nov 09:00.',
    );
  });

  it('lists a whole day', async () => {
    expect(shown(await ask('cen sunday'))).toEqual([
      'Central, Sun 22 Nov',
      'Open 09:00 to 12:00 and 13:00 to 18:00.',
      'Tom | Circulation, 08:00 to 14:00',
      'Maria | Reference, in charge, first aid, 09:00 to 17:00',
      'Next: Tom, from Mon 23 Nov 09:00.',
      '[All branches]',
    ]);
    expect(shown(await ask('cen sat')).slice(0, 3)).toEqual([
      'Central, Sat 28 Nov',
      'Closed that day. Opens Sun 29 Nov 09:00.',
      'Nobody is planned for that day.',
    ]);
  });

  it('gives the midnight that ends a day as a time of that day', async () => {
    const night = branch('NIT', {
      name: 'Night',
      hours: { sun: [{ opens: '16:00', closes: '24:00' }], mon: [{ opens: '00:00', closes: '24:00' }] },
    });
    const desk = {
      ...library,
      branches: [night],
      days: [day('NIT', '2026-11-22', shift('tom 2026-11-22 16:00 00:00'))],
    };
    expect(shown(await ask('sunday', {}, desk)).slice(1, 3)).toEqual([
      'Open 16:00 to 00:00.',
      'Tom | Reference, 16:00 to 00:00',
    ]);
    expect(shown(await ask('monday', {}, desk))[1]).toBe('Open all day.');
    expect(shown(await ask('23:00', {}, desk)).slice(1, 3)).toEqual([
      'Open until Tue 24 Nov 00:00.',
      'Tom | Reference, until 00:00',
    ]);
  });

  it('names the zone for a reader whose clock shows another time', async () => {
    const [heading, opening] = shown(await ask('cen'), 'Europe/Berlin');
    expect([heading, opening]).toEqual(['Central now, 10:00 EST', 'Open until 12:00 EST.']);
  });

  it('never shows a phone number', async () => {
    expect(JSON.stringify([await ask('cen'), await ask('all'), await ask('nth-b')])).not.toContain('555');
  });
});

describe('onshift, which branch', () => {
  const heading = (card: Card) => shown(card)[0];

  it.each<[string, Partial<Look>, string]>([
    ['of the shift', { person: 'staff:tom' }, 'Central now, 10:00'],
    ['of the shift rather than home', { person: 'staff:maria' }, 'Central now, 10:00'],
    ['of the channel', { place: { id: 'C-CEN', private: false } }, 'Central now, 10:00'],
    [
      'of the channel rather than home',
      { person: 'staff:omar', place: { id: 'C-CEN', private: false } },
      'Central now, 10:00',
    ],
    ['that is home', { person: 'staff:omar' }, 'Northside (Brook) now, 10:00'],
  ])('is, unsaid, the one %s', async (_what, look, expected) => {
    expect(heading(await ask('', look))).toBe(expected);
  });

  it('is the only one there is', async () => {
    const card = await ask('', {}, { ...library, branches: [branch('CEN', { name: 'Central' })] });
    expect(heading(card)).toBe('Central now, 10:00');
    expect(buttonsOf(card), 'nothing else to look at').toEqual([]);
  });

  it('is asked for when nothing tells, each choice a button that answers', async () => {
    const desk = await opened(library);
    const card = desk.ask('tomorrow 9');
    expect(shown(card)).toEqual([
      'Which branch?',
      'You are not on shift now, so please say which branch you mean.',
      '[Central, Ashton (CEN)]',
      '[Northside, Ashton (NTH-A)]',
      '[Northside, Brook (NTH-B)]',
      '[All branches]',
    ]);
    const tomorrow = at('2026-11-23 10:00');
    const answers = buttonsOf(card).map((button) => heading(desk.press(button, { now: tomorrow })));
    expect(answers, 'pressed a day later, still the same moment').toEqual([
      'Central, Mon 23 Nov 09:00',
      'Northside (Ashton), Mon 23 Nov 09:00',
      'Northside (Brook), Mon 23 Nov 09:00',
      'All branches, Mon 23 Nov 09:00',
    ]);
  });

  it('is asked for when two have the name, with city and code', async () => {
    const desk = await opened(library);
    const card = desk.ask('northside');
    expect(shown(card)).toEqual([
      'Which branch?',
      'More than one branch fits “northside”.',
      '[Northside, Ashton (NTH-A)]',
      '[Northside, Brook (NTH-B)]',
    ]);
    expect(buttonsOf(card).map((button) => heading(desk.press(button)))).toEqual([
      'Northside (Ashton) now, 10:00',
      'Northside (Brook) now, 10:00',
    ]);
  });

  it('offers no more buttons than help, and says how to reach the others', async () => {
    const branches = Array.from({ length: 60 }, (_, index) => branch(`B${index + 10}`));
    const card = await ask('', {}, { branches });
    expect(buttonsOf(card)).toHaveLength(21);
    expect(shown(card).at(-1)).toBe('For another branch, write its code, such as “onshift B10”.');
  });

  it('is said to be missing before any is set up', async () => {
    expect(shown(await ask('', {}, {}))).toEqual([
      'No branches are set up yet. Your administrator can add them.',
    ]);
  });
});

describe('onshift, which moment', () => {
  it.each([
    ['cen 18:30', 'Central, Sun 22 Nov 18:30'],
    ['18:30 cen', 'Central, Sun 22 Nov 18:30'],
    ['cen 11', 'Central, Sun 22 Nov 11:00'],
    ['cen 9:30pm', 'Central, Sun 22 Nov 21:30'],
    ['cen 9 pm', 'Central, Sun 22 Nov 21:00'],
    ['cen 12am', 'Central, Mon 23 Nov 00:00'],
    ['cen 12pm', 'Central, Sun 22 Nov 12:00'],
    ['cen 18.30', 'Central, Sun 22 Nov 18:30'],
    ['cen 24:00', 'Central, Mon 23 Nov 00:00'],
    ['CEN today 18:30', 'Central, Sun 22 Nov 18:30'],
    ['tomorrow 9 CEN', 'Central, Mon 23 Nov 09:00'],
    ['9 tomorrow CEN', 'Central, Mon 23 Nov 09:00'],
    ['yesterday 9 CEN', 'Central, Sat 21 Nov 09:00'],
    ['sat 18:30 central', 'Central, Sat 28 Nov 18:30'],
    ['central at 18:30 on Saturday', 'Central, Sat 28 Nov 18:30'],
    ['sun 18:30 cen', 'Central, Sun 22 Nov 18:30'],
    ['Northside Brook, sat 18:30', 'Northside (Brook), Sat 28 Nov 18:30'],
    ['2026-11-28 18:30 cen', 'Central, Sat 28 Nov 18:30'],
    ['cen 2026-11-28T18:30', 'Central, Sat 28 Nov 18:30'],
    ['cen 2026-11-28T18:30:00Z', 'Central, Sat 28 Nov 13:30'],
    ['cen 2026-11-28T18:30+01:00', 'Central, Sat 28 Nov 12:30'],
    ['cen now', 'Central now, 10:00'],
    ['cen tomorrow', 'Central, Mon 23 Nov'],
    ['cen 2026-11-28', 'Central, Sat 28 Nov'],
    ['all sat 18:30', 'All branches, Sat 28 Nov 18:30'],
    ['sat all', 'All branches, Sat 28 Nov'],
  ])('"%s" is answered for %s', async (typed, expected) => {
    expect(shown(await ask(typed))[0]).toBe(expected);
  });

  it('reads a branch code before anything else that the word may mean', async () => {
    const desk = {
      ...library,
      branches: [branch('9', { name: 'Ninth Street' }), branch('ON', { name: 'Ontario' })],
    };
    expect(shown(await ask('9', {}, desk))[0]).toBe('Ninth Street now, 10:00');
    expect(shown(await ask('9 11', {}, desk))[0]).toBe('Ninth Street, Sun 22 Nov 11:00');
    expect(shown(await ask('on 18:30', {}, desk))[0]).toBe('Ontario, Sun 22 Nov 18:30');
  });

  it('takes the day from the clocks of the branch', async () => {
    const sydney = branch('SYD', { name: 'Sydney', timezone: 'Australia/Sydney' });
    const desk = { ...library, branches: [...(library.branches ?? []), sydney] };
    expect(shown(await ask('syd today 18:30', {}, desk))[0]).toBe('Sydney, Mon 23 Nov 18:30');
  });

  it.each([
    'nowhere',
    'cen 25:00',
    'cen 13pm',
    'cen 9:7',
    'cen 2026-02-30',
    'cen someday',
    'cen 9 10',
    'cen nth-a',
    'sat sun cen',
    'cen constructor',
    'blah '.repeat(6_000),
  ])('"%s" is not guessed at', async (typed) => {
    const lines = shown(await ask(typed));
    expect(lines[0]).toMatch(/^I could not read “.{1,61}” as a branch or a time\.$/);
    expect(lines[1]).toContain('onshift CEN sat 18:30');
  });

  it('asks about a time that the clocks skip, and offers the one that follows it', async () => {
    const desk = await opened(library);
    const card = desk.ask('cen 2026-03-08 02:30');
    expect(shown(card)).toEqual([
      'Which time?',
      '02:30 does not exist at Central on Sun 8 Mar: the clocks go forward past it, straight to 03:00. Do you mean 03:00?',
      '[Sun 8 Mar 03:00]',
    ]);
    expect(buttonsOf(card).map((button) => shown(desk.press(button))[0])).toEqual([
      'Central, Sun 8 Mar 03:00',
    ]);
  });

  it('asks which of two is meant when the clocks show a time twice', async () => {
    const night = day(
      'CEN',
      '2026-11-01',
      shift('tom 2026-10-31 22:00 01:00'),
      shift('maria 2026-11-01 00:00 01:00', {
        startAt: at('2026-11-01 00:00'),
        endAt: '2026-11-01T06:00:00.000Z',
      }),
    );
    const desk = await opened({ ...library, days: [night] });
    const card = desk.ask('cen 2026-11-01 01:30');
    expect(shown(card)).toEqual([
      'Which time?',
      '01:30 comes twice at Central on Sun 1 Nov: the clocks go back. Do you mean before they do, or after?',
      '[First 01:30 (before the clocks go back)]',
      '[Second 01:30 (after the clocks go back)]',
    ]);
    const answers = buttonsOf(card).map((button) => shown(desk.press(button))[3]);
    expect(answers).toEqual(['Maria | Reference, until 01:00 EST', 'Nobody is planned for then.']);
  });

  it('answers a button whose branch is gone with a sentence', async () => {
    const desk = await opened(library);
    const gone = { button: 'onshift.branch', label: { own: '' }, value: 'GONE 2026-11-28 18:30' };
    expect(shown(desk.press(gone))[0]).toContain('I could not read');
  });
});
