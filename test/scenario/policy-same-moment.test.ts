import { afterEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { type PlaceOfPeople, startDesk, type TestDesk } from '../support/desk/start-desk.ts';

const pairs: readonly (readonly [PlaceOfPeople, PlaceOfPeople])[] = [
  ['slack over http', 'teams'],
  ['slack by socket', 'teams'],
  ['teams', 'page'],
  ['slack over http', 'page'],
];

describe.each(pairs)('on %s and %s', (one, other) => {
  let desk: TestDesk;
  afterEach(() => desk.stop());

  it('two people pressing in the same millisecond are one leader and one helper, and everybody sees who', async () => {
    desk = await startDesk({ people: one, alsoAt: [other] });
    await desk.person('priya').types('/assist now cen');
    const [maria, omar] = [desk.person('maria', one), desk.person('omar', other)];
    await Promise.all([reads(maria, 'H-0001'), reads(omar, 'H-0001')]);
    const answers = await Promise.all([maria.presses('I’m coming'), omar.presses('I’m coming')]);
    const leads = answers.findIndex((answer) => answer.includes('can see that you are coming to'));
    const [leader, helper] = leads === 0 ? [maria, omar] : [omar, maria];
    expect(answers[1 - leads]).toContain(`${leader.name} leads`);
    for (const person of [desk.person('priya'), maria, omar, desk.person('sam')]) {
      const seen = await reads(person, `${leader.name} and ${helper.name} are coming`);
      expect(seen).toMatch(new RegExp(`${leader.name}( \\(leads\\)|,|\\s)`));
    }
    await reads(desk.person('priya'), `${leader.name} (leads)`);
  });
});
