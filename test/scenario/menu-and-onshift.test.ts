import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';

describe.each(allPlaces)('%s', (people) => {
  const root = people === 'teams' ? '' : '/desk ';
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  describe('the way in', () => {
    it('answers bare /desk with a button for every command', async () => {
      const menu = await desk.person('priya').types('/desk');
      expect(menu).toContain('[Call for help]');
      expect(menu).toContain('[Who is on shift]');
    });

    it('opens the form from the menu’s button', async () => {
      const priya = desk.person('priya');
      await priya.types('/desk');
      await priya.presses('Call for help');
      expect(priya.seesForm()).toContain('How soon');
    });

    it('explains a command with usage and examples', async () => {
      const help = await desk.person('priya').types('/desk help assist');
      expect(help).toContain(`${root}assist [now|emergency] [branch] [zone] [note]`);
      expect(help).toContain(`${root}assist now teen area`);
    });

    it('names every command as it is typed there', async () => {
      const priya = desk.person('priya');
      for (const word of ['assist', 'onshift', 'incident', 'escalate', 'home', 'today', 'whatif']) {
        const help = await priya.types(`/desk help ${word}`);
        expect(help).toMatch(new RegExp(`^Type[\\s:]+${root}${word}`, 'm'));
      }
      const said = [await priya.types('/desk'), await priya.types('/desk xyzzy'), await priya.hears()].join(
        '\n',
      );
      expect(said).toContain('You can type it too');
      const named = [...said.matchAll(/(?<![\w/])\/(\w+)/g)].map(([, word]) => word);
      // Another Slack app may own /assist: only /desk is sure to be ours.
      expect([...new Set(named)]).toEqual(people === 'teams' ? [] : ['desk']);
    });

    it('offers the nearest commands for a word that it does not know', async () => {
      const near = await desk.person('priya').types('/desk asist now');
      expect(near).toContain('[Call for help: now]');
      expect(near).not.toContain('[Who is on shift]');
      // Whoever leaves the command's own word out in a fright is offered the call with all of it.
      const fright = await desk.person('priya').types('/desk emergency! somebody fell');
      expect(fright).toContain('[Call for help: emergency! somebody fell]');
      for (const typed of ['/desk xyzzy', '/desk help xyzzy'])
        expect(await desk.person('priya').types(typed)).toMatch(
          /\[Call for help\][\s\S]*\[Who is on shift\]/,
        );
    });
  });

  describe('who is on', () => {
    it('says who, until when, who is in charge and who is next', async () => {
      const answer = await desk.person('priya').types('/onshift');
      expect(answer).toMatch(/Maria Santos[\s:]+reference, in charge, until (21:00|9:00 PM)/);
      expect(answer).toMatch(/Next: Maria Santos, from Mon/);
    });

    it('says that it is closed, when it opens and whom to ask', async () => {
      const answer = await desk.person('priya').types('/onshift NTH-B');
      expect(answer).toMatch(/Closed now\. Opens Mon .*(09:00|9:00 AM)/);
      expect(answer).toContain('Nobody is on shift now.');
      expect(answer).toContain('ask Dana Whitfield');
    });

    it('offers both branches of one name, with city and code, and answers for the one chosen', async () => {
      const priya = desk.person('priya');
      const chooser = await priya.types('/onshift northside');
      expect(chooser).toContain('[Northside Library, Ashton (NTH-A)]');
      expect(await priya.presses('Northside Library, Ashton (NTH-A)')).toContain('Nora Lind');
      expect(chooser).toContain('[Northside Library, Brook (NTH-B)]');
    });

    it('covers every branch with all, and other moments', async () => {
      const all = await desk.person('priya').types('/onshift all');
      expect(all).toContain('5 people are on shift at 2 branches.');
      expect(await desk.person('priya').types('/onshift tomorrow 9')).toContain('Maria Santos');
    });

    it('lists everybody of this evening', async () => {
      const priya = desk.person('priya');
      expect(await priya.types('/onshift tonight')).toMatch(
        /Central Library, Sun .*(17:00 to 00:00|5:00 PM to 12:00 AM)/,
      );
    });

    it('takes a time that has passed as tomorrow’s, says so, and answers for today’s too', async () => {
      const priya = desk.person('priya');
      const answer = await priya.types('/desk onshift 9');
      expect(answer).toContain('That time has passed today, so this is tomorrow.');
      expect(answer).toMatch(/Central Library, Mon .*9:00/);
      const [, today = ''] = /\[(Sun [^\]]*9:00[^\]]*)\]\s*\[All/.exec(answer) ?? [];
      expect(await priya.presses(today)).toContain('That time has passed.');
    });

    it('offers the branch that was nearly typed, and answers for it when it is chosen', async () => {
      const priya = desk.person('priya');
      const offer = await priya.types('/onshift centrl tomorrow 9');
      expect(offer).toContain('No branch is called “centrl”. Did you mean this one?');
      expect(await priya.presses('Central Library, Ashbrook (CEN)')).toMatch(/Central Library, Mon .*9:00/);
    });

    it('asks about a time that does not exist that night, and one that comes twice', async () => {
      const priya = desk.person('priya');
      const skipped = await priya.types('/onshift 2027-03-14 02:30');
      expect(skipped).toContain('02:30 does not exist at Central Library on Sun 14 Mar');
      expect(skipped).toContain('Do you mean 03:00?');
      expect(await priya.presses('Sun 14 Mar 03:00')).toContain('Central Library, Sun 14 Mar 03:00');
      expect(await priya.types('/onshift 2026-11-01 01:30')).toContain(
        '[Second 01:30 (after the clocks go back)]',
      );
      expect(await priya.presses('Second 01:30 (after the clocks go back)')).toContain(
        'Central Library, Sun',
      );
    });
  });
});
