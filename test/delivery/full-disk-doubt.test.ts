import { describe, expect, it } from 'vitest';
import { makeSmallDisk } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { fillDisk } from './fill-disk.ts';
import { createRig, type Rig, read } from './rig.ts';
import { createTestPlatform, type TestPlatform, toPosted } from './test-platform.ts';

const pace = { count: 50, perMs: 60_000 };

/** Moves the clock on until something has happened. */
async function soon(rig: Rig, what: string, look: () => unknown): Promise<void> {
  await eventually(what, async () => {
    if (await look()) return true;
    rig.clock.skip(1000);
    return false;
  });
}

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
