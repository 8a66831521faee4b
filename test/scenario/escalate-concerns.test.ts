import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fields } from '../desk/incidents/write-report.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { rewriteStaff } from '../support/desk/rewrite-staff.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  it('never sends a report, nor a question about it, to the colleague whom it names', async () => {
    const [priya, lee, dana] = [desk.person('priya'), desk.person('lee'), desk.person('dana')];
    await priya.types('/incident');
    if (people !== 'page') await priya.sends('More', {});
    const colleague = people === 'page' ? 'staff:lee' : 'Lee Wong';
    const chosen = { ...fields(people, 'He threw the keys.'), 'Colleagues it is about': colleague };
    await priya.submits(chosen);
    expect(await hears(priya, 'CEN-2026-00001 is submitted')).toContain('goes to Dana Whitfield');
    await reads(dana, 'CEN-2026-00001: Conduct');
    expect(await dana.presses('Read')).toContain('Lee Wong');
    await priya.types('/escalate CEN-2026-00001 may we ask him for a talk');
    await reads(dana, 'may we ask him for a talk');
    expect(await lee.sees()).toBe('');
    expect(await lee.types('/incident CEN-2026-00001')).not.toMatch(/keys|Conduct|Priya/);
    expect(await lee.types('/desk today')).not.toContain('E-0001');
  });

  it('tells a student of no report but their own, and asks the colleague whom one names all the same never', async () => {
    await desk.stop();
    desk = await startDesk({
      people,
      prepare: (directory) =>
        rewriteStaff(directory, (staff) =>
          staff.map((one) => (one.id === 'omar' ? { ...one, role: 'student' } : one)),
        ),
    });
    const [priya, lee, omar] = [desk.person('priya'), desk.person('lee'), desk.person('omar')];
    await priya.types('/incident');
    if (people !== 'page') await priya.sends('More', {});
    const colleague = people === 'page' ? 'staff:lee' : 'Lee Wong';
    await priya.submits({ ...fields(people, 'He threw the keys.'), 'Colleagues it is about': colleague });
    await hears(priya, 'CEN-2026-00001 is submitted');
    const there = await omar.types('/escalate CEN-2026-00001 may I know');
    expect(there).toContain('No record with the number CEN-2026-00001 was found here.');
    expect(there).toContain('goes to Dana Whitfield');
    await reads(desk.person('dana'), 'CEN-2026-00001 may I know');
    expect(await lee.sees()).toBe('');
    const missing = await omar.types('/escalate CEN-2026-00002 may I know');
    expect(missing).toContain('No record with the number CEN-2026-00002 was found here.');
  });
});
