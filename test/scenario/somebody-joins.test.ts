import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { type Member, rewriteStaff } from '../support/desk/rewrite-staff.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { entraId } from '../support/teams/index.ts';

const isRobin = ({ id }: Member) => id === 'robin';
/** On the page people are chosen from the list, so whoever is not on it yet is nobody there. */
const chats = allPlaces.filter((place) => place !== 'page');

describe.each(chats)('%s: somebody who is put on the list of staff', (people) => {
  let desk: TestDesk;
  let priya: Person;
  let robin: Person;

  /** Robin is in the chat, and nobody says yet who that is. */
  beforeEach(async () => {
    desk = await startDesk({
      people,
      async prepare(directory) {
        await rewriteStaff(directory, (staff) =>
          staff.map((one) => (isRobin(one) ? { ...one, slack: undefined, active: false } : one)),
        );
        const shift = 'NTH-B,robin,front desk,2026-11-23 09:00,2026-11-23 17:00,';
        await appendFile(join(directory, 'shifts.csv'), `${shift}\n`);
      },
    });
    [priya, robin] = [desk.person('priya'), desk.person('robin')];
  });
  afterEach(() => desk.stop());

  async function robinIsListed(): Promise<void> {
    const ids = { slack: 'U0ROBIN', teams: entraId('robin') };
    await rewriteStaff(desk.directory, (staff) =>
      staff.map((one) => (isRobin(one) ? { ...one, ...ids, active: true } : one)),
    );
    await eventually('Robin is on the list', async () =>
      (await priya.types('/onshift nth-b tomorrow 10:00')).includes('Robin Clark'),
    );
  }

  it('during their call adds to it as before', async () => {
    expect(await robin.types('/assist now cen teen area')).toContain('H-0001');
    await reads(desk.person('maria'), 'H-0001');
    await robinIsListed();
    expect(await robin.types('/assist still here')).toContain('H-0001');
    await reads(desk.person('maria'), 'still here');
    expect(await robin.sees()).not.toContain('H-0002');
  });

  it('on the way to a call can say that they can’t come after all', async () => {
    await priya.types('/assist now teen area');
    await eventually('the call is in the channel', async () =>
      (await robin.seesInChannel('CEN')).includes('[I’m coming]'),
    );
    await robin.presses('I’m coming');
    await reads(priya, 'Robin Clark is coming to you');
    await reads(robin, '[Can’t come]');
    await robinIsListed();
    expect(await robin.presses('Can’t come', 'H-0001')).toContain('Now asked: Lee Wong and Nora Lind');
    await reads(priya, 'Robin Clark can’t come to H-0001 after all. Now also asked: Lee Wong and Nora Lind.');
  });

  it('finds the drafts that they have kept', async () => {
    await robin.types('/incident log cen teen area chair broken');
    await robinIsListed();
    expect(await robin.types('/incident mine')).toContain('Central Library, teen area');
    await robin.opensHome();
    await eventually('the draft is on the Home', async () =>
      (await robin.seesHome()).includes('Central Library, teen area'),
    );
  });
});
