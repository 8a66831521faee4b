import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import type { Person } from '../support/desk/person.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { typedAt } from '../support/desk/typed-at.ts';
import { eventually } from '../support/eventually.ts';

describe.each(allPlaces)('a call whose building is unknown, %s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  it('says nowhere that it was not sent once a building was chosen in the answer', async () => {
    const robin = desk.person('robin');
    expect(await robin.types('/assist now help')).toContain('Not sent to anyone yet');
    await reads(robin, 'Not sent to anyone yet');
    // While the card is on its way, nobody can tell it from the answer, and what is pressed stays.
    await allRecorded(desk);
    const answer = 'In an emergency: Dial 911';
    expect(await robin.pressesInReply('Central Library', answer)).toContain('H-0001 is saved and goes to');
    await reads(robin, 'Nobody has answered yet');
    const seen = () => Promise.all([robin.sees(), robin.hears()]);
    await eventually('nothing says it any more', async () =>
      (await seen()).every((words) => !words.includes('Not sent to anyone yet')),
    );
    expect((await seen()).join('\n')).not.toContain('[Northside Library (Brook)]');
    expect(await robin.hears()).toContain('H-0001 is saved and goes to Maria Santos');
  });

  it('pressed for the wrong building says where it went, and how to call at the right one', async () => {
    const robin = desk.person('robin');
    await robin.types('/assist emergency man fell');
    await reads(robin, 'If you choose none by');
    await robin.presses('Northside Library (Brook)', 'If you choose none by');
    await reads(desk.person('dana'), 'H-0001');
    const answer = await robin.pressesInReply('Central Library', 'In an emergency: Dial 911');
    expect(answer).toContain('Call H-0001 already went out for Northside Library (Brook).');
    expect(answer).toContain('Nobody at Central Library was asked by it.');
    expect(answer).toContain(typedAt(people, 'assist emergency CEN'));
    expect(answer).toContain('Dial 9-911');
    expect(answer).toContain('[Cancel]');
    await robin.pressesInReply('Cancel', 'already went out');
    await reads(robin, 'Cancelled');
    await robin.types('/assist emergency cen man fell');
    expect(await reads(desk.person('maria'), 'H-0002')).toContain('man fell');
  });

  it('says in the answer at which moment that was so, and what comes next, so that it stays true', async () => {
    const robin = desk.person('robin');
    const time = String.raw`\d{1,2}:\d\d:\d\d(\s[AP]M)?( \S+)?`;
    expect(await robin.types('/assist now help')).toMatch(
      new RegExp(
        `Not sent to anyone yet at ${time}\\.[^]*If none is chosen by ${time}, Dana Whitfield is asked`,
      ),
    );
    await reads(robin, new RegExp(`If you choose none by ${time}, Dana Whitfield is asked\\.`));
    expect(await robin.types('/assist now hurry')).toMatch(
      new RegExp(
        `At ${time}, your call \\S+ was not sent to anyone yet|At ${time} it was not sent to anyone yet`,
      ),
    );
  });

  it('does not say that the fallback person was asked as well when nobody was before them', async () => {
    const robin = desk.person('robin');
    await robin.types('/assist now help');
    await reads(robin, 'Not sent to anyone yet');
    desk.clock.skip(60_500);
    await reads(robin, 'H-0001 has now gone to Dana Whitfield.');
    expect(`${await robin.sees()}${await robin.hears()}`).not.toContain('lso asked');
  });

  it('asks somebody at once when the caller finds no building, and not once more when the minute is over', async () => {
    const robin = desk.person('robin');
    const dana = desk.person('dana');
    await robin.types('/assist now help');
    await reads(robin, /\[Ask somebody now\]/);
    await allRecorded(desk);
    expect(await robin.presses('Ask somebody now')).toContain('H-0001 has now gone to Dana Whitfield.');
    await reads(dana, 'I’m coming');
    const asked = await dana.rings();
    await reads(robin, /Which building are you in\?.*\[Central Library\].*\[Ask more people now\]/s);
    await allRecorded(desk);
    desk.clock.skip(60_500);
    desk.clock.skip(300_000);
    expect(await reads(robin, 'Nobody has confirmed')).not.toContain('[Ask somebody now]');
    expect(await dana.rings()).toBe(asked);
  });

  const answers = [
    ['who is coming', async (dana: Person) => void (await dana.presses('I’m coming'))],
    ['who has not answered', async () => {}],
  ] as const;
  it.each(answers)(
    'the fallback person %s is asked again when the building is typed with more words',
    async (_, answer) => {
      const [robin, dana] = [desk.person('robin'), desk.person('dana')];
      await robin.types('/assist now help');
      await robin.presses('Ask somebody now');
      await reads(dana, '[I’m coming]');
      await allRecorded(desk);
      await answer(dana);
      const rung = await dana.rings();
      await robin.types('/assist emergency cen he has a knife');
      await reads(desk.person('maria'), 'H-0001: Emergency');
      await eventually('Dana is rung again', async () => (await dana.rings()) === rung + 1);
      expect(await reads(dana, 'You were asked again at')).toContain('he has a knife');
    },
  );

  it.each(answers)(
    'the fallback person %s is asked again, with the building, when it is chosen',
    async (_, answer) => {
      const [robin, dana] = [desk.person('robin'), desk.person('dana')];
      await robin.types('/assist emergency man fell');
      await robin.presses('Ask somebody now');
      await reads(dana, '[I’m coming]');
      await allRecorded(desk);
      await answer(dana);
      await allRecorded(desk);
      const rung = await dana.rings();
      await robin.presses('Central Library', 'Which building are you in?');
      await reads(desk.person('maria'), 'H-0001: Emergency');
      await eventually('Dana is rung again', async () => (await dana.rings()) === rung + 1);
      expect(await reads(dana, 'You were asked again at')).toContain('Central Library');
    },
  );

  it('whoever is coming reads that it is not known where to, and the caller that they do not know it', async () => {
    const [robin, dana] = [desk.person('robin'), desk.person('dana')];
    await robin.types('/assist now help');
    await robin.presses('Ask somebody now');
    await reads(dana, '[I’m coming]');
    await allRecorded(desk);
    expect(await dana.presses('I’m coming')).toContain(
      'Thank you. Robin Clark can see that you are coming (H-0001). The building is not known yet: you are asked again as soon as it is.',
    );
    await reads(
      robin,
      'Dana Whitfield is coming to you (H-0001). They do not know which building you are in: choose it on your card.',
    );
  });

  it('can be sent on from the answer too, which then still asks for the building', async () => {
    const robin = desk.person('robin');
    await robin.types('/assist now help');
    const answer = await robin.pressesInReply('Ask somebody now');
    expect(answer).toMatch(
      /H-0001 has now gone to Dana Whitfield\..*Which building are you in\?.*\[Central Library\]/s,
    );
    expect(await robin.pressesInReply('Central Library')).toMatch(
      /H-0001 is saved and goes to .*Maria Santos/,
    );
  });
});

const byName = { for: 'now', steps: [{ afterSeconds: 0, ask: [{ person: 'sam' }] }], lastAfterSeconds: 300 };

describe.each(allPlaces)(
  'a call without a building to which a supervisor comes from the list, %s',
  (people) => {
    let desk: TestDesk;
    let robin: Person;
    let lee: Person;
    beforeEach(async () => {
      const policies = [byName, { ...byName, for: 'emergency' }];
      desk = await startDesk({
        people,
        prepare: (directory) => writeFile(join(directory, 'policies.json'), JSON.stringify({ policies })),
      });
      [robin, lee] = [desk.person('robin'), desk.person('lee')];
      await robin.types('/assist now he shouts');
      await reads(robin, 'If you choose none by');
      expect(await lee.types('/desk today')).toContain('[I’m coming]');
      await lee.pressesInReply('I’m coming');
      await reads(robin, 'Lee Wong is coming to you (H-0001)');
      await reads(lee, 'You said that you are coming');
    });
    afterEach(() => desk.stop());

    it('asks them again for an emergency, and says so', async () => {
      const rung = await lee.rings();
      await robin.types('/assist emergency he has a knife');
      await hears(robin, 'it is now “Emergency”');
      expect(await robin.hears()).not.toContain('it was not sent to anyone yet: say which building');
      await eventually('Lee is rung again', async () => (await lee.rings()) === rung + 1);
      expect(await reads(lee, 'H-0001: Emergency')).toContain('he has a knife');
    });

    it('asks the fallback person as soon as they can’t come after all', async () => {
      await lee.presses('Can’t come');
      await reads(desk.person('dana'), 'H-0001');
      await reads(robin, 'Lee Wong can’t come to H-0001 after all. Now also asked: Dana Whitfield.');
      expect(await desk.person('sam').sees()).not.toContain('H-0001');
    });

    it('asks the fallback person too when its caller wants more', async () => {
      expect(await robin.presses('Ask more people now')).toContain('Asked for H-0001: Dana Whitfield');
      await reads(desk.person('dana'), 'H-0001');
    });
  },
);

// Slack alone says so late where a message stands that somebody can press already.
describe.each(['slack over http', 'slack by socket'] as const)('the building, %s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  it.each([
    ['Central Library', 'H-0001 is saved and goes to'],
    ['Ask somebody now', 'H-0001 has now gone to Dana Whitfield.'],
  ])(
    'pressed as %s on the card before Slack says where that stands, keeps its answer',
    async (label, said) => {
      const robin = desk.person('robin');
      let letGo = () => {};
      const once = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      desk.slack?.fail('chat.postMessage', { status: 500, afterwards: true, once, times: 1 });
      await robin.types('/assist now help');
      await reads(robin, 'If you choose none by');
      const reading = async () => `${await robin.sees()}\n${await robin.hears()}`;
      await robin.pressesAway(label, 'If you choose none by');
      await eventually('the answer', async () => (await reading()).includes(said));
      letGo();
      await allRecorded(desk);
      await eventually('the card follows its call', async () => {
        const card = (await robin.sees()).split('\n\n').find((one) => one.includes('H-0001: '));
        return card !== undefined && !card.includes('If you choose none by');
      });
      expect(await reading()).toContain(said);
    },
  );
});

describe.each([
  ['a call', '/assist now help', 'now'],
  ['a question', '/escalate fine override', 'escalate'],
])('%s whose policy has a fallback person of its own', (_, words, kind) => {
  let desk: TestDesk;
  beforeEach(async () => {
    const steps = [{ afterSeconds: 0, ask: [{ person: 'robin' }] }];
    const policies = [{ for: kind, steps, lastAfterSeconds: 300, fallback: { person: 'lee' } }];
    desk = await startDesk({
      prepare: (directory) => writeFile(join(directory, 'policies.json'), JSON.stringify({ policies })),
    });
  });
  afterEach(() => desk.stop());

  it('goes to the organisation’s while the building is unknown', async () => {
    const robin = desk.person('robin');
    expect(await robin.types(words)).toContain('Dana Whitfield is asked');
    await reads(robin, 'Dana Whitfield is asked');
    desk.clock.skip(60_500);
    await reads(desk.person('dana'), 'Robin Clark');
    expect(await desk.person('lee').sees()).not.toContain('Robin Clark');
  });

  it('goes to the policy’s once it is known', async () => {
    const robin = desk.person('robin');
    await robin.types(words);
    await robin.pressesInReply('Central Library');
    await reads(desk.person('lee'), 'Robin Clark');
    expect(await desk.person('dana').sees()).not.toContain('Robin Clark');
  });
});
