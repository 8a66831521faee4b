import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
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
});
