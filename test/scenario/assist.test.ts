import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addMs } from '../../src/time.ts';
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

  describe('a call for help', () => {
    it('goes out at once to those on shift, never to the caller, and the note stays out of the channel', async () => {
      const [priya, maria, omar, sam, lee] = ['priya', 'maria', 'omar', 'sam', 'lee'].map((id) =>
        desk.person(id),
      ) as [Person, Person, Person, Person, Person];
      const reply = await priya.types('/assist now teen area man shouting');
      expect(reply).toContain('H-0001');
      for (const name of ['Maria Santos', 'Omar Haddad', 'Sam Reid']) expect(reply).toContain(name);
      for (const asked of [maria, omar, sam]) {
        const card = await reads(asked, 'H-0001: Come now · Central Library, teen area');
        expect(card).toContain('man shouting');
        for (const label of ['[I’m coming]', '[Can’t come]', '[On scene]', '[Done]'])
          expect(card).toContain(label);
      }
      expect(await lee.sees()).toBe('');
      const own = await reads(priya, 'Nobody has answered yet');
      expect(own).toContain('[Cancel]');
      expect(own).not.toContain('[I’m coming]');
      const channel = await priya.seesInChannel('CEN');
      expect(channel).toContain('H-0001');
      expect(channel).toContain('[I’m coming]');
      expect(channel).not.toContain('shouting');
    });

    it('tells the caller who is coming, first by a message that rings, and everyone else by their cards', async () => {
      const [priya, maria, omar] = ['priya', 'maria', 'omar'].map((id) => desk.person(id)) as [
        Person,
        Person,
        Person,
      ];
      await priya.types('/assist now teen area');
      await reads(maria, '[I’m coming]');
      await reads(priya, '[Cancel]');
      const before = await priya.rings();
      expect(await maria.presses('I’m coming')).toContain('Priya Nair can see that you are coming');
      await reads(priya, 'Maria Santos is coming to you');
      expect(await priya.rings()).toBe(before + 1);
      await reads(priya, 'Maria Santos, since');
      await reads(omar, 'Maria Santos is coming');
    });

    it('coming is not owning: others can still come, and are told who leads', async () => {
      const [priya, maria, omar] = ['priya', 'maria', 'omar'].map((id) => desk.person(id)) as [
        Person,
        Person,
        Person,
      ];
      await priya.types('/assist now teen area');
      await reads(omar, '[I’m coming]');
      await maria.presses('I’m coming');
      await reads(priya, 'Maria Santos is coming to you');
      expect(await reads(omar, 'Maria Santos is coming')).toContain('[I’m coming]');
      const before = await priya.rings();
      expect(await omar.presses('I’m coming')).toContain('Maria Santos leads');
      await reads(priya, 'Maria Santos and Omar Haddad are coming');
      expect(await priya.rings()).toBe(before);
      await omar.presses('Done');
      await reads(priya, 'Done (Omar Haddad');
      await eventually(
        'her card has no button left',
        async () => !(await maria.sees()).includes('[On scene]'),
      );
    });

    it('moves on by the policy until the caller is told that nobody has confirmed', async () => {
      const [priya, maria, lee, nora, dana] = ['priya', 'maria', 'lee', 'nora', 'dana'].map((id) =>
        desk.person(id),
      ) as [Person, Person, Person, Person, Person];
      await priya.types('/assist now');
      await reads(maria, 'H-0001');
      desk.clock.skip(60_000);
      await reads(lee, 'H-0001');
      await reads(nora, 'H-0001');
      await reads(priya, 'Now also asked: Lee Wong and Nora Lind');
      desk.clock.skip(120_000);
      await reads(dana, 'H-0001');
      desk.clock.skip(120_000);
      const told = await reads(priya, 'Nobody has confirmed call H-0001');
      expect(told).toContain('Dial 9-911 from any desk phone');
      await maria.presses('I’m coming');
      await reads(priya, 'Maria Santos is coming to you');
    });

    it('says to the second what comes next when steps are less than a minute apart', async () => {
      const priya = desk.person('priya');
      /** Minutes and seconds of the moment half a minute from now. */
      const soon = () => addMs(desk.clock.now(), 30_000).slice(14, 19);
      const soonest = soon();
      await priya.types('/assist emergency teen area');
      const latest = soon();
      const seen = await reads(priya, 'More people are asked at ');
      const [, asked = ''] = /asked at \d+:(\d\d:\d\d)/.exec(seen) ?? [];
      expect([soonest, asked, latest]).toEqual([soonest, asked, latest].toSorted());
      expect(asked).not.toBe('');
    });

    it('stays open when nobody has answered, and a supervisor is reminded every day', async () => {
      const [priya, maria, lee, dana] = ['priya', 'maria', 'lee', 'dana'].map((id) => desk.person(id)) as [
        Person,
        Person,
        Person,
        Person,
      ];
      await priya.types('/assist now');
      await reads(maria, 'H-0001');
      desk.clock.skip(60_000);
      await reads(lee, 'H-0001');
      desk.clock.skip(120_000);
      await reads(dana, 'H-0001');
      desk.clock.skip(120_000);
      await reads(priya, 'Nobody has confirmed call H-0001');
      for (const day of [1, 2]) {
        desk.clock.skip(24 * 60 * 60_000);
        await eventually(
          `Lee Wong reads reminder ${day}`,
          async () => (await lee.sees()).split('is still open:').length - 1 === day,
        );
      }
      expect(await maria.presses('I’m coming')).toContain('Thank you');
    });
  });
});
