import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const hour = 60 * 60_000;

describe.each(allPlaces)('%s: a call that nobody has ended', (people) => {
  let desk: TestDesk;
  let maria: Person;
  let lee: Person;

  beforeEach(async () => {
    desk = await startDesk({ people });
    [maria, lee] = [desk.person('maria'), desk.person('lee')];
    await desk.person('priya').types('/assist now teen area');
    await reads(maria, '[On scene]');
    await maria.presses('On scene');
  });
  afterEach(() => desk.stop());

  /** The hourly question is a card of its own, which rings. */
  async function isAskedAfterAnHour(): Promise<void> {
    await allRecorded(desk);
    const before = await maria.rings();
    desk.clock.skip(hour);
    await eventually('Maria Santos is asked whether it is over', async () => {
      return (await maria.rings()) === before + 1;
    });
  }

  function reminders(): Promise<number> {
    return lee
      .sees()
      .then((seen) => seen.split('H-0001 at Central Library, teen area is still open').length - 1);
  }

  it('is asked about every hour by whoever is there, for so long as the policy says, and then once a day by the supervisors', async () => {
    for (let asked = 0; asked < 12; asked += 1) await isAskedAfterAnHour();
    expect(await reminders()).toBe(0);
    const before = await maria.rings();
    for (const day of [1, 2, 3]) {
      await allRecorded(desk);
      desk.clock.skip(day === 1 ? hour : 24 * hour);
      await eventually(`Lee Wong reads reminder ${day}`, async () => (await reminders()) === day);
    }
    expect(await reads(lee, 'is still open: Maria Santos is there.')).toContain('[Close with a reason]');
    expect(await maria.rings()).toBe(before);
    await maria.presses('Done');
    await reads(desk.person('priya'), 'Maria Santos says that your call H-0001 is done');
  });

  it('waits for nobody else when whoever is there says so once more', async () => {
    await isAskedAfterAnHour();
    desk.clock.skip(60_000);
    await maria.presses('On scene');
    const [priya, omar] = [desk.person('priya'), desk.person('omar')];
    await priya.types('/assist now teen area a second man came');
    await reads(omar, 'a second man came');
    await reads(priya, 'Maria Santos is there');
    await allRecorded(desk);
    desk.clock.skip(120_000);
    await allRecorded(desk);
    expect(await priya.sees()).not.toContain('nothing has been heard since');
    expect(await maria.sees()).not.toContain('If you still are, press On scene.');
    expect(await lee.sees()).not.toContain('a second man came');
  });

  it('asks everybody by its steps when it becomes an emergency, for whoever was there may have gone home', async () => {
    await isAskedAfterAnHour();
    const [priya, omar, dana] = [desk.person('priya'), desk.person('omar'), desk.person('dana')];
    await reads(priya, 'Maria Santos is there');
    await priya.types('/assist emergency he has collapsed');
    await reads(omar, 'he has collapsed');
    await reads(priya, 'Maria Santos was there, and nothing has been heard since');
    const asked = await reads(maria, 'If you still are, press On scene.');
    expect(asked).toMatch(/Maria Santos, there at (?:18:40|6:40 PM), no word since/);
    expect(asked).not.toContain('Is call H-0001');
    for (const [person, seconds] of [[lee, 30] as const, [dana, 60] as const]) {
      await allRecorded(desk);
      desk.clock.skip(seconds * 1000);
      await reads(person, '[I’m coming]');
    }
    await allRecorded(desk);
    desk.clock.skip(90_000);
    const told = await reads(priya, 'Nobody has confirmed call H-0001 since Maria Santos was there at');
    expect(told).toContain('Do not wait for an answer here. Dial 9-911');
    await maria.presses('On scene');
    await reads(priya, 'Maria Santos is there');
  });

  it('stays with whoever is there when words after an hour become a call of their own', async () => {
    await isAskedAfterAnHour();
    const priya = desk.person('priya');
    await priya.types('/assist now reading room chair broken');
    await reads(priya, 'Maria Santos was there, and nothing has been heard since');
    await priya.presses('New call');
    await reads(priya, 'Maria Santos is there');
    for (const seconds of [60, 120]) {
      await allRecorded(desk);
      desk.clock.skip(seconds * 1000);
    }
    await reads(desk.person('dana'), 'H-0002');
    expect(await lee.sees()).toContain('H-0002');
    for (const one of [lee, desk.person('dana')]) expect(await one.sees()).not.toContain('H-0001');
  });

  it('is asked about anew by whoever comes after that', async () => {
    for (let asked = 0; asked < 12; asked += 1) await isAskedAfterAnHour();
    desk.clock.skip(hour);
    await eventually('Lee Wong is reminded', async () => (await reminders()) === 1);
    await maria.presses('Can’t come');
    await desk.person('omar').presses('On scene');
    const before = await desk.person('omar').rings();
    desk.clock.skip(hour);
    await eventually('Omar Haddad is asked whether it is over', async () => {
      return (await desk.person('omar').rings()) > before;
    });
    expect(await reminders()).toBe(1);
  });
});
