import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { fields } from '../desk/incidents/write-report.ts';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { type Member, rewriteStaff } from '../support/desk/rewrite-staff.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const code = 'NTH-B';

let desk: TestDesk;
afterEach(() => desk.stop());

async function rewriteBranches(
  directory: string,
  change: (branches: readonly Member[]) => readonly Member[],
): Promise<void> {
  const path = join(directory, 'branches.json');
  await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, 'utf8')) as Member[])));
}

it.each(allPlaces)(
  '%s: a branch that is taken out of branches.json keeps name, clock and dial text on its open calls',
  async (people) => {
    desk = await startDesk({
      people,
      prepare: (directory) =>
        rewriteBranches(directory, (branches) =>
          branches.map((one) =>
            one.code === code ? { ...one, timezone: 'Asia/Tokyo', emergencyText: 'Dial 119' } : one,
          ),
        ),
    });
    const robin = desk.person('robin');
    await robin.types('/assist emergency nth-b front desk man fell');
    const dana = await reads(desk.person('dana'), 'H-0001');
    const place = 'Northside Library (Brook), front desk';
    const card = await reads(robin, place);
    const called = /Called[\s:]+(\d+:\d\d( \wM)?)/.exec(card)?.[1] ?? 'no time';
    expect(dana).toContain(place);

    await rewriteStaff(desk.directory, (staff) =>
      staff.map((one) => ({ ...one, branches: (one.branches as string[]).filter((id) => id !== code) })),
    );
    await rewriteBranches(desk.directory, (branches) => branches.filter((one) => one.code !== code));
    await eventually(
      'the branch is gone',
      async () => !(await robin.types('/onshift all')).includes('Brook'),
    );
    await allRecorded(desk);
    desk.clock.skip(10 * 60_000);
    const now = await reads(robin, 'Nobody has confirmed');
    expect(now).toContain(place);
    expect(now).toContain('Dial 119');
    expect(now).not.toContain(`Emergency · ${code}`);
    expect(now).toContain(called);
    expect(await desk.person('dana').types('/onshift nth-b')).not.toContain('Brook');
  },
);

it.each(allPlaces)(
  '%s: a form for help whose zone is taken out while it is open is sent, with the zone in its note',
  async (people) => {
    desk = await startDesk({ people });
    const [priya, robin] = [desk.person('priya'), desk.person('robin')];
    await priya.types('/assist');
    await robin.types('/assist');
    const sunday = { hours: { sun: ['09:00-22:00'] } };
    await rewriteBranches(desk.directory, (branches) =>
      branches.map((one) => (one.code === 'CEN' ? { ...one, ...sunday, zones: ['teen area'] } : one)),
    );
    await eventually('the zone is gone with the hours', async () =>
      /22:00|10:00 PM/.test(await desk.person('maria').types('/onshift')),
    );
    await priya.submits({
      Where: 'Central Library, reading room',
      'What those who come should know': 'two people fight',
    });
    expect(await hears(priya, 'H-0001')).toContain('is saved and goes to');
    const card = await reads(desk.person('sam'), 'H-0001: Come now · Central Library');
    expect(card).toContain('reading room: two people fight');
    expect(card).not.toContain('Central Library, reading room');
    await robin.submits({ Where: 'Central Library, reading room' });
    await reads(desk.person('sam'), /H-0002[\s\S]*reading room/);
  },
);

it.each(allPlaces)(
  '%s: an open call and a report of a branch that is taken out stay in the list of the director',
  async (people) => {
    desk = await startDesk({
      people,
      prepare: (directory) =>
        rewriteBranches(directory, (branches) => [
          ...branches,
          { ...branches.at(-1), code: 'OLD', name: 'Old Branch', zones: ['hall'] },
        ]),
    });
    const [robin, dana] = [desk.person('robin'), desk.person('dana')];
    await robin.types('/assist now old hall somebody fell');
    await robin.types('/incident');
    await robin.submits({ ...fields(people, 'A chair broke.'), 'Where it happened': 'Old Branch, hall' });
    await hears(robin, 'OLD-2026-00001 is submitted');
    await rewriteBranches(desk.directory, (branches) => branches.filter((one) => one.code !== 'OLD'));
    await eventually(
      'the branch is gone',
      async () => !(await robin.types('/onshift all')).includes('Old Branch'),
    );
    const list = await dana.types('/desk today');
    expect(list).toMatch(/H-0001, Old Branch[\s\S]*OLD-2026-00001, Old Branch/);
    expect(await desk.person('lee').types('/desk today')).not.toContain('Old Branch');
  },
);

it.each(allPlaces)(
  '%s: an open question of a branch that is taken out is brought up with the director, who can answer it',
  async (people) => {
    desk = await startDesk({
      people,
      prepare: (directory) =>
        rewriteBranches(directory, (branches) => [
          ...branches,
          { ...branches.at(-1), code: 'OLD', name: 'Old Branch' },
        ]),
    });
    const [robin, dana] = [desk.person('robin'), desk.person('dana')];
    await robin.types('/escalate');
    await robin.submits({
      Where: 'Old Branch',
      'What you need': 'A decision: yes or no',
      'What needs deciding': 'may we close early',
    });
    await reads(dana, 'E-0001');
    await rewriteBranches(desk.directory, (branches) => branches.filter((one) => one.code !== 'OLD'));
    await eventually(
      'the branch is gone',
      async () => !(await robin.types('/onshift all')).includes('Old Branch'),
    );
    expect(await dana.types('/desk today')).toContain('E-0001, Old Branch');
    await allRecorded(desk);
    desk.clock.skip(30 * 60_000);
    await reads(robin, 'Nobody has answered E-0001');
    await allRecorded(desk);
    desk.clock.skip(24 * 60 * 60_000);
    await reads(dana, 'E-0001 at Old Branch still waits for an answer');
    expect(await dana.presses('Show it to me', 'still waits')).toContain('E-0001 is in your messages');
  },
);
