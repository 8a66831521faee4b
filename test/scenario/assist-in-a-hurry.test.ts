import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  describe('what is typed in a hurry', () => {
    it('is an emergency with a mark behind it, and the reply names what it was taken for', async () => {
      const priya = desk.person('priya');
      expect(await priya.types('/assist Emergency!! teen area: a fire')).toMatch(/^Dial 9-911/);
      await hears(priya, 'H-0001 is saved and goes to');
      expect(await priya.hears()).toContain('“Emergency”');
      const card = await reads(desk.person('maria'), 'H-0001: Emergency · Central Library, teen area');
      expect(card).toContain('a fire');
    });

    it('is as urgent and at that place when the words that say so are stressed', async () => {
      const [priya, robin] = [desk.person('priya'), desk.person('robin')];
      expect(await priya.types('/assist *emergency* CEN *teen area* a fire')).toMatch(/^Dial 9-911/);
      await reads(desk.person('maria'), 'H-0001: Emergency · Central Library, teen area');
      await robin.types('/assist _now_ **NTH-A** *front desk*');
      await reads(robin, 'H-0002: Come now · Northside Library (Ashton), front desk');
    });

    it('joins the call that is running when it names no building, and not one of hours ago', async () => {
      const robin = desk.person('robin');
      await robin.types('/assist now cen teen area');
      const added = await robin.types('/assist he is still here');
      expect(added).toContain('Your call H-0001 was still open');
      expect(added).toContain('It is for Central Library, teen area.');
      await reads(desk.person('maria'), 'he is still here');
      desk.clock.skip(2 * 60 * 60_000);
      expect(await robin.types('/assist now something else')).toContain('Not sent to anyone yet');
    });
  });

  describe('what to dial in an emergency', () => {
    it('is what is dialled at the building of the open call to which the words are added', async () => {
      const robin = desk.person('robin');
      await robin.types('/assist now cen teen area');
      await hears(robin, 'H-0001 is saved and goes to');
      expect(await robin.types('/assist emergency he has a knife')).toMatch(/^Dial 9-911/);
      await reads(desk.person('maria'), 'H-0001: Emergency');
    });

    it('is so too where words that are no command sound like one', async () => {
      const robin = desk.person('robin');
      await robin.types('/assist now cen teen area');
      await hears(robin, 'H-0001 is saved and goes to');
      expect(await robin.types('/desk he is bleeding')).toContain('In an emergency: Dial 9-911');
    });

    it('is said anew once the building is known, where it is something else there', async () => {
      const robin = desk.person('robin');
      expect(await robin.types('/assist emergency man fell')).toMatch(/^Dial 911/);
      await reads(robin, 'If you choose none by');
      await allRecorded(desk);
      expect(await robin.presses('Central Library', 'If you choose none by')).toMatch(
        /^In an emergency: Dial 9-911.*H-0001 is saved and goes to/s,
      );
      expect(await robin.types('/assist emergency he does not move')).toMatch(/^Dial 9-911/);
    });
  });

  describe('a second call that names another place', () => {
    it('says so to the caller and to whoever is on the way, until it is a call of its own', async () => {
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      await priya.types('/assist now teen area a fight');
      await reads(maria, '[I’m coming]');
      await maria.presses('I’m coming');
      expect(await priya.types('/assist now reading room somebody fainted')).toContain(
        'It is for Central Library, reading room.',
      );
      await reads(maria, 'Until 18:40 it was teen area.');
      await reads(priya, 'Until 18:40 it was teen area.');
      expect(await priya.presses('New call')).toContain('H-0002 is saved');
      await reads(maria, 'H-0002: Come now · Central Library, reading room');
      await reads(maria, 'H-0001: Come now · Central Library, teen area');
      await eventually('each call has its own words', async () => {
        const seen = await maria.sees();
        return seen.split('somebody fainted').length === 2 && !seen.includes('Until 18:40');
      });
    });
  });

  describe('“New call” for the words that made a call more urgent', () => {
    it('lets that call go on as before at a press: nobody is rung for a projector as for an emergency', async () => {
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      await priya.types('/assist projector');
      await reads(maria, 'H-0001: When you can');
      await priya.types('/assist emergency somebody fainted');
      await reads(maria, 'H-0001: Emergency');
      const reply = await priya.presses('New call');
      expect(reply).toContain('H-0002 is saved and goes to');
      expect(reply).toContain('H-0001 goes on as “Emergency”. If only these words were that urgent');
      await reads(maria, 'H-0002: Emergency');
      const lowered = await priya.presses('Make H-0001 “When you can” again');
      expect(lowered).toContain('H-0001 is “When you can” again. Nobody was asked anew.');
      await eventually('the card says so', async () => !(await maria.sees()).includes('H-0001: Emergency'));
      await maria.presses('I’m coming', 'H-0002');
      await reads(priya, 'Maria Santos is coming to you (H-0002)');
      desk.clock.skip(180_000);
      await reads(priya, 'No answer yet for H-0001. Asked again: Maria Santos.');
      for (const id of ['lee', 'nora', 'dana']) expect(await desk.person(id).sees()).toBe('');
    });
  });

  describe('“Ask more people now”', () => {
    it('goes on to people who have not been asked; a step that asks the same ones says that', async () => {
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      await priya.types('/assist teen area');
      await reads(maria, '[I’m coming]');
      desk.clock.skip(180_000);
      await reads(priya, 'No answer yet for H-0001. Asked again: Maria Santos.');
      expect(await priya.presses('Ask more people now')).toContain('Asked for H-0001: Lee Wong');
      await priya.presses('Cancel');
      await priya.types('/assist teen area');
      await reads(priya, 'H-0002');
      expect(await priya.presses('Ask more people now')).toContain('Asked for H-0002: Lee Wong');
    });
  });

  describe('a call whose building stays unknown', () => {
    it('can be told the building after the fallback person was asked, on the card and in words', async () => {
      const robin = desk.person('robin');
      await robin.types('/assist now help');
      desk.clock.skip(61_000);
      await reads(desk.person('dana'), 'H-0001');
      await reads(robin, 'Which building are you in?');
      expect(await robin.sees()).toContain('[Central Library]');
      expect(await robin.types('/assist now still waiting')).toContain('[Central Library]');
      expect(await robin.types('/assist now cen')).toContain('H-0001 is saved and goes to');
      await reads(desk.person('maria'), 'H-0001');
      await eventually(
        'nothing is asked any more',
        async () => !(await robin.sees()).includes('Which building'),
      );
    });
  });

  describe('“Can’t come”', () => {
    it('stays on the card of whoever said it', async () => {
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      await priya.types('/assist now');
      await reads(maria, '[I’m coming]');
      await maria.presses('Can’t come');
      await reads(maria, 'It is noted that you can’t come.');
      await maria.presses('I’m coming');
      await eventually(
        'it is taken back',
        async () => !(await maria.sees()).includes('You said that you can’t'),
      );
    });
  });
});
