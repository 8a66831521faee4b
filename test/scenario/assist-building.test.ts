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
});
