import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { readDatabase } from '../support/process/read-database.ts';

const hourMs = 60 * 60_000;
const monthMs = 31 * 24 * hourMs;

describe.each(allPlaces)('%s: a call that was over a month ago', (people) => {
  let desk: TestDesk;
  afterEach(() => desk.stop());

  it('is no longer followed, and a button on its card still does what it says', async () => {
    desk = await startDesk({ people });
    const [priya, maria] = [desk.person('priya'), desk.person('maria')];
    await priya.types('/assist now a leak');
    await reads(maria, 'a leak');
    await maria.presses('Done');
    await reads(priya, 'Done (Maria Santos');
    const database = async () => readDatabase(join(desk.directory, 'db'));
    await allRecorded(desk);
    // A clock moved on by hours makes the desk give up a redraw that is on its way, again and again.
    await eventually('its cards are drawn as it ended', async () => {
      const { postings, calls } = await database();
      return postings.every(
        ({ content, drawn = 0 }) => 'card' in content || drawn >= (calls[0]?.revision ?? 0),
      );
    });
    desk.clock.skip(monthMs);
    await eventually('its cards are let go', async () => {
      // Looked for every hour: a card whose last redraw was still on its way is let go by a later look.
      desk.clock.skip(hourMs);
      return (await database()).postings.length === 0;
    });
    expect((await database()).calls).toHaveLength(1);
    if (people === 'page') {
      expect(await maria.sees()).not.toContain('H-0001');
    } else {
      await maria.presses('Write this up');
      expect(maria.seesForm()).toContain('Filled in from call H-0001');
    }
  });
});
