import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createBackground } from '../../src/delivery/background.ts';
import { createLane } from '../../src/delivery/lane.ts';
import { createBucket } from '../../src/delivery/pace.ts';
import type { Clock } from '../../src/time.ts';
import { eventually } from '../support/eventually.ts';

/** A clock that stands still unless it is moved on. */
function createStillClock(): Clock & { tick(ms: number): void } {
  let at = 0;
  const timers = new Map<() => void, number>();
  return {
    now: () => new Date(Date.UTC(2026, 10, 22) + at).toISOString(),
    elapsedMs: () => at,
    after(ms, task) {
      timers.set(task, at + ms);
      return () => timers.delete(task);
    },
    tick(ms) {
      at += ms;
      for (const [task, due] of timers) if (due <= at && timers.delete(task)) task();
    },
  };
}

function createRoom() {
  const clock = createStillClock();
  const background = createBackground({ info() {}, warn() {}, error() {} }, clock);
  const total = createBucket({ count: 50, perMs: 1000 });
  const lane = createLane({ clock, background, total, width: 8 });
  onTestFinished(() => lane.stop());
  const ran: string[] = [];
  const add = (name: string, rank = 2) =>
    lane.add({
      conversation: name,
      rank,
      run: async () => {
        ran.push(name);
        return { done: true };
      },
    });
  return { clock, ran, add, lane };
}

it('Once the pace is used up, messages go out several at once, those that matter more first, and never faster', async () => {
  const { clock, ran, add } = createRoom();
  for (let count = 0; count < 80; count += 1) add(`quiet ${count}`);
  await eventually('the first go out at once', () => ran.length === 50);
  clock.tick(40);
  add('urgent', 0);
  await nextTurn();
  expect(ran).toHaveLength(50);
  clock.tick(60);
  await eventually('what the pace has given back goes out together', () => ran.length === 55);
  expect(ran[50]).toBe('urgent');
  clock.tick(99);
  await nextTurn();
  expect(ran).toHaveLength(55);
  clock.tick(1);
  await eventually('and so on', () => ran.length === 60);
});

it('A message for which the pace has room goes out in the same moment', async () => {
  const { clock, ran, add } = createRoom();
  for (let count = 0; count < 51; count += 1) add(`quiet ${count}`);
  await eventually('the first go out at once', () => ran.length === 50);
  clock.tick(100);
  await eventually('the last one follows', () => ran.length === 51);
  add('alone');
  await eventually('nothing is gathered any more', () => ran.at(-1) === 'alone');
});

it('A message that alone is refused again and again, as by a filter, lets what comes after it to the same person go first', async () => {
  const { clock, ran, add, lane } = createRoom();
  lane.add({
    conversation: 'maria',
    rank: 2,
    run: async () => {
      ran.push('refused');
      return { done: false, againMs: 1000, pauseLane: false };
    },
  });
  add('maria');
  for (const count of [1, 2, 3, 4]) {
    await eventually('it is refused', () => ran.filter((one) => one === 'refused').length === count);
    add(`somebody else ${count}`);
    await eventually('somebody else gets theirs', () => ran.includes(`somebody else ${count}`));
    expect(ran).not.toContain('maria');
    clock.tick(1000);
  }
  await eventually('what came after it goes out', () => ran.includes('maria'));
  const before = ran.length;
  clock.tick(1000);
  await eventually('it is tried again', () => ran.length > before);
});

it('While nothing goes out at all, what comes after a message waits for it', async () => {
  const { clock, ran, add, lane } = createRoom();
  let isDown = true;
  lane.add({
    conversation: 'maria',
    rank: 2,
    run: async () => {
      ran.push('first');
      return isDown ? { done: false, againMs: 1000, pauseLane: false } : { done: true };
    },
  });
  add('maria');
  for (const count of [1, 2, 3, 4, 5]) {
    await eventually('it is tried', () => ran.length === count);
    await nextTurn();
    clock.tick(1000);
  }
  isDown = false;
  await eventually('both go out', () => {
    clock.tick(1000);
    return ran.includes('maria');
  });
  expect(ran.indexOf('maria')).toBe(ran.lastIndexOf('first') + 1);
});
