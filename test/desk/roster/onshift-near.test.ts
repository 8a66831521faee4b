import { describe, expect, it } from 'vitest';
import { behind, opened, shown } from './ask-onshift.ts';
import { at } from './desk.ts';

describe('onshift, a branch that is nearly typed', () => {
  it.each([
    ['maple stret', ['Maple Street Library, Brook (MAP)']],
    ['mapel street', ['Maple Street Library, Brook (MAP)']],
    ['maplestreet', ['Maple Street Library, Brook (MAP)']],
    ['centrla', ['Central Library, Ashton (CEN)']],
    ['cen1', ['Central Library, Ashton (CEN)']],
    ['nrothside', ['Northside, Ashton (NTH-A)', 'Northside, Brook (NTH-B)']],
    ['northsid broook', ['Northside, Brook (NTH-B)']],
    ['MPA', ['Maple Street Library, Brook (MAP)']],
    ['NHT-A', ['Northside, Ashton (NTH-A)']],
    ['NTHA', ['Northside, Ashton (NTH-A)', 'Northside, Brook (NTH-B)']],
  ])('"%s" is offered, not taken', async (typed, branches) => {
    const card = (await opened()).ask(typed);
    expect(shown(card)).toEqual([
      'Which branch?',
      `No branch is called “${typed}”. Did you mean ${branches.length === 1 ? 'this one' : 'one of these'}?`,
      ...branches.map((one) => `[${one}]`),
    ]);
  });

  it('keeps the moment in the button', async () => {
    const desk = await opened();
    for (const typed of ['maple stret sat 18:30', 'sat 18:30 maple stret'])
      expect(behind(desk, desk.ask(typed))).toEqual(['Maple Street Library, Sat 28 Nov 18:30']);
    expect(behind(desk, desk.ask('maple stret tonight'))).toEqual([
      'Maple Street Library, Sun 22 Nov 17:00 to 00:00',
    ]);
  });

  it.each(['xyz', 'someday', 'blah', '9 10', 'cen 9 10'])('"%s" is near to none', async (typed) => {
    expect(shown((await opened()).ask(typed))[0]).toContain('I could not read');
  });

  it('is not looked for in a pasted page', async () => {
    expect(shown((await opened()).ask('m'.repeat(30_000)))[0]).toContain('I could not read');
  });
});

describe('onshift, a time that is nearly typed', () => {
  it.each([
    ['tomorow 9', ['tomorrow 9']],
    ['cen tonigth', ['cen tonight']],
    ['cen wensday', ['cen wednesday']],
    ['cen next saterday 18:30', ['cen next saturday 18:30']],
    ['all sonday', ['all sunday', 'all monday']],
  ])('"%s" is offered as %j, not taken', async (typed, corrected) => {
    const card = (await opened()).ask(typed);
    expect(shown(card).toSorted()).toEqual(
      [
        `I could not read “${typed}” as a branch or a time.`,
        `Did you mean ${corrected.length === 1 ? 'this' : 'one of these'}?`,
        ...corrected.map((one) => `[onshift ${one}]`),
      ].toSorted(),
    );
  });

  it('is the same day when it is chosen later', async () => {
    const desk = await opened();
    const tomorrow = at('2026-11-23 15:00');
    expect(behind(desk, desk.ask('cen tomorow 9'), tomorrow)).toEqual(['Central Library, Mon 23 Nov 09:00']);
    expect(behind(desk, desk.ask('all tonigt'), tomorrow)).toEqual([
      'All branches, Sun 22 Nov 17:00 to 00:00',
    ]);
    expect(behind(desk, desk.ask('northside tonigt'), tomorrow)).toEqual(['Which branch?']);
  });

  it.each(['cen evning', 'tomo', 'thing', 'cen soon', 'cen tomorow tonigt'])(
    '"%s" is near to none',
    async (typed) => {
      expect(shown((await opened()).ask(typed))[1]).toContain('Write a branch, a time, or both');
    },
  );
});
