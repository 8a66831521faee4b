import { describe, expect, it } from 'vitest';
import { outboxCollection } from '../../src/delivery/schema.ts';
import { type Posted, SendError, type SentMessages } from '../../src/platforms/platform.ts';
import { eventually } from '../support/eventually.ts';
import { createRig, type Rig } from './rig.ts';
import { createTestMessenger, createTestPlatform, toPosted } from './test-platform.ts';

const pace = { count: 50, perMs: 60_000 };

/** A platform whose history can be asked; it is asked once for every entry, and the last one stands for all that follow. */
function history(...answers: readonly (() => Promise<Posted | undefined>)[]) {
  const asked: string[] = [];
  const sent: SentMessages = {
    pace,
    find(_to, marker) {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(marker);
      return answer?.() ?? Promise.resolve(undefined);
    },
  };
  return { sent, asked };
}

const unknown = () => Promise.reject(new SendError('unknown', 'ECONNRESET'));
const busy = () => Promise.reject(new SendError('later', 'ratelimited', { retryAfterMs: 60_000 }));

/** Moves the clock on until something has happened. */
async function soon(rig: Rig, what: string, look: () => unknown): Promise<void> {
  await eventually(what, async () => {
    if (await look()) return true;
    rig.clock.skip(1000);
    return false;
  });
}

describe('a message that may have arrived', () => {
  it('is not posted again when the platform finds it', async () => {
    const { sent, asked } = history(async () => toPosted('D1', 'found'));
    const slack = createTestPlatform('slack', { sent });
    slack.answer = unknown;
    const rig = await createRig({ platforms: [slack] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await rig.all('sent');
    expect(slack.posts).toHaveLength(1);
    expect(asked).toEqual([slack.posts[0]?.marker]);
    expect(await rig.postings()).toMatchObject([{ message: 'message of found', address: { id: 'D1' } }]);
    // The card is one of ours from now on.
    await eventually('it is drawn as it is now', () => slack.updates.length > 0);
  });

  it('is posted once more when the platform does not have it, and is then no repeat', async () => {
    const { sent } = history(async () => undefined);
    const slack = createTestPlatform('slack', { sent });
    let first = true;
    slack.answer = async ({ to, marker }) => {
      if (!first) return toPosted(to, marker);
      first = false;
      return unknown();
    };
    const rig = await createRig({ platforms: [slack] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await rig.all('sent');
    expect(slack.posts.map(({ repeat }) => repeat)).toEqual([false, false]);
  });

  it('is looked for after a crash between posting and recording', async () => {
    const { sent } = history(async () => toPosted('D1', 'found'));
    const slack = createTestPlatform('slack', { sent });
    slack.answer = () => new Promise(() => {});
    const first = await createRig({ platforms: [slack] });
    await first.delivery.start();
    await first.ask('maria', ['H-1']);
    await eventually('it is being sent', () => slack.posts.length === 1);
    expect(await first.states()).toEqual(['sending']);
    const second = await first.crash();
    await second.delivery.start();
    await second.all('sent');
    expect(slack.posts).toHaveLength(1);
  });

  it('goes out once more, marked, where it cannot be found out, and then the next route is taken', async () => {
    const teams = createTestPlatform('teams');
    teams.answer = unknown;
    const email = createTestMessenger();
    const rig = await createRig({ platforms: [teams], messengers: [email] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await soon(rig, 'an e-mail', () => email.sent.length === 1);
    expect(teams.posts.map(({ repeat }) => repeat)).toEqual([false, true]);
    await eventually('it is recorded', async () => (await rig.states()).join() === 'failed,sent');
    rig.clock.skip(10 * 60_000);
    expect(teams.posts).toHaveLength(2);
  });

  it('keeps its one repeat until the platform is there again, where it cannot be found out', async () => {
    let isThere = false;
    let asked = 0;
    const teams = createTestPlatform('teams', {
      async isThere() {
        asked += 1;
        return isThere;
      },
    });
    teams.answer = async ({ to, marker }) => (isThere ? toPosted(to, marker) : unknown());
    const rig = await createRig({ platforms: [teams] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await eventually('it was tried', () => teams.posts.length === 1);
    for (let times = 1; times <= 5; times++) await soon(rig, 'Teams is asked again', () => asked >= times);
    expect(teams.posts).toHaveLength(1);
    isThere = true;
    await soon(rig, 'it is sent', async () => (await rig.states())[0] === 'sent');
    expect(teams.posts.map(({ repeat }) => repeat)).toEqual([false, true]);
  });

  it('goes out once more later when the repeat itself is refused', async () => {
    const teams = createTestPlatform('teams');
    const answers = [unknown, busy, busy];
    teams.answer = async ({ to, marker }) => (await answers.shift()?.()) ?? toPosted(to, marker);
    const rig = await createRig({ platforms: [teams] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await soon(rig, 'it is sent', async () => (await rig.states())[0] === 'sent');
    expect(teams.posts.map(({ repeat }) => repeat)).toEqual([false, true, true, true]);
  });

  it('is not repeated a second time by the next start', async () => {
    const teams = createTestPlatform('teams');
    let held = false;
    teams.answer = ({ repeat }) => {
      if (!repeat) return unknown();
      held = true;
      return new Promise(() => {});
    };
    const first = await createRig({ platforms: [teams] });
    await first.delivery.start();
    await first.ask('maria', ['H-1']);
    await soon(first, 'the repeat is under way', () => held);
    const second = await first.crash();
    await second.delivery.start();
    await second.all('failed');
    expect(teams.posts).toHaveLength(2);
    expect(await second.call('H-1')).toMatchObject({ unreached: ['maria'] });
  });

  it('goes out once more, marked, where the platform does not let us look', async () => {
    const { sent, asked } = history(() => Promise.reject(new SendError('never', 'missing_scope')));
    const slack = createTestPlatform('slack', { sent });
    slack.answer = unknown;
    const rig = await createRig({ platforms: [slack] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await soon(rig, 'it is given up', async () => (await rig.states())[0] === 'failed');
    expect(slack.posts.map(({ repeat }) => repeat)).toEqual([false, true]);
    expect(asked).toHaveLength(2);
  });

  it('is held back for a moment when the platform is too busy to be asked, goes out marked, and holds up nobody', async () => {
    const { sent } = history(busy);
    const slack = createTestPlatform('slack', { sent });
    let refused = 0;
    slack.answer = async ({ to, marker, repeat }) => {
      if (to !== 'maria' || repeat) return toPosted(to, marker);
      refused++;
      return unknown();
    };
    const rig = await createRig({ platforms: [slack] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await eventually('it is in doubt', () => refused === 1);
    await rig.ask('omar', ['H-2']);
    await eventually('Omar has his', () => slack.posts.some(({ to }) => to === 'omar'));
    expect(slack.posts.filter(({ to }) => to === 'maria')).toHaveLength(1);
    await soon(rig, 'it goes out', async () => (await rig.states()).every((state) => state === 'sent'));
    expect(slack.posts.filter(({ to }) => to === 'maria').map(({ repeat }) => repeat)).toEqual([false, true]);
  });

  it('waits while the platform is away altogether, and is not repeated into the dark', async () => {
    let away = true;
    const { sent, asked } = history(async () => (away ? unknown() : undefined));
    const slack = createTestPlatform('slack', {
      sent,
      probe: async () => {
        if (away) await unknown();
      },
    });
    slack.answer = async ({ to, marker }) => (away ? unknown() : toPosted(to, marker));
    const rig = await createRig({ platforms: [slack] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    const from = rig.clock.elapsedMs();
    await soon(rig, 'it was looked for for minutes', () => rig.clock.elapsedMs() - from > 5 * 60_000);
    expect(asked.length).toBeGreaterThan(4);
    expect(slack.posts).toHaveLength(1);
    away = false;
    await soon(rig, 'it goes out', async () => (await rig.states())[0] === 'sent');
    expect(slack.posts.map(({ repeat }) => repeat)).toEqual([false, false]);
  });

  it('is held back for a moment when the platform takes messages and cannot be asked for them, and goes out marked', async () => {
    const { sent, asked } = history(unknown);
    const slack = createTestPlatform('slack', { sent, probe: async () => {} });
    let first = true;
    slack.answer = async ({ to, marker }) => {
      if (!first) return toPosted(to, marker);
      first = false;
      return unknown();
    };
    const rig = await createRig({ platforms: [slack] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    const from = rig.clock.elapsedMs();
    await soon(rig, 'it is sent', async () => (await rig.states())[0] === 'sent');
    expect(rig.clock.elapsedMs() - from).toBeLessThan(60_000);
    expect(asked.length).toBeGreaterThan(2);
    expect(slack.posts.map(({ repeat }) => repeat)).toEqual([false, true]);
  });

  it('stays owed while its repeat is refused', async () => {
    const { sent } = history(unknown);
    const slack = createTestPlatform('slack', { sent, probe: async () => {} });
    const refused = () => Promise.reject(new SendError('later', 'service_unavailable'));
    const answers = [unknown, refused, refused, refused];
    slack.answer = async ({ to, marker }) => (await answers.shift()?.()) ?? toPosted(to, marker);
    const rig = await createRig({ platforms: [slack] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await soon(rig, 'it is sent', async () => (await rig.states())[0] === 'sent');
    expect(slack.posts.map(({ repeat }) => repeat)).toEqual([false, true, true, true, true]);
  });

  it('is one whose call never came back: after half a minute it counts as unknown, and a late answer still counts', async () => {
    const teams = createTestPlatform('teams');
    let answer: (posted: Posted) => void = () => {};
    teams.answer = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const rig = await createRig({ platforms: [teams] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await eventually('it is being sent', () => teams.posts.length === 1);
    rig.clock.skip(31_000);
    answer(toPosted('D1', 'late'));
    await soon(rig, 'it is recorded', async () => (await rig.states())[0] === 'sent');
    expect(teams.posts).toHaveLength(1);
    expect(await rig.postings()).toMatchObject([{ message: 'message of late' }]);
  });
});

it('A message that the platform has refused is not in doubt after a crash', async () => {
  const teams = createTestPlatform('teams');
  teams.answer = busy;
  const rig = await createRig({ platforms: [teams] });
  await rig.delivery.start();
  await rig.ask('maria', ['H-1']);
  await eventually('it waits again', async () => {
    const [row] = await rig.store.all(outboxCollection);
    return teams.posts.length === 1 && row?.targets[0]?.state === 'pending';
  });
});
