import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';

describe('what the model has found', () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people: 'slack over http' });
  });
  afterEach(() => desk.stop());

  it('keeps the card of somebody who came unasked and then could not up to date', async () => {
    const [priya, robin, omar] = [desk.person('priya'), desk.person('robin'), desk.person('omar')];
    await priya.types('/assist now');
    await reads(omar, '[I’m coming]');
    await robin.presses('I’m coming');
    await reads(robin, 'Robin Clark is coming');
    await robin.presses('Can’t come', 'On scene');
    await omar.presses('Done');
    const shown = await reads(robin, 'Done (Omar Haddad');
    expect(shown).not.toContain('Robin Clark is coming');
    expect(shown).not.toContain('[On scene]');
  });

  it('asks the next people in time after a restart, also when the wall clock was put back meanwhile', async () => {
    const [omar, lee] = [desk.person('omar'), desk.person('lee')];
    await omar.types('/assist now');
    desk.clock.jumpWall(-60 * 60_000);
    await desk.restart();
    desk.clock.skip(61_000);
    await reads(lee, 'Come now');
  });
});
