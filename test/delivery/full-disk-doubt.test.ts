import { describe, expect, it } from 'vitest';
import { SendError } from '../../src/platforms/platform.ts';
import { makeSmallDisk } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { fillDisk } from './fill-disk.ts';
import { createRig, lines, type Rig, read } from './rig.ts';
import { createTestPlatform, type Taken, type TestPlatform, toPosted } from './test-platform.ts';

const pace = { count: 50, perMs: 60_000 };

/** Moves the clock on until something has happened. */
async function soon(rig: Rig, what: string, look: () => unknown): Promise<void> {
  await eventually(what, async () => {
    if (await look()) return true;
    rig.clock.skip(1000);
    return false;
  });
}

/** A platform that finds what it was given and has taken. */
function createSlack(landed: readonly Taken[]): TestPlatform {
  return createTestPlatform('slack', {
    sent: {
      pace,
      find: async (to, marker) =>
        landed.some((one) => one.marker === marker) ? toPosted(to.id, marker) : undefined,
    },
  });
}

const five = ['H-1', 'H-2', 'H-3', 'H-4', 'H-5'];

/** The calls that somebody has been shown by these messages. */
const callsIn = (landed: readonly Taken[]) =>
  landed.flatMap(({ card }) => lines(card).filter((line) => line.startsWith('H-'))).toSorted();

describe.runIf(process.platform === 'linux')('more calls than go out separately, on a full disk', () => {
  it('go out one by one where the platform can be asked, and not again after a crash', async () => {
    const disk = makeSmallDisk(4096);
    const landed: Taken[] = [];
    const slack = createSlack(landed);
    slack.answer = async (taken) => {
      landed.push(taken);
      return toPosted(taken.to, taken.marker);
    };
    const rig = await createRig({ platforms: [slack], directory: disk.directory });
    await rig.ask('maria', five, { apart: true });
    await fillDisk(disk, rig);
    await rig.delivery.start();
    await soon(rig, 'Maria has all of them', () => callsIn(landed).length >= 5);
    expect(new Set(await rig.states())).toEqual(new Set(['pending']));
    const next = await rig.crash();
    disk.free();
    await next.delivery.start();
    await soon(next, 'that is found', async () => (await next.states()).every((state) => state === 'sent'));
    expect(callsIn(landed)).toEqual(five);
    expect(await next.postings()).toHaveLength(5);
    await next.change('H-4', { state: 'Omar is coming' });
    await eventually('each follows its call', () =>
      slack.updates.some(({ card }) => lines(card).includes('Omar is coming')),
    );
  });

  it('stay in the list that was written down before, and what came to it since goes out by itself', async () => {
    const disk = makeSmallDisk(4096);
    const landed: Taken[] = [];
    const slack = createSlack(landed);
    let refuse: (() => void) | undefined;
    slack.answer = () =>
      new Promise((_, reject) => {
        refuse = () => reject(new SendError('later', 'ratelimited', { retryAfterMs: 2000 }));
      });
    const rig = await createRig({ platforms: [slack], directory: disk.directory });
    await rig.ask('maria', five, { apart: true });
    await rig.delivery.start();
    await eventually('the list is under way', () => refuse);
    await rig.ask('maria', ['H-6']);
    await fillDisk(disk, rig);
    slack.answer = async (taken) => {
      landed.push(taken);
      return toPosted(taken.to, taken.marker);
    };
    refuse?.();
    await soon(rig, 'Maria has all of them', () => callsIn(landed).length >= 6);
    const next = await rig.crash();
    disk.free();
    await next.delivery.start();
    await soon(next, 'that is found', async () => (await next.states()).every((state) => state === 'sent'));
    expect(callsIn(landed)).toEqual([...five, 'H-6']);
    expect(await next.postings()).toHaveLength(2);
  });

  it('go out as one message where it cannot be asked', async () => {
    const disk = makeSmallDisk(4096);
    const teams = createTestPlatform('teams');
    const rig = await createRig({ platforms: [teams], directory: disk.directory });
    await rig.ask('maria', five, { apart: true });
    await fillDisk(disk, rig);
    await rig.delivery.start();
    await eventually('Maria has them', () => teams.posts.length > 0);
    expect(teams.posts.flatMap(({ card }) => lines(card)).filter((line) => line.startsWith('H-'))).toEqual(
      five,
    );
    disk.free();
    await soon(rig, 'it is written down', async () =>
      (await rig.states()).every((state) => state === 'sent'),
    );
    expect(teams.posts).toHaveLength(1);
  });
});

describe.runIf(process.platform === 'linux')('what a full disk and then a crash leave behind', () => {
  /** Leaves asks that were posted, or were about to be, and of which nothing could be written down. */
  async function fullThenCrash(platform: TestPlatform, ids: readonly string[], jumpMs = 0) {
    const disk = makeSmallDisk(4096);
    const landed = new Set<string>();
    platform.answer = async ({ marker }) => {
      landed.add(marker);
      return new Promise(() => {});
    };
    const rig = await createRig({ platforms: [platform], directory: disk.directory });
    await rig.ask('maria', ids, { apart: true });
    await fillDisk(disk, rig);
    await rig.delivery.start();
    await eventually('one has arrived', () => landed.size > 0);
    expect(new Set(await rig.states())).toEqual(new Set(['pending']));
    rig.clock.jumpWall(jumpMs);
    const next = await rig.crash();
    disk.free();
    platform.answer = async ({ to, marker }) => {
      landed.add(marker);
      return toPosted(to, marker);
    };
    return { next, landed };
  }

  it.each([
    ['', 0],
    [', also when the clock was put back meanwhile', -60 * 60_000],
  ])('is looked for before it is posted, and nothing is posted twice%s', async (_when, jumpMs) => {
    const found: string[] = [];
    const slack = createTestPlatform('slack', {
      sent: {
        pace,
        async find(to, marker) {
          if (!slack.posts.some((post) => post.marker === marker)) return undefined;
          found.push(marker);
          return toPosted(to.id, marker);
        },
      },
    });
    const { next } = await fullThenCrash(slack, ['H-1', 'H-2'], jumpMs);
    await next.delivery.start();
    await soon(next, 'all is sent', async () => (await next.states()).join() === 'sent,sent');
    expect(found).toHaveLength(1);
    expect(slack.posts.map(({ card }) => read(card.summary)).toSorted()).toEqual(['H-1 open', 'H-2 open']);
    expect(slack.posts.map(({ repeat }) => repeat)).toEqual([false, false]);
    expect(await next.postings()).toHaveLength(2);
  });

  it('goes out at once where the platform does not say', async () => {
    const sent = { pace, find: () => new Promise<undefined>(() => {}) };
    const slack = createTestPlatform('slack', { sent });
    const { next } = await fullThenCrash(slack, ['H-1']);
    const from = next.clock.elapsedMs();
    await next.delivery.start();
    await soon(next, 'it is sent', async () => (await next.states()).join() === 'sent');
    expect(next.clock.elapsedMs() - from).toBeLessThan(10_000);
  });

  it('goes out in one list where there is much of it', async () => {
    const sent = { pace, find: async () => undefined };
    const slack = createTestPlatform('slack', { sent });
    const { next } = await fullThenCrash(slack, ['H-1', 'H-2', 'H-3', 'H-4', 'H-5']);
    const before = slack.posts.length;
    await next.delivery.start();
    await soon(next, 'all is sent', async () => (await next.states()).every((state) => state === 'sent'));
    expect(slack.posts.length - before).toBe(1);
  });
});
