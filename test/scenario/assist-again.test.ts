import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const times = (seen: string, words: string) => seen.split(words).length - 1;

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  describe('a call that is typed again while it is open', () => {
    it('shows words that were typed twice once, and says that people were asked again', async () => {
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      await priya.types('/assist now teen area man shouting');
      await reads(maria, '[I’m coming]');
      const rung = await maria.rings();
      const reply = await priya.types('/assist now teen area man shouting');
      expect(reply).toContain(
        'Your call H-0001 was still open (Central Library, teen area). Asked now: Maria Santos',
      );
      expect(reply).not.toContain('words were added');
      await eventually('Maria is rung again', async () => (await maria.rings()) === rung + 1);
      await eventually(
        'both cards say so',
        async () => times(await maria.sees(), 'You were asked again at 18:40.') === 2,
      );
      expect(times(await maria.sees(), 'man shouting')).toBe(2);
      expect(await priya.types('/assist he has a bottle')).toContain('so your words were added to it');
      await reads(maria, 'he has a bottle');
    });

    it('says that the call goes on, with the button that ends it, where the words ask for its end', async () => {
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      await priya.types('/assist teen area projector');
      await reads(maria, 'H-0001');
      const added = await priya.types('/assist cancel');
      expect(added).toContain('Call H-0001 goes on. To end it, press “Cancel”.');
      await priya.presses('Cancel', 'goes on');
      await reads(maria, 'No longer needed: call H-0001');
      const fresh = await priya.types('/assist Cancel my call');
      expect(fresh).toContain('Call H-0002 goes on. To end it, press “Cancel”.');
      await reads(maria, 'H-0002');
    });

    it.each(['now he is shouting', 'cancel'])(
      'also says how to end one of unknown building that goes on (%s, then cancel)',
      async (words) => {
        const robin = desk.person('robin');
        await robin.types(`/assist ${words}`);
        await reads(robin, 'If you choose none by');
        const added = await robin.types('/assist cancel');
        expect(added).toContain('was not sent to anyone yet');
        expect(added).toContain('Call H-0001 goes on. To end it, press “Cancel”.');
        expect(added).toContain('[Cancel]');
      },
    );

    it('says so too where the first word of all asks to end it', async () => {
      const robin = desk.person('robin');
      const answer = await robin.types('/assist cancel');
      expect(answer).toContain('Not sent to anyone yet');
      expect(answer).toContain('Call H-0001 goes on. To end it, press “Cancel”.');
      await robin.pressesInReply('Cancel');
      await reads(robin, 'Cancelled');
    });

    it('says that people were asked again when there are no words', async () => {
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      await priya.types('/assist now');
      await reads(maria, '[I’m coming]');
      const rung = await maria.rings();
      for (const typed of ['/assist now', '/assist now \u200b\u00a0\u3164']) {
        expect(await priya.types(typed)).toContain(
          'was still open (Central Library). Asked now: Maria Santos',
        );
      }
      await eventually('Maria is rung twice', async () => (await maria.rings()) === rung + 2);
      expect(await priya.types('/assist emergency')).toMatch(/^Dial 9-911/);
      await eventually('the reply', async () =>
        (await priya.hears()).includes(
          'It is now “Emergency” at Central Library, and people were asked again.',
        ),
      );
      expect(await maria.sees()).not.toContain('Note');
    });

    it('names who was told, without those who can’t come', async () => {
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      await priya.types('/assist now teen area');
      await reads(maria, '[Can’t come]');
      await maria.presses('Can’t come');
      expect(await priya.types('/assist now he has a knife')).toContain(
        'Your call H-0001 was still open, so your words were added to it. These were told: Omar Haddad and Sam Reid. It is for Central Library, teen area.',
      );
      expect(await priya.types('/assist now')).toContain('Asked now: Omar Haddad and Sam Reid.');
    });

    it('says so when nobody is left to ask again', async () => {
      const nora = desk.person('nora');
      await nora.types('/assist');
      await nora.submits({ 'How soon': 'Come now' });
      await reads(nora, 'H-0001');
      for (const [id, others] of [
        ['dana', 'Asked too, and no answer yet: Maria Santos.'],
        ['maria', 'Now asked: Lee Wong.'],
        ['lee', 'Nobody else is left to ask.'],
      ] as const) {
        await eventually(`${id} is asked`, async () => {
          if ((await desk.person(id).sees()).includes('H-0001')) return true;
          // By small steps: what is asked must be seen before the next step is due.
          desk.clock.skip(1000);
          return false;
        });
        expect(await desk.person(id).presses('Can’t come')).toContain(others);
      }
      await reads(nora, 'Nobody has confirmed');
      expect(await nora.types('/assist now')).toContain('nobody is left to ask again. Dial 911');
    });
  });

  describe('more words of somebody who is not on shift', () => {
    it('move their call to the zone that they begin with, as those of somebody on shift do', async () => {
      const [robin, maria] = [desk.person('robin'), desk.person('maria')];
      await robin.types('/assist now cen teen area first');
      await reads(maria, 'Central Library, teen area');
      const reply = await robin.types('/assist now reading room he moved');
      expect(reply).toContain('your words were added to it');
      expect(reply).toContain('Central Library, reading room');
      const card = await reads(maria, 'Until 18:40 it was teen area.');
      expect(card).toContain('Come now · Central Library, reading room');
      expect(card).toMatch(/Note:?\s+he moved/);
      expect(await robin.presses('New call')).toContain('H-0002 is saved');
      await reads(maria, 'H-0002: Come now · Central Library, reading room');
    });

    it('leave their call where it was when they become one of their own', async () => {
      const [robin, maria] = [desk.person('robin'), desk.person('maria')];
      await robin.types('/assist cen projector');
      await reads(maria, 'projector');
      await robin.types('/assist now teen area man fell');
      await reads(maria, 'H-0001: Come now · Central Library, teen area');
      expect(await robin.presses('New call')).toContain('H-0002 is saved');
      await reads(maria, 'H-0002: Come now · Central Library, teen area');
      await eventually(
        'nobody is sent to the teen area for the projector',
        async () => !(await maria.sees()).includes('H-0001: Come now · Central Library, teen area'),
      );
      expect(await maria.sees()).toContain('H-0001: Come now · Central Library');
    });

    it('are read for zones of the building of that call alone', async () => {
      const [robin, nora] = [desk.person('robin'), desk.person('nora')];
      await robin.types('/assist now nth-a');
      await robin.types('/assist teen area is quiet');
      expect(await reads(nora, 'teen area is quiet')).toContain('Come now · Northside Library (Ashton)\n');
    });
  });

  describe('a card that asks again', () => {
    it('is pressed like the first, and no card has a button when the call is over', async () => {
      const [priya, maria, omar] = [desk.person('priya'), desk.person('maria'), desk.person('omar')];
      await priya.types('/assist now');
      await reads(omar, '[I’m coming]');
      await priya.types('/assist now');
      for (const person of [maria, omar]) {
        await eventually(
          'both cards ask',
          async () => times(await person.sees(), 'You were asked again') === 2,
        );
      }
      expect(times(await omar.sees(), '[I’m coming]')).toBe(2);
      await maria.presses('I’m coming');
      await eventually(
        'both cards follow',
        async () => times(await omar.sees(), 'Maria Santos is coming') === 2,
      );
      await maria.presses('Done');
      for (const person of [maria, omar]) {
        await eventually('no card asks any more', async () => {
          const seen = await person.sees();
          return (
            !seen.includes('[I’m coming]') &&
            !seen.includes('asked again') &&
            times(seen, 'Done (Maria Santos') >= 2
          );
        });
      }
    });
  });

  describe('a card that asks whether somebody is there yet, or whether it is over', () => {
    it('asks whoever leads now, and asks nothing when it is answered or the call is over', async () => {
      const [priya, maria, omar] = [desk.person('priya'), desk.person('maria'), desk.person('omar')];
      await priya.types('/assist now');
      await reads(maria, '[I’m coming]');
      await maria.presses('I’m coming');
      desk.clock.skip(10 * 60_000);
      await reads(maria, 'Are you at Central Library yet? Priya Nair is waiting (H-0001).');
      await maria.presses('Can’t come');
      await eventually('the question is over', async () => !(await maria.sees()).includes('Are you at'));
      await omar.presses('I’m coming');
      expect(await omar.sees()).not.toContain('Are you at');
      const rung = await omar.rings();
      desk.clock.skip(10 * 60_000);
      await reads(omar, 'Are you at Central Library yet?');
      await eventually('Omar is rung', async () => (await omar.rings()) === rung + 1);
      await omar.presses('On scene');
      await eventually('the question is over', async () => !(await omar.sees()).includes('Are you at'));
      desk.clock.skip(60 * 60_000);
      await reads(omar, 'Is call H-0001 at Central Library over? Press Done when it is.');
      await omar.presses('Done');
      await eventually('nothing is asked', async () => !/\[Done\]|over\? Press/.test(await omar.sees()));
    });
  });

  describe('what the caller has asked for', () => {
    it('is answered once: more people, a new call, a higher urgency', async () => {
      const priya = desk.person('priya');
      await priya.types('/assist teen area');
      await reads(priya, '[Ask more people now]');
      expect(await priya.types('/assist now a second matter')).toContain('it is now “Come now”');
      const rung = await priya.rings();
      expect(await priya.presses('Ask more people now')).toContain(
        'Asked for H-0001: Lee Wong and Nora Lind.',
      );
      await reads(desk.person('lee'), 'H-0001');
      await reads(priya, 'Lee Wong');
      expect(await priya.presses('New call')).toContain('H-0002 is saved and goes to');
      await reads(priya, 'H-0002');
      expect(await priya.rings()).toBe(rung + 1);
      expect(await priya.sees()).not.toContain('No answer yet');
      desk.clock.skip(60_000);
      await reads(priya, 'No answer yet for H-0002. Now also asked: Lee Wong and Nora Lind.');
    });
  });

  describe('a call that somebody ends while its caller still needs help', () => {
    it('gives the words that were added to it to a new call, once', async () => {
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      await priya.types('/assist teen area projector');
      await reads(maria, '[I’m coming]');
      expect(await priya.types('/assist now man threatens staff')).toContain('[New call]');
      await reads(maria, 'man threatens staff');
      await maria.presses('Done');
      await reads(priya, 'says that your call H-0001 is done');
      expect(await priya.presses('New call')).toContain('H-0002 is saved and goes to');
      expect(await reads(maria, 'H-0002: Come now · Central Library')).toContain('man threatens staff');
      expect(await priya.presses('New call')).toContain('a call of their own already: H-0002');
    });

    it('says how to call again and what to dial at “Make it …”', async () => {
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      expect(await priya.types('/assist teen area emergency, a man with a knife')).toContain('[Make it');
      await reads(maria, '[I’m coming]');
      await maria.presses('Done');
      const reply = await priya.presses('Make it “Emergency”');
      expect(reply).toContain('Call H-0001 is over: Done (Maria Santos, 18:40). Nobody is asked by it');
      expect(reply).toContain('assist emergency CEN”');
      expect(reply).toContain('Dial 9-911 from any desk phone');
      expect(reply).not.toContain('nothing left to do');
    });
  });

  describe('what comes next', () => {
    it('is said in whole sentences while somebody is on the way', async () => {
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      await priya.types('/assist now');
      await reads(maria, '[I’m coming]');
      await maria.presses('I’m coming');
      await reads(
        priya,
        'If Maria Santos is not there by 18:50, Deskbell asks whether they are still coming',
      );
      desk.clock.skip(10 * 60_000);
      await reads(priya, 'If there is no word from Maria Santos by 18:55, more people are asked');
    });
  });
});
