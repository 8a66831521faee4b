import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createDrivenClock } from '../support/clock.ts';
import { makeSmallDisk } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { fillDisk } from './fill-disk.ts';
import { calls, createRig, lines } from './rig.ts';
import { createTestPlatform, toPosted } from './test-platform.ts';

const five = ['H-1', 'H-2', 'H-3', 'H-4', 'H-5'];

describe.runIf(process.platform === 'linux')('a list that was delivered while the disk was full', () => {
  it('goes on showing all its calls when the desk is killed before all of them are written down', async () => {
    const disk = makeSmallDisk(4096);
    const slack = createTestPlatform('slack', {
      sent: {
        pace: { count: 50, perMs: 60_000 },
        find: async (to, marker) => (marker.startsWith('list') ? toPosted(to.id, marker) : undefined),
      },
    });
    const arrive = new Map<string, () => void>();
    slack.answer = ({ to, marker }) =>
      new Promise((resolve) => arrive.set(to, () => resolve(toPosted(to, marker))));
    const clock = createDrivenClock('2026-11-22T23:40:00.000Z', { standsStill: true });
    const first = await createRig({ platforms: [slack], directory: disk.directory, clock });
    for (const id of five.filter((one) => one !== 'H-3')) await first.ask('maria', [id]);
    // The third call is somebody else's too, and what becomes of that is tried to be written down from another moment on.
    const third = { kind: 'call', id: 'H-3' };
    await first.store.transact(async (tx) => {
      await tx.put(calls, { id: third.id, state: 'open', over: false, unreached: [], delayed: [] });
      await first.delivery.enqueue(tx, {
        post: ['omar', 'maria'].map((person) => ({ record: third, view: 'asked', to: { person } })),
      });
    });
    await first.delivery.start();
    await eventually('both are being sent', () => arrive.size === 2);
    await eventually('that is written down', async () =>
      (await first.states()).every((state) => state === 'sending'),
    );
    await fillDisk(disk, first);
    const wait = async (ms: number) => {
      clock.skip(ms);
      // Long enough for a save, or for one that is refused.
      await pause(100);
    };
    arrive.get('omar')?.();
    await wait(0);
    await wait(2000);
    arrive.get('maria')?.();
    await wait(0);
    disk.free();
    await wait(3000);
    expect((await first.states()).filter((state) => state === 'sent')).toHaveLength(2);
    const second = await first.crash();
    slack.answer = async ({ to, marker }) => toPosted(to, marker);
    await second.delivery.start();
    await eventually('all is sent', async () => {
      clock.skip(1000);
      return (await second.states()).every((state) => state === 'sent');
    });
    const [list, ...more] = (await second.postings()).filter(({ address }) => address.id === 'maria');
    expect(more).toEqual([]);
    expect(list?.content).toMatchObject({ list: [{}, {}, {}, {}, {}] });
    await second.change('H-1', { state: 'Omar is coming' });
    const update = await eventually('the list is redrawn', () => slack.updates[0]);
    for (const id of five) expect(lines(update.card)).toContain(id);
  });
});
