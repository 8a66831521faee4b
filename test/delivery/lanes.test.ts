import { describe, expect, it } from 'vitest';
import { own } from '../../src/chat/text.ts';
import { createBackground } from '../../src/delivery/background.ts';
import { createLane } from '../../src/delivery/lane.ts';
import { createBucket, createPaces } from '../../src/delivery/pace.ts';
import { SendError } from '../../src/platforms/platform.ts';
import { createDrivenClock } from '../support/clock.ts';
import { eventually } from '../support/eventually.ts';
import { createRig, type Rig } from './rig.ts';
import { createTestPlatform, toPosted } from './test-platform.ts';

/** What goes out at once and what waits is counted: a busy machine must not give the pace time to come back. */
const stillClock = () => createDrivenClock('2026-11-22T23:40:00.000Z', { standsStill: true });

const housekeeping = (rig: Rig, count: number) =>
  rig.store.transact((tx) =>
    rig.delivery.enqueue(tx, {
      ring: Array.from({ length: count }, (_, index) => ({
        card: { summary: own('News'), parts: [] },
        to: { person: `reader ${index}` },
        lane: 'housekeeping' as const,
      })),
    }),
  );

describe('pages never share a queue with housekeeping:', () => {
  it('a flood of housekeeping leaves half of the pace to people who are asked', async () => {
    const slack = createTestPlatform('slack');
    const rig = await createRig({ platforms: [slack], clock: stillClock() });
    await rig.delivery.start();
    await housekeeping(rig, 200);
    await eventually('the flood is under way', () => slack.posts.length >= 20);
    const before = slack.posts.length;
    await rig.ask('maria', ['H-1']);
    await eventually('Maria is asked', () => slack.posts.some(({ to }) => to === 'maria'));
    // Of 50 at once housekeeping takes 25; what it gets besides comes back in the meantime.
    expect(slack.posts.findIndex(({ to }) => to === 'maria') - before).toBeLessThan(20);
    expect(slack.posts.length).toBeLessThan(100);
  });

  it('a refusal for going too fast slows one lane of one platform only', async () => {
    const slack = createTestPlatform('slack');
    const teams = createTestPlatform('teams');
    slack.answer = async ({ to, marker }) => {
      if (to.startsWith('reader')) throw new SendError('later', 'ratelimited', { retryAfterMs: 600_000 });
      return toPosted(to, marker);
    };
    const rig = await createRig({ platforms: [slack, teams] });
    await rig.delivery.start();
    await housekeeping(rig, 1);
    await eventually('Slack has refused', () => slack.posts.length === 1 && teams.posts.length === 1);
    await housekeeping(rig, 1);
    await rig.ask('maria', ['H-1']);
    await eventually('Maria is asked on both', () =>
      [slack, teams].every(({ posts }) => posts.some(({ to }) => to === 'maria')),
    );
    await eventually('housekeeping goes on elsewhere', () => teams.posts.length === 3);
    expect(slack.posts).toHaveLength(2);
    await rig.change('H-1', { state: 'Omar is coming' });
    await eventually('cards are redrawn meanwhile', () => slack.updates.length === 1);
  });
});

describe('an emergency overtakes what waits:', () => {
  it('an urgent ask goes before hundreds of quiet ones', async () => {
    const slack = createTestPlatform('slack');
    const rig = await createRig({ platforms: [slack], clock: stillClock() });
    await rig.delivery.start();
    for (let count = 0; count < 600; count++) await rig.ask(`quiet ${count}`, ['Q-1']);
    const before = slack.posts.length;
    expect(before).toBeLessThan(400);
    await rig.ask('maria', ['H-1'], { urgent: true });
    await eventually('Maria is asked', () => {
      rig.clock.skip(50);
      return slack.posts.some(({ to }) => to === 'maria');
    });
    // Those that were under way already, and what came out in the same moment.
    expect(slack.posts.findIndex(({ to }) => to === 'maria') - before).toBeLessThan(12);
  });

  it('asks go before cards that tell of one’s own call, and urgent ones before both', async () => {
    const pace = { count: 1, perMs: 1000 };
    const slack = createTestPlatform('slack', {
      pace: { postsPerConversation: pace, posts: pace, updates: pace },
    });
    const rig = await createRig({ platforms: [slack], clock: stillClock() });
    await rig.delivery.start();
    await rig.ask('first', ['H-1'], { view: 'caller' });
    await eventually('the only place is taken', () => slack.posts.length === 1);
    await rig.ask('caller', ['H-1'], { view: 'caller' });
    await rig.ask('quiet', ['H-1']);
    await rig.ask('maria', ['H-1'], { urgent: true });
    await rig.store.transact((tx) =>
      rig.delivery.enqueue(tx, {
        ring: [{ card: { summary: own('Over'), parts: [] }, to: { person: 'omar' } }],
      }),
    );
    await eventually('all are sent', () => {
      rig.clock.skip(100);
      return slack.posts.length === 5;
    });
    expect(slack.posts.map(({ to }) => to)).toEqual(['first', 'maria', 'quiet', 'caller', 'omar']);
  });

  it('also where quiet messages wait for the same person', async () => {
    const clock = createDrivenClock('2026-11-22T23:40:00.000Z');
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const lane = createLane({
      clock,
      total: createBucket({ count: 1, perMs: 60_000 }),
      width: 8,
      background: createBackground(log, clock),
    });
    const sent: string[] = [];
    const add = (conversation: string, rank: number) =>
      lane.add({
        conversation,
        rank,
        run: async () => {
          sent.push(`${conversation} ${rank}`);
          return { done: true };
        },
      });
    for (const conversation of ['ana', 'ben', 'maria']) add(conversation, 2);
    add('maria', 0);
    add('ben', 1);
    await eventually('all are sent', () => {
      clock.skip(60_000);
      return lane.size() === 0;
    });
    expect(sent).toEqual(['ana 2', 'maria 0', 'ben 1', 'maria 2', 'ben 2']);
    lane.stop();
  });
});

it('One failure never blocks the rest: a conversation that fails holds up no other', async () => {
  const slack = createTestPlatform('slack');
  slack.answer = async ({ to, marker }) => {
    if (to === 'maria') throw new SendError('later', 'service_unavailable');
    if (to === 'omar') throw new SendError('never', 'user_disabled');
    if (to === 'ben') return new Promise(() => {});
    return toPosted(to, marker);
  };
  const rig = await createRig({ platforms: [slack] });
  await rig.delivery.start();
  for (const person of ['maria', 'omar', 'ben', 'priya', 'ana']) await rig.ask(person, ['H-1', 'H-2']);
  await eventually('the others are asked', async () => {
    const sent = (await rig.rows()).flatMap(({ targets }) =>
      targets.flatMap(({ person, state }) => (state === 'sent' ? [person] : [])),
    );
    return sent.length === 4 && sent.every((person) => person === 'ana' || person === 'priya');
  });
  expect(slack.posts.filter(({ to }) => to === 'ben')).toHaveLength(1);
});

it('One failure never blocks the rest: calls that hang make room for others after a moment', async () => {
  const slack = createTestPlatform('slack');
  slack.answer = async ({ to, marker }) =>
    to.startsWith('hanging') ? new Promise(() => {}) : toPosted(to, marker);
  const rig = await createRig({ platforms: [slack] });
  await rig.delivery.start();
  for (let count = 0; count < 30; count++) await rig.ask(`hanging ${count}`, ['H-1']);
  await rig.ask('priya', ['H-1']);
  await eventually('Priya is asked', () => {
    rig.clock.skip(100);
    return slack.posts.some(({ to }) => to === 'priya');
  });
});

it('A message in doubt does not hold up what comes after it for the same person', async () => {
  const slack = createTestPlatform('slack', {
    sent: {
      pace: { count: 50, perMs: 60_000 },
      find: () => Promise.reject(new SendError('unknown', 'timeout')),
    },
  });
  let first = true;
  slack.answer = async ({ to, marker }) => {
    if (!first) return toPosted(to, marker);
    first = false;
    throw new SendError('unknown', 'ECONNRESET');
  };
  const rig = await createRig({ platforms: [slack] });
  await rig.delivery.start();
  await rig.ask('maria', ['H-1']);
  await eventually('the first is in doubt', () => !first);
  await rig.ask('maria', ['H-2']);
  await eventually('the second is sent', async () => (await rig.states()).includes('sent'));
  expect(slack.posts).toHaveLength(2);
});

it('The pace of a conversation is kept also when each message has gone out before the next one comes', async () => {
  const clock = createDrivenClock('2026-11-22T23:40:00.000Z');
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const lane = createLane({
    clock,
    total: createBucket({ count: 50, perMs: 1000 }),
    perConversation: createPaces({ count: 3, perMs: 60_000 }, clock.elapsedMs),
    width: 8,
    background: createBackground(log, clock),
  });
  let sent = 0;
  const send = () =>
    lane.add({ conversation: 'maria', rank: 0, run: async () => ({ done: !!++sent }) as { done: true } });
  for (let count = 1; count <= 3; count++) {
    send();
    await eventually('it is sent', () => sent === count && lane.size() === 0);
  }
  send();
  await new Promise((resolve) => setImmediate(resolve));
  expect(sent).toBe(3);
  clock.skip(20_000);
  await eventually('it is sent in its turn', () => sent === 4);
  lane.stop();
});

describe('a direct conversation', () => {
  const direct = (open: (user: string) => Promise<string>, count = 50) => ({
    pace: { count, perMs: 60_000 },
    isOpen: ({ id }: { readonly id: string }) => id.startsWith('D-'),
    open: async ({ id }: { readonly id: string }) => ({ id: await open(id), private: true }),
    isLost: ({ reason }: SendError) => reason === 'channel_not_found',
  });

  it('is opened and saved before the first message to somebody, and only then', async () => {
    const opened: string[] = [];
    const slack = createTestPlatform('slack', {
      direct: direct(async (user) => {
        opened.push(user);
        return `D-${user}`;
      }),
    });
    slack.answer = () => new Promise(() => {});
    const rig = await createRig({ platforms: [slack] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1', 'H-2']);
    await eventually('it is being sent', () => slack.posts.length === 1);
    expect(slack.posts[0]?.to).toBe('D-maria');
    // Durable before the post: this is what the next start would find.
    expect((await rig.rows())[0]?.targets[0]).toMatchObject({ state: 'sending', address: { id: 'D-maria' } });
    expect(rig.better).toEqual(['maria D-maria']);
    const next = await rig.crash();
    slack.answer = async ({ to, marker }) => toPosted(to, marker);
    await next.delivery.start();
    await next.all('sent');
    expect(opened.length).toBeLessThanOrEqual(2);
  });

  it('that was another app’s is given up for the person’s own address, in the same breath', async () => {
    const slack = createTestPlatform('slack', { direct: direct(async (user) => `D-new-${user}`) });
    slack.answer = async ({ to, marker }) => {
      if (to === 'D-old-maria') throw new SendError('never', 'channel_not_found');
      return toPosted(to, marker);
    };
    const rig = await createRig({ platforms: [slack], known: { maria: 'D-old-maria' } });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await rig.all('sent');
    expect(slack.posts.map(({ to }) => to)).toEqual(['D-old-maria', 'D-new-maria']);
    expect(rig.better).toEqual(['maria D-new-maria']);
  });

  it('that we have opened ourselves and may not post to is no reason to try again and again', async () => {
    const slack = createTestPlatform('slack', { direct: direct(async (user) => `D-${user}`) });
    slack.answer = () => Promise.reject(new SendError('never', 'channel_not_found'));
    const rig = await createRig({ platforms: [slack] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await rig.all('failed');
    expect(slack.posts).toHaveLength(1);
  });

  it('has a pace of its own that help does not wait for', async () => {
    const slack = createTestPlatform('slack', { direct: direct(async (user) => `D-${user}`, 1) });
    const rig = await createRig({ platforms: [slack] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await rig.ask('omar', ['H-1']);
    await rig.all('sent');
    expect(slack.posts.map(({ to }) => to)).toEqual(['D-maria', 'omar']);
  });

  it('that cannot be opened does not keep the message back', async () => {
    const slack = createTestPlatform('slack', {
      direct: direct(() => Promise.reject(new SendError('later', 'missing_scope', { retryAfterMs: 60_000 }))),
    });
    const rig = await createRig({ platforms: [slack] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await rig.all('sent');
    expect(slack.posts.map(({ to }) => to)).toEqual(['maria']);
  });
});
