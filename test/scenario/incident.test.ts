import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fields, report, whatHappened } from '../desk/incidents/write-report.ts';
import { allSaved } from '../support/desk/all-saved.ts';
import { staff } from '../support/desk/library.ts';
import type { Person } from '../support/desk/person.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { slackUser } from '../support/slack/index.ts';

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  const filled = (narrative?: string) => fields(people, narrative);
  const reports = (person: Person, narrative: string, number: string) =>
    report(person, people, narrative, number);

  describe('an incident', () => {
    it('is logged in one line, filled in later, and shown to the supervisor when it is submitted', async () => {
      const priya = desk.person('priya');
      const logged = await priya.types('/incident log teen area man shouting at children');
      expect(logged).toMatch(/[Ss]aved as a draft that only you can see/);
      expect(logged).toMatch(/Central Library, teen area, about .*: “man shouting at children”/);
      expect(await reads(priya, 'Draft: Central Library, teen area')).not.toContain('shouting');
      await priya.presses('Continue');
      expect(priya.seesForm()).toContain('man shouting at children');
      await priya.submits(filled());
      await hears(priya, 'CEN-2026-00001');
      const card = await reads(desk.person('lee'), 'CEN-2026-00001: Conduct');
      for (const words of [
        'Central Library, teen area',
        '2, minor',
        'Priya Nair',
        '[Review]',
        '[Ask for more]',
        '[Close]',
      ])
        expect(card).toContain(words);
      expect(card).not.toContain('shouting');
      const own = await reads(priya, 'Waiting for Lee Wong');
      expect(own).not.toContain('Draft');
      const channel = await inChannel(priya, 'CEN-2026-00001');
      expect(channel).not.toMatch(/shouting|Conduct|minor|Priya/);
    });

    it('takes a place also from the end of the words, and shows drafts by their first words to their author alone', async () => {
      const priya = desk.person('priya');
      await priya.types('/incident log chair broken in the Reading Room.');
      expect(await reads(priya, 'Draft: Central Library, reading room')).not.toContain('chair');
      await priya.types(`/incident log teen area ${'a very long story '.repeat(9)}`);
      const mine = await priya.types('/incident mine');
      expect(mine).toContain('“chair broken in the Reading Room.”');
      expect(mine).toMatch(/“(?:a very long story ){3}a very…”/);
      expect(mine).not.toMatch(/Draft[^[]*\. Draft/);
      expect(await desk.person('lee').types('/incident mine')).not.toContain('chair');
    });

    it('is opened by any words, which stand in the form', async () => {
      const priya = desk.person('priya');
      await priya.types('/incident teen area a glass door broke');
      expect(priya.seesForm()).toContain('a glass door broke');
      await priya.submits(filled());
      await reads(desk.person('lee'), 'CEN-2026-00001: Conduct · Central Library, teen area');
    });

    it('with nothing in it is not kept as a draft, and the form says so', async () => {
      const priya = desk.person('priya');
      await priya.types('/incident');
      await priya.sends('Save as draft', {});
      await eventually('the form is back', () => priya.seesForm()?.includes('There is nothing to keep yet.'));
      await priya.sends('Save as draft', { [whatHappened]: 'half a sentence' });
      await reads(priya, 'Only you can see this draft');
    });

    it('is kept half filled, and shown among one’s own', async () => {
      const priya = desk.person('priya');
      await priya.types('/incident');
      await priya.sends('Save as draft', { [whatHappened]: 'half a sente' });
      await reads(priya, 'Only you can see this draft');
      expect(await priya.types('/incident mine')).toContain('Draft');
      await desk.restart();
      await priya.presses('Continue');
      expect(priya.seesForm()).toContain('half a sente');
      await priya.submits(filled());
      await hears(priya, 'CEN-2026-00001');
    });

    it('is shown to others without its text, and pinged or marked up by nothing in it', async () => {
      const odd = '<!channel> <@U0LEE> @here *bold* _x_ <b>&amp;</b> =1+1 `code` [a](b) مرحبا ';
      const narrative = odd.repeat(60).slice(0, 3000).trim();
      await reports(desk.person('priya'), narrative, 'CEN-2026-00001');
      const lee = desk.person('lee');
      await reads(lee, 'CEN-2026-00001');
      const rung = await lee.rings();
      expect((await lee.presses('Read')).replaceAll('\n', '')).toContain(narrative);
      const typed = await desk.person('omar').types('/incident CEN-2026-00001');
      expect(typed).toContain('Central Library');
      expect(typed).not.toMatch(/channel|Conduct|minor|Priya/);
      expect(await lee.rings()).toBe(rung);
      expect(await desk.person('omar').types('/incident list bold')).toContain('No report found');
      expect(await lee.types('/incident list bold')).toContain('CEN-2026-00001');
    });

    it('of the same place within two hours is asked about before it is submitted', async () => {
      await reports(desk.person('priya'), 'A man shouted.', 'CEN-2026-00001');
      const omar = desk.person('omar');
      await omar.types('/incident');
      await omar.submits(filled('Shouting in the hall.'));
      await eventually('the form is back', () => omar.seesForm()?.includes('CEN-2026-00001'));
      await omar.submits({ 'This is another event': 'Yes' });
      await hears(omar, 'CEN-2026-00002');
      expect(await omar.types('/incident CEN-2026-00002')).toContain('Shouting in the hall.');
    });

    it('of the same event is kept as a draft on No, and its words can be added to the report that is there', async () => {
      await reports(desk.person('priya'), 'A man shouted.', 'CEN-2026-00001');
      const omar = desk.person('omar');
      await omar.types('/incident');
      await omar.submits(filled('Shouting in the hall.'));
      await eventually('the form is back', () => omar.seesForm()?.includes('CEN-2026-00001'));
      await omar.submits({ 'This is another event': 'No' });
      await hears(omar, 'Not submitted: this is kept as your draft.');
      await omar.presses('Add to CEN-2026-00001');
      expect(omar.seesForm()).toContain('Shouting in the hall.');
      await omar.submits({});
      await hears(omar, 'Added to CEN-2026-00001');
      expect(await desk.person('lee').types('/incident CEN-2026-00001')).toContain('Shouting in the hall.');
      expect(await omar.types('/incident mine')).toContain('“Shouting in the hall.”');
    });

    it('that has been open for an hour is submitted once, however often it is delivered', async () => {
      const priya = desk.person('priya');
      await priya.types('/incident');
      desk.clock.skip(3_600_000);
      const values = filled('A man shouted.');
      await Promise.all([priya.submits(values), priya.submits(values).catch(() => '')]);
      await hears(priya, 'CEN-2026-00001');
      await desk.restart();
      const list = await priya.types('/incident list');
      expect(list).toContain('1 report found');
    });

    it('goes on with its number after a restart, and every card follows it', async () => {
      const [priya, lee] = [desk.person('priya'), desk.person('lee')];
      await reports(priya, 'A man shouted.', 'CEN-2026-00001');
      await reads(lee, 'CEN-2026-00001');
      await desk.restart();
      await lee.presses('Review');
      await reads(priya, 'Lee Wong is reviewing it');
      await priya.types('/incident reading room A pipe leaks.');
      await priya.submits(filled());
      await hears(priya, 'CEN-2026-00002');
    });

    it('that is still a draft is brought up before the shift ends', async () => {
      const priya = desk.person('priya');
      await priya.types('/incident log teen area man shouting');
      await reads(priya, 'Draft: Central Library, teen area');
      const rung = await priya.rings();
      desk.clock.skip(2 * 3_600_000);
      expect(await priya.rings()).toBe(rung);
      desk.clock.skip(6 * 60_000);
      const nudge = await reads(priya, 'has not been submitted yet');
      expect(nudge).not.toContain('shouting');
    });

    it('is written up from a call that ended, and its note only by those who saw it there', async () => {
      const priya = desk.person('priya');
      await priya.types('/assist now teen area a man is shouting');
      await reads(desk.person('maria'), 'H-0001');
      await desk.person('maria').presses('Done');
      await reads(priya, '[Write this up]');
      await priya.presses('Write this up');
      expect(priya.seesForm()).toContain('a man is shouting');
      expect(priya.seesForm()).toContain('Filled in from call H-0001');
      await priya.submits({});
      expect(priya.seesForm()).toContain('Choose a main category');
      expect(priya.seesForm()).toContain('Filled in from call H-0001');
      await priya.submits(filled());
      await reads(desk.person('lee'), 'CEN-2026-00001: Conduct · Central Library, teen area');
      expect(await desk.person('lee').sees()).toMatch(/Call[\s:]+H-0001/);
      expect(await desk.person('lee').presses('Read')).toContain('H-0001');
      await eventually('the call’s cards name the report', async () => {
        const cards = await Promise.all([priya.sees(), desk.person('maria').sees()]);
        return cards.every((seen) => /Report[\s:]+CEN-2026-00001/.test(seen));
      });
      expect(await inChannel(priya, 'H-0001')).not.toMatch(/Report[\s:]+CEN-2026-00001(?! ·)/);
    });

    it('waits on the supervisor’s Home and among what is open today, and a draft on its author’s', async () => {
      const [priya, lee] = [desk.person('priya'), desk.person('lee')];
      await lee.opensHome();
      await priya.opensHome();
      await reports(priya, 'A man shouted.', 'CEN-2026-00001');
      await priya.types('/incident log reading room a pipe leaks');
      await eventually('Lee’s Home has the report', async () =>
        (await lee.seesHome()).includes('[Read CEN-2026-00001]'),
      );
      const home = await eventually('Priya’s Home has the draft', async () => {
        const seen = await priya.seesHome();
        return seen.includes('Your drafts') ? seen : undefined;
      });
      expect(home).not.toContain('pipe');
      const today = await lee.types('/desk today');
      expect(today).toContain('CEN-2026-00001');
      expect(today).not.toContain('shouted');
      expect(await lee.pressesAtHome('Read CEN-2026-00001')).toContain('A man shouted.');
    });

    it('is added to in one line', async () => {
      const priya = desk.person('priya');
      await reports(priya, 'A man shouted.', 'CEN-2026-00001');
      expect(await priya.types('/incident add cen-2026-1 he came back at seven')).toContain(
        'Added to CEN-2026-00001',
      );
      const own = await priya.types('/incident CEN-2026-00001');
      expect(own).toContain('he came back at seven');
      expect(own).not.toContain('It is written down that you have read this');
      expect(await desk.person('lee').types('/incident CEN-2026-00001')).toContain(
        'It is written down that you have read this',
      );
      expect(await desk.person('sam').types('/incident add CEN-2026-00001 I saw him leave')).toContain(
        'Added to CEN-2026-00001. Those who read the report see it.',
      );
      expect(await priya.types('/incident CEN-2026-00099')).toContain('no report CEN-2026-00099');
    });
  });
});

describe('words of somebody who may not add to a report', () => {
  it('come back to them and are kept nowhere', async () => {
    const desk = await startDesk({
      people: 'slack over http',
      prepare: (directory) => {
        const mayNot = staff.map((one) => (one.id === 'omar' ? { ...one, role: 'student' } : one));
        return writeFile(join(directory, 'staff.json'), JSON.stringify(mayNot));
      },
    });
    try {
      await report(desk.person('priya'), 'slack over http', 'A man shouted.', 'CEN-2026-00001');
      const omar = desk.person('omar');
      expect(await omar.types('/incident add CEN-2026-00001 Mr Abernathy had a stick')).toContain(
        'Abernathy',
      );
      const saved = await allSaved(desk);
      // That he tried is written down.
      expect(saved).toContain('"deny"');
      expect(saved).not.toContain('Abernathy');
    } finally {
      await desk.stop();
    }
  });
});

// Only a message to the desk has no way to open a form; teams.test.ts has the same for Teams.
describe('words that are typed where no form can open', () => {
  it('are kept as a draft and stand in no button', async () => {
    const desk = await startDesk({ people: 'slack over http' });
    try {
      const slack = desk.slack;
      if (slack === undefined) throw new Error('There is no Slack.');
      const priya = slackUser(
        slack,
        { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) },
        'U0PRIYA',
      );
      await priya.says('incident teen area a man shouted at Maria');
      await reads(desk.person('priya'), 'Draft: Central Library, teen area');
      const sent = JSON.stringify(slack.messages(priya.direct).filter((one) => one.user !== 'U0PRIYA'));
      expect(sent).not.toContain('shouted');
      await desk.person('priya').presses('Continue');
      expect(desk.person('priya').seesForm()).toContain('a man shouted at Maria');
    } finally {
      await desk.stop();
    }
  });
});

function inChannel(person: Person, words: string): Promise<string> {
  return eventually(`the channel says ${words}`, async () => {
    const seen = await person.seesInChannel('CEN');
    return seen.includes(words) ? seen : undefined;
  });
}
