import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const acting = 'CEN,robin,acting supervisor,2026-11-22 13:00,2026-11-22 19:00,\n';

describe.each(allPlaces)('%s: who stands in for a supervisor by their shift', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    const prepare = (directory: string) => appendFile(join(directory, 'shifts.csv'), acting);
    desk = await startDesk({ people, prepare });
  });
  afterEach(() => desk.stop());

  it('closes a call of the list of what waits with a reason, while that shift lasts', async () => {
    const [priya, robin] = [desk.person('priya'), desk.person('robin')];
    await priya.types('/assist teen area');
    await reads(priya, 'H-0001');
    expect(await robin.types('/desk today')).toContain('[Close with a reason]');
    await robin.presses('Close with a reason');
    await robin.submits({ 'Why it is closed': 'Settled by phone' });
    await hears(robin, 'Call H-0001 is closed');
    await reads(priya, 'Closed by a supervisor (Robin Clark');

    await priya.types('/assist teen area');
    await reads(priya, 'H-0002');
    expect(await robin.types('/desk today')).toContain('[Close with a reason]');
    desk.clock.skip(20 * 60_000);
    await robin.presses('Close with a reason');
    await robin.submits({ 'Why it is closed': 'Settled by phone' });
    await eventually(
      'the form says why not',
      async () =>
        robin.seesForm()?.includes('Only a supervisor of that branch can close call H-0002') === true,
    );
  });
});
