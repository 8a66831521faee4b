import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const hours = 60 * 60_000;

/** A clock that is moved on while a message is under way makes it one that Teams or Slack did not answer. */
async function everybodyHas(desk: TestDesk, words: string): Promise<void> {
  for (const id of ['priya', 'maria', 'omar', 'sam']) await reads(desk.person(id), words);
  await eventually(
    'the channel is told',
    async () => (await desk.person('priya').seesInChannel('CEN')) !== '',
  );
  await allRecorded(desk);
}

describe.each(allPlaces)(
  '%s: what ended on another day than it began, on the clock of its branch',
  (people) => {
    let desk: TestDesk;
    afterEach(() => desk.stop());

    it('says both days on the card of a call', async () => {
      desk = await startDesk({ people });
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      await priya.types('/assist now');
      expect(await reads(maria, 'Called')).toMatch(/Called(?:: |\n)(?:18:40|6:40 PM) by Priya Nair/);
      await everybodyHas(desk, 'H-0001');
      desk.clock.skip(24.5 * hours);
      await maria.presses('Done');
      const card = await reads(priya, 'Done (Maria Santos');
      expect(card).toMatch(/Done \(Maria Santos, .*(?:Nov 23|23 Nov).*(?:19:10|7:10 PM)\)/);
      expect(card).toMatch(/Called(?:: |\n).*(?:Nov 22|22 Nov).*(?:18:40|6:40 PM) by Priya Nair/);
    });

    it('says only the times while it is the same day', async () => {
      desk = await startDesk({ people });
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      await priya.types('/assist now');
      await everybodyHas(desk, 'H-0001');
      desk.clock.skip(0.5 * hours);
      await maria.presses('Done');
      expect(await reads(priya, 'Done (Maria Santos')).toMatch(/Done \(Maria Santos, (?:19:10|7:10 PM)\)/);
    });

    it('says both days on the card of a question', async () => {
      desk = await startDesk({ people });
      const [priya, lee] = [desk.person('priya'), desk.person('lee')];
      await priya.types('/escalate may we close early');
      await reads(lee, '[Yes]');
      await allRecorded(desk);
      desk.clock.skip(24.5 * hours);
      expect(await reads(lee, 'still waits for an answer')).toMatch(
        /Asked .*(?:Nov 22|22 Nov).* by Priya Nair/,
      );
      await lee.presses('Yes');
      const card = await reads(lee, 'Decided: Yes');
      expect(card).toMatch(/Decided: Yes \(Lee Wong, .*(?:Nov 23|23 Nov).*(?:19:10|7:10 PM)\)/);
      expect(card).toMatch(/Asked(?:: |\n).*(?:Nov 22|22 Nov).*(?:18:40|6:40 PM) by Priya Nair/);
    });

    it('says which of the two it is, in the hour that comes twice when the clocks go back', async () => {
      const night = ['priya', 'maria', 'omar', 'sam'].map(
        (id) => `CEN,${id},desk,2026-10-31 22:00,2026-11-01 01:30-05:00,\n`,
      );
      desk = await startDesk({
        people,
        at: '2026-11-01T05:55:00.000Z',
        prepare: (directory) => appendFile(join(directory, 'shifts.csv'), night.join('')),
      });
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      expect(await priya.types('/onshift')).toMatch(
        /Maria Santos(?:\n| \(|: )desk, until 0?1:30(?: AM)? EST/,
      );
      await priya.types('/assist now');
      await everybodyHas(desk, 'H-0001');
      desk.clock.skip(8 * 60_000);
      await maria.presses('I’m coming');
      const card = await reads(priya, 'Maria Santos, since');
      expect(card).toMatch(/Called(?:: |\n)0?1:55(?: AM)? EDT by Priya Nair/);
      expect(card).toMatch(/Maria Santos, since 0?1:03(?: AM)? EST/);
    });
  },
);
