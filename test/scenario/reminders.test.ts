import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { reads } from '../support/desk/reads.ts';
import { rewriteStaff } from '../support/desk/rewrite-staff.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { withoutDirector } from '../support/desk/without-director.ts';
import { eventually } from '../support/eventually.ts';

const minute = 60_000;
/** Half past eleven at night: nobody is on shift anywhere. */
const night = '2026-11-23T04:30:00.000Z';
const day = 24 * 60 * minute;

describe.each(allPlaces)(
  '%s: the daily reminder of an open call in a library without a director',
  (people) => {
    let desk: TestDesk;
    afterEach(() => desk.stop());

    it('goes to a supervisor where the building is unknown', async () => {
      desk = await startDesk({ people, prepare: withoutDirector });
      const [robin, lee] = [desk.person('robin'), desk.person('lee')];
      await robin.types('/assist a fight');
      await allRecorded(desk);
      desk.clock.skip(minute);
      await reads(lee, '[I’m coming]');
      await allRecorded(desk);
      desk.clock.skip(12 * minute);
      await reads(robin, 'Nobody has confirmed');
      await allRecorded(desk);
      desk.clock.skip(day);
      expect(await reads(lee, 'H-0001 at Building unknown is still open')).toContain('[Close with a reason]');
      await lee.presses('Close with a reason');
      await lee.submits({ 'Why it is closed': 'found' });
      await reads(robin, 'Closed by a supervisor (Lee Wong');
    });

    it('goes to the coordinator before supervisors of other branches', async () => {
      desk = await startDesk({
        people,
        async prepare(directory) {
          await withoutDirector(directory);
          await rewriteStaff(directory, (staff) =>
            staff.map((one) => (one.id === 'omar' ? { ...one, role: 'coordinator' } : one)),
          );
        },
      });
      const [nora, omar, lee] = [desk.person('nora'), desk.person('omar'), desk.person('lee')];
      await nora.types('/assist now');
      await allRecorded(desk);
      await eventually('Nora is told that nobody has confirmed', async () => {
        if ((await nora.sees()).includes('Nobody has confirmed')) return true;
        // By small steps: what is asked is sent before the next step is due.
        desk.clock.skip(5000);
        return false;
      });
      await allRecorded(desk);
      desk.clock.skip(day);
      await reads(omar, 'H-0001 at Northside Library (Ashton) is still open');
      expect(await lee.sees()).not.toContain('is still open');
    });

    it('can be closed by whoever gets it, also a supervisor of another branch', async () => {
      desk = await startDesk({ people, at: night, prepare: withoutDirector });
      const [nora, lee] = [desk.person('nora'), desk.person('lee')];
      await nora.types('/assist now nth-a');
      await reads(lee, '[I’m coming]');
      await allRecorded(desk);
      desk.clock.skip(2 * minute);
      await reads(nora, 'Nobody has confirmed');
      await allRecorded(desk);
      desk.clock.skip(day);
      await reads(lee, 'H-0001 at Northside Library (Ashton) is still open');
      await lee.presses('Close with a reason');
      await lee.submits({ 'Why it is closed': 'she went home' });
      await reads(nora, 'Closed by a supervisor (Lee Wong');
    });
  },
);

describe.each(allPlaces)('%s: the daily reminder of an open question where nobody leads', (people) => {
  let desk: TestDesk;
  afterEach(() => desk.stop());

  it('goes to a supervisor of another branch, who can answer it', async () => {
    const steps = [{ afterSeconds: 0, ask: [{ person: 'omar' }] }];
    desk = await startDesk({
      people,
      async prepare(directory) {
        await withoutDirector(directory);
        const policies = [{ for: 'escalate', steps, lastAfterSeconds: 60, fallback: { person: 'omar' } }];
        await writeFile(join(directory, 'policies.json'), JSON.stringify({ policies }));
      },
    });
    const [nora, omar, lee] = [desk.person('nora'), desk.person('omar'), desk.person('lee')];
    await nora.types('/escalate may we close early');
    await reads(omar, 'E-0001');
    desk.clock.skip(minute);
    await reads(nora, 'Nobody has answered E-0001. In their absence Omar Haddad decides.');
    await allRecorded(desk);
    desk.clock.skip(day);
    const seen = await reads(lee, 'E-0001 at Northside Library (Ashton) still waits for an answer');
    expect(seen).not.toContain('may we close early');
    expect(await lee.types('/desk today')).toContain('E-0001');
    await lee.presses('Show it to me');
    await reads(lee, 'may we close early');
    await lee.presses('No');
    await reads(nora, 'Lee Wong decided: No (E-0001).');
  });
});
