import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStored } from '../desk/incidents/stored.ts';
import { report } from '../desk/incidents/write-report.ts';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  const reports = (person: Person, narrative: string, number: string) =>
    report(person, people, narrative, number);

  describe('a report', () => {
    it('is asked about twice, and every question stands in the form until it is answered', async () => {
      const [priya, lee] = [desk.person('priya'), desk.person('lee')];
      await reports(priya, 'A man shouted.', 'CEN-2026-00001');
      await reads(lee, 'CEN-2026-00001');
      await lee.presses('Read');
      await lee.presses('Ask for more');
      await lee.submits({ 'What you want to know': 'Which door?' });
      await reads(priya, '[Answer]');
      await lee.presses('Read');
      await lee.presses('Ask for more');
      await lee.submits({ 'What you want to know': 'Were children there?' });
      await eventually('both are shown', async () => {
        await priya.presses('Answer');
        return (priya.seesForm() ?? '').includes('Were children there?');
      });
      expect(priya.seesForm()).toContain('Lee Wong asks about CEN-2026-00001: Which door?');
      await priya.submits({ 'Your answer': 'The west door. None.' });
      await reads(lee, 'Priya Nair has answered');
    });

    it('is asked about while its author adds to it: what was written comes back with the question', async () => {
      const [priya, lee] = [desk.person('priya'), desk.person('lee')];
      await reports(priya, 'A man shouted.', 'CEN-2026-00001');
      await reads(lee, 'CEN-2026-00001');
      await priya.presses('Read');
      await priya.presses('Add to it');
      await lee.presses('Read');
      await lee.presses('Ask for more');
      await lee.submits({ 'What you want to know': 'Which door?' });
      await reads(priya, 'Lee Wong has a question about your report');
      await priya.submits({ 'What you add': 'He had a red bag.' });
      expect(priya.seesForm()).toContain('nothing is added yet');
      expect(priya.seesForm()).toContain('Which door?');
      await priya.submits({ 'Your answer': 'He had a red bag. The west door.' });
      await reads(lee, 'Priya Nair has answered');
      expect(await lee.presses('Read')).toContain('He had a red bag. The west door.');
    });

    it('is read, taken, asked about, answered and closed, and its author sees with whom it is', async () => {
      const [priya, lee] = [desk.person('priya'), desk.person('lee')];
      await reports(priya, 'A man shouted.', 'CEN-2026-00001');
      await reads(lee, 'CEN-2026-00001');
      expect(await lee.presses('Read')).toContain('A man shouted.');
      await lee.presses('Review');
      await reads(priya, 'Lee Wong is reviewing it');
      await lee.presses('Ask for more');
      await lee.submits({ 'What you want to know': 'Which door?' });
      const asked = await reads(priya, 'Lee Wong has a question about your report CEN-2026-00001');
      expect(asked).not.toContain('Which door');
      await priya.presses('Answer');
      expect(priya.seesForm()).toContain('Which door?');
      expect(priya.seesForm()).toContain('Your answer');
      expect(priya.seesForm()).not.toContain('corrects something');
      await priya.submits({ 'Your answer': 'The west door.' });
      await reads(lee, 'Priya Nair has answered');
      expect(await lee.presses('Read')).toContain('The west door.');
      await lee.presses('Close');
      await lee.submits({ 'What came of it': 'Spoken with him.' });
      await reads(priya, 'Your report CEN-2026-00001 is closed');
      await reads(priya, 'Closed by Lee Wong');
      expect(await priya.presses('Read')).toContain('Spoken with him.');
    });

    it('keeps the question in sight in a form that comes back, with what is wrong by its field', async () => {
      const [priya, lee] = [desk.person('priya'), desk.person('lee')];
      await reports(priya, 'A man shouted.', 'CEN-2026-00001');
      await reads(lee, 'CEN-2026-00001');
      await lee.presses('Ask for more');
      await lee.submits({ 'What you want to know': ' ' });
      expect(lee.seesForm()).toContain('Write down what you want to know.');
      expect(lee.seesForm()).toMatch(/Report CEN-2026-00001, Central Library.*written by Priya Nair/);
      await lee.submits({ 'What you want to know': 'Which door?' });
      await reads(priya, 'Lee Wong has a question about your report CEN-2026-00001');
      await priya.presses('Answer');
      await priya.submits({ 'Your answer': ' ' });
      expect(priya.seesForm()).toContain('Write your answer.');
      expect(priya.seesForm()).toContain('Lee Wong asks about CEN-2026-00001: Which door?');
      await priya.submits({ 'Your answer': 'The west door.' });
      await reads(lee, 'Priya Nair has answered');
    });

    it('is one reviewer’s when two take it at the same moment; the other sees whose', async () => {
      await reports(desk.person('priya'), 'A man shouted.', 'CEN-2026-00001');
      const [lee, dana] = [desk.person('lee'), desk.person('dana')];
      await reads(lee, 'CEN-2026-00001');
      await dana.types('/incident CEN-2026-00001');
      const replies = await Promise.all([lee.presses('Review'), dana.presses('Review')]);
      expect(replies.filter((one) => one.includes('You are reviewing'))).toHaveLength(1);
      expect(
        replies.filter((one) =>
          /(?:Lee Wong|Dana Whitfield) has been reviewing CEN-2026-00001 since .*18:40/.test(one),
        ),
      ).toHaveLength(1);
    });

    it('that its author has answered waits for any reviewer again', async () => {
      const [priya, lee, dana] = [desk.person('priya'), desk.person('lee'), desk.person('dana')];
      await reports(priya, 'A man shouted.', 'CEN-2026-00001');
      await reads(lee, 'CEN-2026-00001');
      await lee.presses('Ask for more');
      await lee.submits({ 'What you want to know': 'Which door?' });
      await reads(priya, 'has a question about your report');
      expect(await dana.types('/incident CEN-2026-00001')).toContain('[Take over]');
      await priya.presses('Answer');
      await priya.submits({ 'Your answer': 'The west door.' });
      const seen = await dana.types('/incident CEN-2026-00001');
      expect(seen).toContain('[Review]');
      expect(seen).not.toContain('[Take over]');
      expect(await dana.presses('Review')).toContain('You are reviewing CEN-2026-00001 now.');
    });

    it('is not taken over by accident: whoever has it is named, taking over is asked for, and they hear of it', async () => {
      await reports(desk.person('priya'), 'A man shouted.', 'CEN-2026-00001');
      const [lee, dana] = [desk.person('lee'), desk.person('dana')];
      await reads(lee, 'CEN-2026-00001');
      await lee.presses('Review');
      const seen = await dana.types('/incident CEN-2026-00001');
      expect(seen).toContain('[Take over]');
      expect(seen).not.toMatch(/\[(?:Close|Ask for more|Review)\]/);
      expect(await dana.types('/desk today')).not.toContain('[Close]');
      expect(await dana.presses('Take over')).toContain(
        'You are reviewing CEN-2026-00001 now, in place of Lee Wong',
      );
      await reads(lee, 'Dana Whitfield has taken over the review of CEN-2026-00001 from you.');
      await reads(lee, '[Take over]');
      expect(await dana.types('/incident CEN-2026-00001')).toContain('[Close]');
      const { audit } = await readStored(join(desk.directory, 'db'));
      const reviews = audit.filter((one) => one.action === 'review');
      expect(reviews.map((one) => `${one.actor} ${one.reason}`).toSorted()).toEqual([
        'staff:dana takenOver',
        'staff:lee undefined',
      ]);
    });

    it('is refused to somebody whose role ended while the form was open, and the words stay', async () => {
      await reports(desk.person('priya'), 'A man shouted.', 'CEN-2026-00001');
      const lee = desk.person('lee');
      await reads(lee, 'CEN-2026-00001');
      await lee.presses('Close');
      await changeRole(desk, 'lee', 'staff');
      await eventually('the role is gone', async () =>
        (await desk.person('priya').types('/incident CEN-2026-00001')).includes('Waiting for Dana Whitfield'),
      );
      await lee.submits({ 'What came of it': 'Spoken with him.' });
      const form = await eventually('the form is back', () => {
        const seen = lee.seesForm();
        return seen?.includes('You can no longer do that') ? seen : undefined;
      });
      expect(form).toContain('Spoken with him.');
      expect(form).toContain('copy it before you close this');
      expect(await desk.person('priya').types('/incident CEN-2026-00001')).toContain(
        'Waiting for Dana Whitfield',
      );
      expect(await lee.types('/incident CEN-2026-00001')).not.toContain('A man shouted.');
    });

    it('is stored in its record and nowhere else, also after it was read, asked about and added to', async () => {
      const [priya, lee] = [desk.person('priya'), desk.person('lee')];
      await reports(priya, 'Words-one.', 'CEN-2026-00001');
      await reads(lee, 'CEN-2026-00001');
      expect(await lee.presses('Read')).toContain('Words-one.');
      await lee.presses('Ask for more');
      await lee.submits({ 'What you want to know': 'Words-two?' });
      await reads(priya, '[Answer]');
      await priya.types('/incident add CEN-2026-00001 Words-three.');
      expect(await lee.types('/incident CEN-2026-00001')).toContain('Words-three.');
      await priya.types('/incident log Words-four.');
      await reads(priya, 'Draft:');
      await desk.restart();
      const { incidents, rest } = await readStored(join(desk.directory, 'db'));
      const words = /Words-(?:one|two|three|four)/g;
      expect(JSON.stringify(incidents).match(words)?.toSorted()).toEqual([
        'Words-four',
        'Words-one',
        'Words-three',
        'Words-two',
      ]);
      expect(rest).toContain('CEN-2026-00001');
      expect(rest.match(words)).toBeNull();
    });
  });
});

async function changeRole(desk: TestDesk, id: string, role: string): Promise<void> {
  const path = join(desk.directory, 'staff.json');
  const staff = JSON.parse(await readFile(path, 'utf8')) as { id: string; role: string }[];
  await writeFile(path, JSON.stringify(staff.map((one) => (one.id === id ? { ...one, role } : one))));
}
