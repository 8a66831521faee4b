import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { typedAt } from '../support/desk/typed-at.ts';
import { eventually } from '../support/eventually.ts';

const from = (seen: string, words: string) => seen.slice(seen.lastIndexOf(words));

describe.each(allPlaces)('%s: what the caller is told', (people) => {
  let desk: TestDesk;
  let priya: Person;
  let maria: Person;
  let omar: Person;
  beforeEach(async () => {
    desk = await startDesk({ people });
    [priya, maria, omar] = [desk.person('priya'), desk.person('maria'), desk.person('omar')];
    await priya.types('/assist now');
    await reads(maria, '[I’m coming]');
    await reads(omar, '[I’m coming]');
  });
  afterEach(() => desk.stop());

  describe('when somebody else ends the call', () => {
    it('is who said so, that nobody comes any more, and what to do: once, as the newest message', async () => {
      await maria.presses('I’m coming');
      await reads(priya, 'Maria Santos is coming to you');
      const rung = await priya.rings();
      expect(await omar.presses('Done')).toContain('is done. Thank you');
      const seen = await reads(priya, 'Omar Haddad says that your call H-0001 is done.');
      expect(from(seen, 'Omar Haddad says')).toContain(
        `Nobody is coming for it any more. If you still need help, type “${typedAt(people, 'assist now CEN')}”. In an emergency: Dial 9-911`,
      );
      expect(from(seen, 'Omar Haddad says')).not.toContain('Maria Santos is coming to you');
      await reads(maria, 'No longer needed: call H-0001');
      expect(await priya.rings()).toBe(rung + 1);
    });

    it('does not speak of somebody on the way when all who came are there', async () => {
      await maria.presses('On scene');
      expect(await reads(priya, 'Maria Santos is there (H-0001).')).not.toContain('is coming to you');
      await maria.presses('Done');
      const seen = await reads(priya, 'Maria Santos says that your call H-0001 is done.');
      expect(seen).not.toContain('Nobody is coming');
    });

    it('is nothing new when they ended it themselves', async () => {
      await maria.presses('I’m coming');
      await reads(priya, 'Maria Santos is coming to you');
      const rung = await priya.rings();
      await priya.presses('Cancel');
      await reads(maria, 'No longer needed');
      await reads(priya, 'Cancelled by the caller');
      expect(await priya.rings()).toBe(rung);
    });
  });

  it('when the only one coming can’t after all is that and who is asked now, in one message', async () => {
    await maria.presses('I’m coming');
    await reads(priya, 'Maria Santos is coming to you');
    const rung = await priya.rings();
    // Who has not answered has read that she is coming.
    await reads(omar, 'Maria Santos is coming');
    const asked = await omar.rings();
    await maria.presses('Can’t come');
    await eventually('Omar is rung again', async () => (await omar.rings()) === asked + 1);
    await reads(
      priya,
      'Maria Santos can’t come to H-0001 after all. Now also asked: Lee Wong and Nora Lind.',
    );
    await reads(desk.person('nora'), 'H-0001');
    expect(await priya.sees()).not.toContain('No answer yet');
    expect(await priya.rings()).toBe(rung + 1);
  });

  it('when the only one coming gives up after the last step, that the others are asked again, who are rung', async () => {
    const [lee, nora, dana] = [desk.person('lee'), desk.person('nora'), desk.person('dana')];
    desk.clock.skip(60_000);
    for (const one of [lee, nora]) await reads(one, '[I’m coming]');
    desk.clock.skip(120_000);
    await reads(dana, '[I’m coming]');
    await maria.presses('I’m coming');
    await reads(priya, 'Maria Santos is coming to you');
    const rings = async () => [await lee.rings(), await dana.rings(), await maria.rings()] as const;
    const rung = await rings();
    const told = await priya.rings();
    expect(await maria.presses('Can’t come')).toContain('Asked again: ');
    await reads(
      priya,
      /Maria Santos can’t come to H-0001 after all\. Asked again: .*Omar Haddad.*Lee Wong.*Dana Whitfield\./,
    );
    for (const one of [lee, dana]) await reads(one, 'You were asked again at');
    expect(await rings()).toEqual([rung[0] + 1, rung[1] + 1, rung[2]]);
    expect(await priya.rings()).toBe(told + 1);
  });

  it('when whoever was coming has not been heard of is that, and who is asked now', async () => {
    await maria.presses('I’m coming');
    desk.clock.skip(10 * 60_000);
    await reads(maria, 'Are you at Central Library yet?');
    desk.clock.skip(5 * 60_000);
    await reads(
      priya,
      'Now also asked for H-0001: Lee Wong and Nora Lind. Maria Santos said “I’m coming”, and nothing has been heard since.',
    );
    expect(await priya.sees()).not.toContain('No answer yet');
  });

  it('when all have said that they can’t come is not that nobody has answered', async () => {
    for (const id of ['maria', 'omar', 'sam']) {
      await reads(desk.person(id), '[Can’t come]');
      await desk.person(id).presses('Can’t come');
    }
    await reads(priya, 'H-0001 still waits for an “I’m coming”. Now also asked: Lee Wong and Nora Lind.');
  });

  describe('whoever says that they can’t come', () => {
    it('is told who comes, whose answer is still open, and who is asked now', async () => {
      const sam = desk.person('sam');
      await reads(sam, '[Can’t come]');
      expect(await sam.presses('Can’t come')).toContain(
        'Noted: you can’t come to H-0001. Asked too, and no answer yet: Maria Santos and Omar Haddad.',
      );
      await maria.presses('I’m coming');
      expect(await omar.presses('Can’t come')).toContain(
        'Noted: you can’t come to H-0001. Maria Santos is coming.',
      );
      expect(await maria.presses('Can’t come')).toContain(
        'Noted: you can’t come to H-0001. Now asked: Lee Wong and Nora Lind.',
      );
    });
  });

  it('a card says to its one reader what they said last and what to press next', async () => {
    await maria.presses('I’m coming');
    await reads(maria, 'You said that you are coming. Press On scene when you are there.');
    expect(await omar.sees()).not.toContain('You said');
    await maria.presses('On scene');
    await eventually('the card follows', async () => {
      const seen = await maria.sees();
      return seen.includes('You said that you are there. Press Done when it is over.');
    });
    expect(await maria.sees()).not.toContain('You said that you are coming');
  });
});

/** The next message gets no answer, and it is not said whether it has arrived before the platform is back. */
const outages = {
  'slack over http': {
    begin({ slack }: TestDesk) {
      slack?.fail('chat.postMessage', { reset: true, times: 1 });
      slack?.fail('conversations.history', { status: 500 });
    },
    tried: ({ slack }: TestDesk) => slack?.calls('chat.postMessage').length ?? 0,
    end: ({ slack }: TestDesk) => slack?.heal('conversations.history'),
    looked: ({ slack }: TestDesk) =>
      slack?.calls('conversations.history').filter(({ outcome }) => outcome === 'ok').length ?? 0,
  },
  teams: {
    begin({ teams }: TestDesk) {
      teams?.fail('sendToConversation', { reset: true, times: 1 });
      teams?.fail('getConversationMember', { reset: true });
    },
    tried: ({ teams }: TestDesk) => teams?.calls('sendToConversation').length ?? 0,
    end: ({ teams }: TestDesk) => teams?.heal('getConversationMember'),
    looked: ({ teams }: TestDesk) => teams?.calls('getConversationMember').length ?? 0,
  },
};

it.each(['slack over http', 'teams'] as const)(
  '%s: what the caller is told last is what was said last, also when the platform was away for a moment',
  async (people) => {
    const { begin, tried, end, looked } = outages[people];
    const desk = await startDesk({ people, alsoAt: ['page'] });
    onTestFinished(() => desk.stop());
    // Her presses are answered there, so that the next message on the platform is the caller's.
    const [priya, maria] = [desk.person('priya'), desk.person('maria', 'page')];
    await priya.types('/assist now');
    await reads(maria, '[I’m coming]');
    for (const id of ['maria', 'omar', 'sam']) await reads(desk.person(id), '[I’m coming]');
    const rung = await priya.rings();
    const before = tried(desk);
    begin(desk);
    await maria.presses('I’m coming');
    await eventually('that has got no answer', () => tried(desk) > before);
    await maria.presses('Can’t come');
    await reads(priya, 'Maria Santos can’t come to H-0001 after all. Now also asked:');
    const asked = looked(desk);
    end(desk);
    await eventually('the platform is asked whether it has the first', () => {
      desk.clock.skip(1000);
      return looked(desk) > asked;
    });
    await desk.person('omar', 'page').presses('I’m coming');
    const seen = await reads(priya, 'Omar Haddad is coming to you');
    expect(seen).not.toContain('Maria Santos is coming to you');
    expect(await priya.rings()).toBe(rung + 2);
  },
);
