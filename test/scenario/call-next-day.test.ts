import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const hour = 60 * 60_000;
const tuesday = '2026-11-24 09:00,2026-11-24 17:00';

describe.each(allPlaces)('%s: a call while one of two days ago was never ended', (people) => {
  let desk: TestDesk;
  let priya: Person;
  let maria: Person;
  let robin: Person;

  /** Maria came on Sunday and forgot "Done"; on Tuesday Robin is on shift with Priya. */
  beforeEach(async () => {
    desk = await startDesk({
      people,
      prepare: (directory) =>
        appendFile(
          join(directory, 'shifts.csv'),
          `CEN,robin,reference,${tuesday},pic\nCEN,priya,circulation,${tuesday},\n`,
        ),
    });
    [priya, maria, robin] = [desk.person('priya'), desk.person('maria'), desk.person('robin')];
    await priya.types('/assist now teen area');
    await reads(maria, '[On scene]');
    await maria.presses('On scene');
    await reads(priya, 'Maria Santos is there');
    await allRecorded(desk);
    desk.clock.skip(39 * hour);
    await reads(desk.person('lee'), 'H-0001 at Central Library, teen area is still open');
  });
  afterEach(() => desk.stop());

  it.each(['now', 'emergency'])('is a new one, and asks those on shift now (%s)', async (urgency) => {
    const before = await maria.rings();
    await priya.types(`/assist ${urgency} somebody shouts`);
    const heard = await eventually('Priya hears that it goes to Robin', async () => {
      const said = await priya.hears();
      if (!said.includes('H-0002 is saved and goes to Robin Clark at Central Library')) throw new Error(said);
      return said;
    });
    expect(heard).not.toContain('added');
    expect(heard).toMatch(/Your earlier call H-0001 of [^.]*(?:Nov 22|22 Nov)[^.]* is still open\./);
    expect(await reads(robin, 'somebody shouts')).toContain('[I’m coming]');
    expect(await maria.rings()).toBe(before);
    // More words now belong to the new one.
    expect(await priya.types('/assist he is at the door')).toContain('H-0002');
    await reads(robin, 'he is at the door');
  });

  it('offers to cancel the older one', async () => {
    await priya.types('/assist now');
    expect(await priya.pressesInReply('Cancel H-0001')).toContain('Call H-0001 is cancelled');
    await reads(maria, 'No longer needed: call H-0001 at Central Library');
    await reads(robin, '[I’m coming]');
    expect(await priya.types('/assist now')).toContain('H-0002');
  });
});
