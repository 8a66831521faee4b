import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';

const policies = {
  policies: [
    {
      for: 'now',
      steps: [
        { afterSeconds: 0, ask: ['zone'] },
        { afterSeconds: 60, ask: ['onShift', 'pic'] },
        { afterSeconds: 180, ask: ['supervisor'], needs: 2 },
      ],
      lastAfterSeconds: 300,
    },
  ],
};

describe.each(allPlaces)('%s: a policy', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({
      people,
      prepare: async (directory) => {
        await writeFile(join(directory, 'policies.json'), JSON.stringify(policies));
        const robin = 'CEN,robin,Teen area,2026-11-22 15:00,2026-11-22 21:00,';
        await appendFile(join(directory, 'shifts.csv'), `${robin}\n`);
      },
    });
  });
  afterEach(() => desk.stop());

  it('asks first whoever is at the zone, then the others', async () => {
    await desk.person('priya').types('/assist now cen teen area');
    await reads(desk.person('robin'), 'H-0001');
    expect(await desk.person('maria').rings()).toBe(0);
    desk.clock.skip(60_000);
    await reads(desk.person('maria'), 'H-0001');
  });

  it('asks the others at once when the call has no zone', async () => {
    await desk.person('priya').types('/assist now cen');
    await reads(desk.person('maria'), 'H-0001');
  });

  it('does not wait for colleagues of somebody who is alone, and the caller is told', async () => {
    expect(await desk.person('nora').types('/assist now nth-a')).toContain(
      'Nobody else on shift at Northside Library (Ashton) could be asked, so it goes to',
    );
    await reads(desk.person('nora'), 'Nobody else on shift here could be asked');
    await reads(desk.person('dana'), 'H-0001');
  });

  it('is foreseen with its zone, and with how many must come', async () => {
    const answer = await desk.person('robin').types('/escalate whatif cen teen area');
    expect(answer).toMatch(/Who would be asked at Central Library, teen area now/);
    expect(answer).toMatch(/At once[:\s]+Robin Clark \(on shift in that zone\)/);
    expect(answer).toMatch(
      /After 3 minutes[:\s]+Lee Wong \(supervisor\)\. Others are asked until 2 are coming/,
    );
    expect(await desk.person('robin').types('/escalate whatif cen teen area sat 18:30')).toMatch(
      /Central Library, teen area, Sat .*28/,
    );
  });
});
