import { afterEach, describe, expect, it } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { entraId, personalOf } from '../support/teams/index.ts';

let desk: TestDesk;
afterEach(() => desk.stop());

const callers = ['priya', 'omar', 'lee', 'robin', 'dana'];

/** Everybody calls from the page while the platform says that it is too busy, and then it takes messages again. */
const outages = {
  'slack over http': {
    begin: () => desk.slack?.fail('chat.postMessage', { retryAfter: 2 }),
    end: () => desk.slack?.heal('chat.postMessage'),
    messages: () => {
      const slack = desk.slack;
      return (slack?.messages(slack.directOf('U0MARIA')) ?? []).filter(({ onlyFor }) => onlyFor === undefined)
        .length;
    },
  },
  teams: {
    begin: () => desk.teams?.fail('sendToConversation', { status: 429, retryAfter: 2 }),
    end: () => desk.teams?.heal('sendToConversation'),
    messages: () =>
      desk.teams?.posted(personalOf(entraId('maria'))).filter(({ from }) => from.startsWith('28:')).length ??
      0,
  },
};

describe.each(['slack over http', 'teams'] as const)(
  'five calls that could not be told to Maria at once, on %s',
  (place) => {
    it('come to her as one list, in which she can answer each, and which follows them', async () => {
      desk = await startDesk({ people: place, alsoAt: ['page'] });
      const { begin, end, messages } = outages[place];
      const before = messages();
      begin();
      for (const [index, id] of callers.entries()) {
        expect(await desk.person(id, 'page').types('assist now cen')).toContain(`H-000${index + 1}`);
      }
      end();
      const maria = desk.person('maria');
      await eventually('Maria has all of them', async () => {
        desk.clock.skip(1000);
        const seen = await maria.sees();
        return callers.every((_, index) => seen.includes(`H-000${index + 1}`));
      });
      // The first one was on its way when the others came.
      expect(messages() - before).toBeLessThanOrEqual(2);
      const seen = await maria.sees();
      expect(seen).toContain('requests had to wait and came together');
      expect(seen.match(/\[I’m coming\]/g)).toHaveLength(5);

      expect(await maria.presses('Can’t come', 'H-0005')).toContain('you can’t come to H-000');
      expect(await maria.presses('I’m coming', 'H-0005')).toMatch(/H-000\d/);
      await eventually('her list shows it', async () => {
        desk.clock.skip(100);
        return (await maria.sees()).includes('Maria Santos is coming');
      });
      const told = await Promise.all(callers.map((id) => desk.person(id, 'page').sees()));
      expect(told.some((text) => text.includes('Maria Santos is coming'))).toBe(true);
      desk.clock.skip(60_000);
      expect(messages() - before).toBeLessThanOrEqual(3);
    });
  },
);

describe.each(['slack over http', 'teams'] as const)(
  'a call that was asked for again and again while Maria could not be told, on %s',
  (place) => {
    it('comes to her as the one request that it is', async () => {
      desk = await startDesk({ people: place, alsoAt: ['page'] });
      const { begin, end, messages } = outages[place];
      const before = messages();
      begin();
      const priya = desk.person('priya', 'page');
      expect(await priya.types('assist now cen')).toContain('H-0001');
      for (const words of ['she is ill', 'please', 'hurry']) await priya.types(`assist now ${words}`);
      end();
      const maria = desk.person('maria');
      await eventually('Maria has it', async () => {
        desk.clock.skip(1000);
        return (await maria.sees()).includes('H-0001');
      });
      expect(messages() - before).toBe(1);
      const seen = await maria.sees();
      expect(seen).not.toContain('requests');
      expect(seen.match(/\[I’m coming\]/g)).toHaveLength(1);
      desk.clock.skip(60_000);
      expect(messages() - before).toBe(1);
    });
  },
);
