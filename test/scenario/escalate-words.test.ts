import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const minute = 60_000;
const what = 'What needs deciding';

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  /** A colleague as chosen in a form: by name on the page, from the workspace's members in Slack. */
  const colleague = (id: string) =>
    people.startsWith('slack') ? `U0${id.toUpperCase()}` : desk.person(id).name;

  describe('the words of a question to a supervisor', () => {
    it('may begin with the number of a call, whose building counts where the asker has none', async () => {
      const robin = desk.person('robin');
      await desk.person('priya').types('/assist now');
      const reply = await robin.types('/escalate h-0001 may we call the police');
      expect(reply).toContain('E-0001 is saved and goes to Lee Wong');
      const card = await reads(desk.person('lee'), 'E-0001: Decision wanted · Central Library');
      expect(card).toContain('Call H-0001');
      expect(card).toContain('may we call the police');
    });

    it('say so when there is no such number, and go out all the same', async () => {
      const reply = await desk.person('priya').types('/escalate H-0099 may we close');
      expect(reply).toContain('goes to Lee Wong');
      expect(reply).toContain('No record with the number H-0099 was found');
    });

    it('are passed on as typed where their first word is the number of no record', async () => {
      const [priya, lee] = [desk.person('priya'), desk.person('lee')];
      expect(await priya.types('/escalate cen-2026-42 may he stay')).toContain(
        'No record with the number cen-2026-42 was found here. It is passed on all the same.',
      );
      expect(await reads(lee, 'cen-2026-42 may he stay')).not.toContain('CEN-2026-00042');
      const phone = '020-7946-0958 wants his fine waived, may I';
      expect(await priya.types(`/escalate ${phone}`)).not.toContain('No record');
      expect(await reads(lee, phone)).not.toContain('00958');
    });

    it('from nobody knows where go to nobody until the building is chosen, and then at once', async () => {
      const robin = desk.person('robin');
      const reply = await robin.types('/escalate may we close before 19:30');
      expect(reply).toContain('Not sent to anyone yet');
      expect(await desk.person('lee').sees()).toBe('');
      await allRecorded(desk);
      expect(await robin.presses('Central Library')).toContain('E-0001 is saved and goes to Lee Wong');
      expect(await reads(desk.person('lee'), 'Decision wanted · Central Library')).toMatch(
        /Answer wanted by[\s:]+(19:30|7:30 PM)/,
      );
    });

    it('from nobody knows where reach the fallback person after a minute all the same', async () => {
      const robin = desk.person('robin');
      await robin.types('/escalate may we close');
      await reads(robin, /If you choose none by [\d:]+( [AP]M)?( \S+)?, Dana Whitfield is asked\./);
      expect(await robin.hears()).toMatch(/Not sent to anyone yet at [\d:]+/);
      desk.clock.skip(minute + 500);
      await reads(desk.person('dana'), 'E-0001: Decision wanted · Building unknown');
      await reads(robin, 'E-0001 has now gone to Dana Whitfield.');
    });

    it.each([
      ['the fallback person was asked', 'Dana Whitfield', async () => desk.clock.skip(minute + 500)],
      [
        'a supervisor had it shown',
        'Lee Wong',
        async () => {
          const lee = desk.person('lee');
          await lee.types('/desk today');
          await lee.presses('Show it to me');
        },
      ],
    ])('from nobody knows where can still be given the building once %s', async (_, asked, happens) => {
      const robin = desk.person('robin');
      await robin.types('/escalate may we close');
      await reads(robin, 'If you choose none by');
      await allRecorded(desk);
      await happens();
      await reads(desk.person(asked === 'Lee Wong' ? 'lee' : 'dana'), 'E-0001: Decision wanted');
      await allRecorded(desk);
      const why = 'Which building are you in? Choose it, so that its supervisors are asked.';
      const card = await reads(robin, why);
      expect(card).toMatch(/Nobody has answered yet.*\[Central Library\].*\[Ask the next person now\]/s);
      await robin.presses('Central Library', why);
      await reads(desk.person('lee'), 'E-0001: Decision wanted · Central Library');
      await eventually('no building is asked for', async () => !(await robin.sees()).includes(why));
    });

    it('are shown as typed: markup, mentions, right to left', async () => {
      const odd = '<!channel> *bold* _x_ <b>&amp; مرحبا `code` [a](b) =1+1';
      await desk.person('priya').types(`/escalate ${odd}`);
      expect(await reads(desk.person('lee'), 'E-0001')).toContain(odd);
    });

    it('that are too many are counted and given back, and nothing is sent', async () => {
      const long = `H-0099 first ${'ж'.repeat(1001)} last by 19:30`;
      const reply = await desk.person('priya').types(`/escalate ${long}`);
      expect(reply).toContain('1021 characters and 1,000 fit');
      expect(reply.replaceAll('\n', '')).toContain(long);
      expect(await desk.person('lee').sees()).toBe('');
      expect(await desk.person('priya').types(`/escalate ${'🦉'.repeat(1000)}`)).toContain('E-0001');
    });

    it('never reach a channel, a summary or another person', async () => {
      await desk.person('priya').types('/escalate the secret matter');
      await reads(desk.person('lee'), 'the secret matter');
      for (const id of ['maria', 'omar', 'sam', 'nora'])
        expect(await desk.person(id).sees(), id).not.toContain('secret');
      expect(await desk.person('priya').seesInChannel('CEN')).not.toContain('secret');
      await allRecorded(desk);
      desk.clock.skip(5 * minute);
      await reads(desk.person('dana'), 'the secret matter');
      await allRecorded(desk);
      desk.clock.skip(15 * minute);
      const seen = await reads(desk.person('priya'), 'Nobody has answered E-0001.');
      expect(seen.split('the secret matter')).toHaveLength(2);
    });
  });

  describe('a deadline that cannot be told from the words', () => {
    it('holds nothing up and is asked about: a time that comes twice', async () => {
      const priya = desk.person('priya');
      const reply = await priya.types('/escalate may we stay open by 2027-11-07 01:30');
      expect(reply).toContain('goes to Lee Wong');
      expect(reply).toContain('That time comes twice that night');
      expect(await reads(desk.person('lee'), 'E-0001')).not.toContain('Answer wanted by');
      expect(await priya.presses('The second 01:30')).toContain('An answer to E-0001 is wanted by');
      await reads(desk.person('lee'), 'Answer wanted by');
    });

    it('holds nothing up and is asked about: a time that the clocks skip', async () => {
      const reply = await desk.person('priya').types('/escalate may we stay open by 2027-03-14 02:30');
      expect(reply).toContain('The clocks skip the time you wrote');
      expect(reply).toContain('[No deadline]');
    });

    it('holds nothing up and is asked about: a time that is over', async () => {
      const priya = desk.person('priya');
      const reply = await priya.types('/escalate may we waive it before 18:30');
      expect(reply).toMatch(/(18:30|6:30 PM) is over, so it has no deadline yet/);
      await reads(desk.person('lee'), 'E-0001');
      desk.clock.skip(minute);
      expect(await priya.sees()).not.toContain('No decision in time');
    });

    it('that was read wrongly is taken away with one press', async () => {
      const priya = desk.person('priya');
      await priya.types('/escalate the reading ends 19:00');
      expect(await reads(desk.person('lee'), 'E-0001')).toContain('Answer wanted by');
      expect(await priya.presses('No deadline')).toContain('E-0001 has no deadline.');
      desk.clock.skip(21 * minute);
      await reads(desk.person('dana'), 'E-0001');
      expect(await priya.sees()).not.toContain('No decision in time');
    });
  });

  describe('the form of a question', () => {
    it('opens with the asker’s building and asks what was filled in', async () => {
      const priya = desk.person('priya');
      await priya.types('/escalate');
      expect(priya.seesForm()).toContain('What needs deciding');
      await priya.submits({
        [what]: 'A complaint',
        'By when': 'in 20 minutes',
        'Number of the call or report': 'cen-2026-42',
      });
      await hears(priya, 'E-0001 is saved and goes to Lee Wong');
      const card = await reads(desk.person('lee'), 'A complaint');
      expect(card).toContain('Report CEN-2026-00042');
      expect(card).toMatch(/Answer wanted by[\s:]+(19:0\d|7:0\d PM)/);
    });

    it('opens when only a number or a deadline was typed, with that in it', async () => {
      const priya = desk.person('priya');
      await priya.types('/escalate H-0001');
      expect(priya.seesForm()).toContain('H-0001');
      await priya.types('/escalate before 19:30');
      expect(priya.seesForm()).toContain('before 19:30');
    });

    it('never asks whom it is about, nor shows it to them', async () => {
      const priya = desk.person('priya');
      await priya.types('/escalate');
      await priya.submits({ [what]: 'About my supervisor', 'Is it about a colleague?': colleague('lee') });
      await hears(priya, 'E-0001 is saved and goes to Dana Whitfield');
      await reads(desk.person('dana'), 'About my supervisor');
      desk.clock.skip(30 * minute);
      await reads(priya, 'Nobody has answered E-0001.');
      desk.clock.skip(24 * 60 * minute);
      await reads(desk.person('dana'), 'still waits for an answer');
      expect(await desk.person('lee').sees()).toBe('');
      expect(await desk.person('lee').types('/desk today')).toContain('Nothing is waiting');
      expect(await desk.person('dana').types('/desk today')).toContain('E-0001');
    });

    it('can ask for no more than an acknowledgement', async () => {
      const priya = desk.person('priya');
      await priya.types('/escalate');
      await priya.submits({
        [what]: 'The lift is out',
        'What you need': 'That somebody in charge has seen it',
      });
      await hears(priya, 'E-0001');
      const card = await reads(desk.person('lee'), 'E-0001: Please acknowledge · Central Library');
      expect(card).not.toContain('[Yes]');
      await desk.person('lee').presses('Acknowledge');
      await reads(priya, 'Lee Wong has acknowledged E-0001.');
      desk.clock.skip(60 * minute);
      expect(await desk.person('dana').sees()).toBe('');
    });
  });

  describe('what waits today', () => {
    it('is for supervisors, oldest first, with the age and what to press', async () => {
      expect(await desk.person('maria').types('/desk today')).toContain('This list is for supervisors');
      await desk.person('priya').types('/assist now teen area secret note');
      desk.clock.skip(12 * minute);
      await desk.person('priya').types('/escalate a secret matter before 19:30');
      const list = await desk.person('lee').types('/desk today');
      expect(list).toContain('Waiting at Central Library');
      expect(list).toMatch(
        /Decision wanted by (?:19:30|7:30 PM), for Priya Nair\. Nobody has answered yet\./,
      );
      expect(list.indexOf('H-0001, Central Library, 12 minutes old')).toBeGreaterThan(-1);
      expect(list.indexOf('E-0001')).toBeGreaterThan(list.indexOf('H-0001'));
      for (const label of ['[I’m coming]', '[Close with a reason]', '[Show it to me]', '[Look again]'])
        expect(list).toContain(label);
      expect(list).not.toContain('secret');
    });

    it('lets a supervisor who was not asked take a question up', async () => {
      await desk.person('priya').types('/escalate may we close early');
      const dana = desk.person('dana');
      expect(await dana.types('/desk today')).toContain('Waiting at all branches');
      expect(await dana.presses('Show it to me')).toContain('is in your messages');
      await reads(dana, 'may we close early');
      await dana.presses('Yes');
      await reads(desk.person('priya'), 'Dana Whitfield decided: Yes (E-0001).');
      expect(await dana.types('/desk today')).toContain('Nothing is waiting.');
    });

    it('keeps what ended without a decision until somebody in charge has seen it', async () => {
      await desk.person('priya').types('/escalate may he stay in 5 minutes');
      await reads(desk.person('lee'), 'E-0001');
      desk.clock.skip(6 * minute);
      await reads(desk.person('priya'), 'No decision in time');
      await desk.restart();
      const lee = desk.person('lee');
      expect(await lee.types('/desk today')).toContain('No decision in time');
      expect(await lee.presses('I have seen it')).toContain('E-0001 is off the list');
      expect(await lee.types('/desk today')).toContain('Nothing is waiting.');
    });
  });
});

/** Central's clocks are an hour ahead of the organisation's. */
async function anHourAhead(directory: string): Promise<void> {
  const file = join(directory, 'branches.json');
  const branches = JSON.parse(await readFile(file, 'utf8')) as { code: string }[];
  const changed = branches.map((one) => (one.code === 'CEN' ? { ...one, timezone: 'America/Halifax' } : one));
  await writeFile(file, JSON.stringify(changed));
}

describe.each(allPlaces)('%s', (people) => {
  it('a deadline that is over once the building is chosen is asked about, and counts for nobody', async () => {
    const desk = await startDesk({ people, prepare: anHourAhead });
    onTestFinished(() => desk.stop());
    const [robin, lee] = [desk.person('robin'), desk.person('lee')];
    // It is 19:40 there, and 18:40 by the organisation's clock.
    expect(await robin.types('/escalate may we close before 19:41')).toContain('Not sent to anyone yet');
    desk.clock.skip(minute + 500);
    await reads(robin, 'E-0001 has now gone to Dana Whitfield.');
    const reply = await robin.presses('Central Library');
    expect(reply).toContain('E-0001 is saved and goes to Dana Whitfield and Lee Wong');
    expect(reply).toMatch(/(19:41|7:41 PM).* is over, so it has no deadline yet/);
    expect(reply).not.toContain('An answer is wanted by');
    expect(await reads(lee, 'Decision wanted · Central Library')).not.toContain('Answer wanted by');
    const [, tomorrow = ''] = /\[([^\]]*(?:19:41|7:41)[^\]]*)\]/.exec(reply) ?? [];
    expect(await robin.presses(tomorrow)).toContain('An answer to E-0001 is wanted by');
    await reads(lee, 'Answer wanted by');
  });
});
