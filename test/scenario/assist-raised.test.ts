import { afterEach, describe, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import type { Person } from '../support/desk/person.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { withoutDirector } from '../support/desk/without-director.ts';
import { eventually } from '../support/eventually.ts';

const minute = 60_000;
/** Half past eleven at night: nobody is on shift anywhere. */
const night = '2026-11-23T04:30:00.000Z';

describe.each(allPlaces)('%s: a call that becomes more urgent', (people) => {
  let desk: TestDesk;
  afterEach(() => desk.stop());

  async function isRungOnceMore(person: Person, before: number): Promise<void> {
    await eventually(`${person.name} is rung once more`, async () => (await person.rings()) === before + 1);
    await reads(person, 'You were asked again');
  }

  it('rings whoever was asked although no building is known and the steps find nobody', async () => {
    desk = await startDesk({ people, prepare: withoutDirector });
    const [robin, lee] = [desk.person('robin'), desk.person('lee')];
    await robin.types('/assist a fight');
    await allRecorded(desk);
    desk.clock.skip(minute);
    await reads(lee, '[I’m coming]');
    await allRecorded(desk);
    const before = await lee.rings();
    await robin.types('/assist emergency');
    await hears(robin, 'people were asked again');
    await isRungOnceMore(lee, before);
  });

  it('rings whoever was asked although nobody is on shift there', async () => {
    desk = await startDesk({ people, at: night, prepare: withoutDirector });
    const [priya, lee] = [desk.person('priya'), desk.person('lee')];
    await priya.types('/assist now nth-b lost key');
    await reads(lee, '[I’m coming]');
    const before = await lee.rings();
    await priya.types('/assist emergency nth-b');
    await hears(priya, 'people were asked again');
    await isRungOnceMore(lee, before);
  });

  it('waits no longer than that urgency does when its building is still unknown', async () => {
    desk = await startDesk({ people });
    const [robin, dana] = [desk.person('robin'), desk.person('dana')];
    await robin.types('/assist a fight');
    await robin.types('/assist emergency');
    await allRecorded(desk);
    desk.clock.skip(minute);
    await reads(dana, '[I’m coming]');
    await reads(robin, 'has now gone to Dana Whitfield');
    await allRecorded(desk);
    desk.clock.skip(3 * minute);
    await reads(robin, 'Nobody has confirmed');
  });
});
