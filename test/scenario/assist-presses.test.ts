import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  describe('answers to a call', () => {
    it('move on at once when everybody asked can’t come', async () => {
      await desk.person('priya').types('/assist now');
      for (const id of ['maria', 'omar', 'sam']) {
        await reads(desk.person(id), 'H-0001');
        await desk.person(id).presses('Can’t come');
      }
      await reads(desk.person('lee'), 'H-0001');
      await reads(desk.person('nora'), 'H-0001');
    });

    it('go on asking when the only one coming can’t after all, and the caller is told', async () => {
      await desk.person('priya').types('/assist now');
      await reads(desk.person('maria'), 'H-0001');
      await desk.person('maria').presses('I’m coming');
      await desk.person('maria').presses('Can’t come');
      await reads(desk.person('priya'), 'Maria Santos can’t come to H-0001 after all');
      await reads(desk.person('lee'), 'H-0001');
    });

    it('pressed twice change nothing and say so kindly', async () => {
      await desk.person('priya').types('/assist now');
      await reads(desk.person('maria'), 'H-0001');
      await desk.person('maria').presses('I’m coming');
      await reads(desk.person('priya'), 'Maria Santos is coming to you');
      const rung = await desk.person('priya').rings();
      expect(await desk.person('maria').presses('I’m coming')).toContain(
        'can already see that you are coming',
      );
      expect(await desk.person('priya').rings()).toBe(rung);
    });

    it('from the channel count as well, and bring the presser a card with On scene and Done', async () => {
      await desk.person('priya').types('/assist now');
      await eventually('the channel has the card', async () =>
        (await desk.person('nora').seesInChannel('CEN')).includes('H-0001'),
      );
      expect(await desk.person('nora').presses('I’m coming')).toContain('Priya Nair can see');
      expect(await reads(desk.person('nora'), 'H-0001')).toContain('[On scene]');
    });

    it('by the caller are refused with the reason', async () => {
      await desk.person('priya').types('/assist now');
      await eventually('the channel has the card', async () =>
        (await desk.person('priya').seesInChannel('CEN')).includes('H-0001'),
      );
      expect(await desk.person('priya').presses('I’m coming')).toContain('your own call');
    });
  });

  describe('the end of a call', () => {
    it('is told to those who were asked when the caller cancels', async () => {
      await desk.person('priya').types('/assist now');
      await reads(desk.person('omar'), 'H-0001');
      await desk.person('priya').presses('Cancel');
      await reads(desk.person('omar'), 'No longer needed: call H-0001');
      await reads(desk.person('omar'), 'Cancelled by the caller (Priya Nair');
      await eventually(
        'his card asks no more',
        async () => !(await desk.person('omar').sees()).includes('[I’m coming]'),
      );
      desk.clock.skip(600_000);
      expect(await desk.person('lee').sees()).toBe('');
    });

    it('is once and for all: a press on an old card gets a polite sentence', async () => {
      await desk.person('priya').types('/assist now');
      await reads(desk.person('maria'), 'H-0001');
      await reads(desk.person('omar'), 'H-0001');
      const [first, second] = await Promise.all([
        desk.person('maria').presses('Done'),
        desk.person('omar').presses('Done'),
      ]);
      expect([first, second].filter((reply) => reply.includes('is done. Thank you'))).toHaveLength(1);
      expect([first, second].filter((reply) => reply.includes('is over'))).toHaveLength(1);
    });

    it('can be set by a supervisor with a reason, and by nobody else', async () => {
      await desk.person('priya').types('/assist now');
      desk.clock.skip(60_000);
      await reads(desk.person('lee'), 'H-0001');
      desk.clock.skip(120_000);
      await reads(desk.person('dana'), 'H-0001');
      desk.clock.skip(120_000);
      await reads(desk.person('priya'), 'Nobody has confirmed');
      desk.clock.skip(24 * 3600_000);
      const lee = desk.person('lee');
      await reads(lee, 'is still open');
      await lee.presses('Close with a reason');
      await lee.submits({ 'Why it is closed': 'Settled by phone' });
      await hears(lee, 'is closed');
      expect(await reads(desk.person('priya'), 'Closed by a supervisor (Lee Wong')).toContain(
        'Settled by phone',
      );
      await reads(
        desk.person('priya'),
        'Lee Wong has closed your call H-0001. The reason is on your card. If you still need help',
      );
    });
  });

  describe('a second call while the first is open', () => {
    it('adds its words, asks again and says so', async () => {
      await desk.person('priya').types('/assist teen area');
      await reads(desk.person('maria'), 'H-0001');
      const rung = await desk.person('maria').rings();
      const reply = await desk.person('priya').types('/assist he is back');
      expect(reply).toContain('H-0001 was still open');
      expect(reply).toContain('[New call]');
      await reads(desk.person('maria'), 'he is back');
      await eventually('Maria is rung again', async () => (await desk.person('maria').rings()) > rung);
    });

    it('raises the urgency and starts that ladder', async () => {
      await desk.person('priya').types('/assist teen area');
      await reads(desk.person('maria'), 'When you can');
      expect(await desk.person('priya').types('/assist now')).toContain('“Come now”');
      await reads(desk.person('sam'), 'Come now');
      desk.clock.skip(60_000);
      await reads(desk.person('lee'), 'Come now');
    });

    it('becomes a call of its own by New call', async () => {
      await desk.person('priya').types('/assist teen area');
      await desk.person('priya').types('/assist reading room a second matter');
      expect(await desk.person('priya').presses('New call')).toContain('H-0002');
      const seen = await reads(desk.person('maria'), 'H-0002');
      expect(seen).toContain('H-0002: When you can · Central Library, reading room');
      expect(await desk.person('priya').presses('New call')).toContain('a call of their own already: H-0002');
    });
  });

  describe('asking more people', () => {
    it('asks the next step at once, and names who is asked again when no step is left', async () => {
      const priya = desk.person('priya');
      await priya.types('/assist now');
      await reads(priya, '[Ask more people now]');
      expect(await priya.presses('Ask more people now')).toContain('Lee Wong and Nora Lind');
      await reads(desk.person('lee'), 'H-0001');
      expect(await priya.presses('Ask more people now')).toContain('Dana Whitfield');
      await desk.person('nora').presses('Can’t come');
      expect(await priya.presses('Ask more people now')).toMatch(
        /Nobody new is left to ask for H-0001\. Asked again: Maria Santos, Omar Haddad, Sam Reid, Lee Wong,? and Dana Whitfield\. Dial/,
      );
      await reads(desk.person('maria'), 'You were asked again at 18:40');
    });
  });

  describe('a claim that goes quiet', () => {
    it('is asked about once, then the next people are asked', async () => {
      await desk.person('priya').types('/assist now');
      await reads(desk.person('maria'), 'H-0001');
      await desk.person('maria').presses('I’m coming');
      desk.clock.skip(10 * 60_000);
      await reads(desk.person('maria'), 'Are you at Central Library yet?');
      expect(await desk.person('lee').sees()).toBe('');
      desk.clock.skip(5 * 60_000);
      await reads(desk.person('lee'), 'H-0001');
    });
  });

  describe('a restart', () => {
    it('keeps every card and carries on with the steps', async () => {
      await desk.person('priya').types('/assist now teen area');
      const before = await reads(desk.person('maria'), 'H-0001');
      await desk.restart();
      expect(await reads(desk.person('maria'), 'H-0001')).toBe(before);
      desk.clock.skip(60_000);
      await reads(desk.person('lee'), 'H-0001');
      await desk.person('maria').presses('I’m coming');
      await reads(desk.person('priya'), 'Maria Santos is coming to you');
    });
  });
});
