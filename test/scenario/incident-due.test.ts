import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { report } from '../desk/incidents/write-report.ts';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { reads } from '../support/desk/reads.ts';
import { rewriteStaff } from '../support/desk/rewrite-staff.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const day = 24 * 60 * 60_000;

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  it('brings up a report that nobody has reviewed, once a day, until somebody takes it', async () => {
    const [priya, lee, dana] = [desk.person('priya'), desk.person('lee'), desk.person('dana')];
    await report(priya, people, 'A man shouted.', 'CEN-2026-00001');
    await reads(lee, 'CEN-2026-00001');
    // That the platform took it is written down before a day passes: else it might have gone to those above Lee.
    await desk.restart();
    desk.clock.skip(day - 60_000);
    expect(await lee.sees()).not.toContain('has been waiting');
    desk.clock.skip(2 * 60_000);
    const seen = await reads(lee, 'CEN-2026-00001, Central Library, has been waiting for a review since');
    expect(seen).not.toContain('shouted');
    expect(await dana.sees()).toBe('');
    // Due work survives a restart.
    await desk.restart();
    desk.clock.skip(day);
    await reads(dana, 'has been waiting for a review');
    const rung = await dana.rings();
    await lee.presses('Review', 'has been waiting');
    await reads(priya, 'Lee Wong is reviewing it');
    desk.clock.skip(3 * day);
    await priya.types('/incident mine');
    expect(await dana.rings()).toBe(rung);
  });

  it('brings a report up again whose reviewer may review no more', async () => {
    const [priya, lee, dana] = [desk.person('priya'), desk.person('lee'), desk.person('dana')];
    await report(priya, people, 'A man shouted.', 'CEN-2026-00001');
    await reads(lee, 'CEN-2026-00001');
    await lee.presses('Review');
    await reads(priya, 'Lee Wong is reviewing it');
    await rewriteStaff(desk.directory, (staff) => staff.filter(({ id }) => id !== 'lee'));
    await eventually(
      'Lee is off the list',
      async () => !(await dana.types('/desk whatif cen')).includes('Lee Wong'),
    );
    await allRecorded(desk);
    desk.clock.skip(day);
    const seen = await reads(dana, 'Lee Wong no longer reviews report CEN-2026-00001, Central Library.');
    expect(seen).not.toContain('shouted');
    await reads(priya, 'Waiting for Dana Whitfield');
    await dana.presses('Review', 'no longer reviews');
    await reads(priya, 'Dana Whitfield is reviewing it');
  });

  it('deletes a draft that was left alone, after its author was reminded twice', async () => {
    const robin = desk.person('robin');
    await robin.types('/incident log NTH-B front desk a pipe leaks');
    const card = await reads(robin, 'Draft: Northside Library (Brook), front desk');
    expect(card).toContain('It is kept until');
    desk.clock.skip(7 * day + 60_000);
    expect(await reads(robin, 'has not been submitted yet')).not.toContain('pipe');
    desk.clock.skip(23 * day);
    await reads(robin, 'is deleted, because it was not changed for a long time');
    await eventually('it is gone', async () =>
      (await robin.types('/incident mine')).includes('You have no drafts and no reports'),
    );
    expect(await robin.presses('Continue')).toContain('not here any more');
  });
});
