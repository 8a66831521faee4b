import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { branches } from '../support/desk/library.ts';
import type { Person } from '../support/desk/person.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { typedAt } from '../support/desk/typed-at.ts';

/** The small library with as many branches as are wanted. */
function withBranches(count: number) {
  const more = Array.from({ length: count - branches.length }, (_, index) => ({
    code: `X${index + 1}`,
    name: `Branch Library ${index + 1} at the Old Market Hall`,
    timezone: 'America/Toronto',
    zones: ['front desk'],
    hours: {},
    channels: {},
  }));
  return (directory: string) =>
    writeFile(join(directory, 'branches.json'), JSON.stringify([...branches, ...more]));
}

const field = 'Which building are you in?';
const own = '[Northside Library (Brook)]';
const unsent = ['Not sent to anyone yet', 'Dana Whitfield is asked', own];

describe.each(allPlaces)('a building that nobody knows, %s', (people) => {
  /** In Slack, what is chosen from a long list is its code. */
  const central = people.startsWith('slack') ? 'CEN' : 'Central Library';

  let desk: TestDesk;
  let robin: Person;
  afterEach(() => desk.stop());

  /** Robin types this; gives the answer and the card. */
  async function types(words: string, count: number): Promise<readonly [answer: string, card: string]> {
    desk = await startDesk({ people, prepare: withBranches(count) });
    robin = desk.person('robin');
    const answer = await robin.types(words);
    const card = await reads(robin, 'If you choose none by');
    await allRecorded(desk);
    return [answer, card];
  }

  it.each([20, 60, 250])('of %i leaves a call what to dial and all other buttons', async (count) => {
    const shown = await types('/assist now man shouting at the desk', count);
    const isListed = count > 20;
    for (const one of shown) {
      for (const said of [...unsent, 'In an emergency: Dial 911', '[Ask somebody now]'])
        expect(one).toContain(said);
      expect(one).not.toContain('not fit here');
      expect(one.includes('[Branch Library 17 at the Old Market Hall]')).toBe(!isListed);
      expect(one.includes('[Another building]')).toBe(isListed);
      expect(one.includes('the code of your building')).toBe(isListed);
    }
    for (const said of ['man shouting', '[Cancel]']) expect(shown[1]).toContain(said);
    desk.clock.skip(60_500);
    await reads(robin, 'H-0001 has now gone to Dana Whitfield');
    await allRecorded(desk);
    desk.clock.skip(300_000);
    const nobody = 'Nobody has confirmed. Do not wait for an answer here. Dial 911';
    const last = (await reads(robin, nobody)).split('\n\n').find((one) => one.includes(field));
    for (const said of [nobody, own, '[Cancel]', '[Ask more people now]']) expect(last).toContain(said);
  });

  it('is chosen from the list of all, once', async () => {
    await types('/assist now man shouting at the desk', 250);
    await robin.presses('Another building', 'If you choose none by');
    expect(robin.seesForm()).toContain('In an emergency: Dial 911');
    await robin.submits({ [field]: central });
    await hears(robin, 'H-0001 is saved and goes to');
    expect(await reads(desk.person('maria'), 'H-0001: Come now · Central Library')).toContain('man shouting');
    await robin.pressesInReply('Another building');
    await robin.submits({ [field]: 'X1' });
    await hears(robin, 'Call H-0001 already went out for Central Library.');
  });

  it('can be typed with the words that stand below the list, or is one of their own at one press', async () => {
    const [, card] = await types('/assist emergency man fell', 250);
    expect(card).toContain(`type ${typedAt(people, 'assist emergency')} and the code of your building`);
    await robin.types('/assist emergency cen');
    await reads(desk.person('maria'), 'H-0001: Emergency · Central Library');
    await robin.types('/escalate may we close early');
    await reads(robin, 'E-0001: Decision wanted · Building unknown');
    await allRecorded(desk);
    await robin.presses('Northside Library (Brook)', 'E-0001');
    await reads(robin, 'E-0001: Decision wanted · Northside Library (Brook)');
  });

  it('leaves a question all that it has, and is chosen from the list of all', async () => {
    const shown = await types('/escalate may we close early', 250);
    for (const one of shown) {
      for (const said of [...unsent, '[Another building]']) expect(one).toContain(said);
      expect(one).not.toContain('not fit here');
    }
    expect(shown[1]).toContain('[Withdraw]');
    await robin.presses('Another building', 'If you choose none by');
    await robin.submits({ [field]: central });
    await hears(robin, 'E-0001 is saved and goes to Lee Wong');
    await reads(desk.person('lee'), 'E-0001: Decision wanted · Central Library');
  });
});
