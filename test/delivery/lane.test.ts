import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import { createBackground } from '../../src/delivery/background.ts';
import { createLane, type JobResult } from '../../src/delivery/lane.ts';
import { createBucket, createPaces } from '../../src/delivery/pace.ts';
import type { Rate } from '../../src/platforms/platform.ts';
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

function createRoom(ofEach?: Rate) {
  const clock = createStillClock();
  const background = createBackground({ info() {}, warn() {}, error() {} }, clock);
  const total = createBucket({ count: 50, perMs: 1000 });
  const paced = ofEach === undefined ? {} : { perConversation: createPaces(ofEach, clock.elapsedMs) };
  const lane = createLane({ clock, background, total, ...paced, width: 8 });
  onTestFinished(() => lane.stop());
  const ran: string[] = [];
  const addTo = (
    conversation: string,
    name: string,
    rank: number,
    result: () => Promise<JobResult> = async () => ({ done: true }),
  ) =>
    lane.add({
      conversation,
      rank,
      run() {
        ran.push(name);
        return result();
      },
    });
  const add = (name: string, rank = 2) => addTo(name, name, rank);
  return { clock, ran, add, addTo, lane };
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

describe('A more urgent message to the same person goes before one that was refused', () => {
  const refusal = (againMs: number, pauseLane = false) => ({ done: false as const, againMs, pauseLane });

  it('at once, when it comes during the pause after that, which stays as long as it was', async () => {
    const { clock, ran, addTo } = createRoom();
    let isDown = true;
    addTo('maria', 'quiet', 2, async () => (isDown ? refusal(60_000) : { done: true }));
    addTo('maria', 'second quiet', 2);
    await eventually('it is refused', () => ran.length === 1);
    clock.tick(1000);
    isDown = false;
    addTo('maria', 'urgent', 0);
    await eventually('the urgent one goes out', () => ran.length === 2);
    clock.tick(58_999);
    await nextTurn();
    expect(ran).toEqual(['quiet', 'urgent']);
    clock.tick(1);
    await eventually('the others follow in their order', () => ran.length === 4);
    expect(ran).toEqual(['quiet', 'urgent', 'quiet', 'second quiet']);
  });

  it('and keeps the pace of their conversation', async () => {
    const { clock, ran, addTo } = createRoom({ count: 1, perMs: 4000 });
    addTo('maria', 'quiet', 2, async () => refusal(60_000));
    await eventually('it is refused', () => ran.length === 1);
    clock.tick(1000);
    addTo('maria', 'urgent', 0);
    clock.tick(2999);
    await nextTurn();
    expect(ran).toEqual(['quiet']);
    clock.tick(1);
    await eventually('the urgent one goes out', () => ran.length === 2);
  });

  it.each([
    ['', false],
    [' and the platform asked for a pause, before what others wait for, too', true],
  ])('when it comes while that is being refused%s', async (_when, pauseLane) => {
    const { clock, ran, addTo } = createRoom();
    let refuse: (() => void) | undefined;
    addTo(
      'maria',
      'quiet',
      2,
      () => new Promise((done) => (refuse = () => done(refusal(60_000, pauseLane)))),
    );
    await eventually('it is under way', () => refuse);
    addTo('maria', 'urgent', 0);
    refuse?.();
    await nextTurn();
    addTo('omar', 'less urgent', 1);
    if (pauseLane) {
      expect(ran).toEqual(['quiet']);
      clock.tick(60_000);
    }
    await eventually('both go out', () => ran.includes('urgent') && ran.includes('less urgent'));
    expect(ran.slice(0, 3)).toEqual(['quiet', 'urgent', 'less urgent']);
  });

  it('also when it was refused itself, and has waited long enough', async () => {
    const { clock, ran, addTo } = createRoom();
    addTo('maria', 'quiet', 2, async () => refusal(60_000));
    await eventually('it is refused', () => ran.length === 1);
    addTo('maria', 'urgent', 0, async () => refusal(2000));
    for (const times of [1, 2, 3]) {
      await eventually('it is tried', () => ran.filter((one) => one === 'urgent').length === times);
      await nextTurn();
      clock.tick(2000);
    }
    expect(ran.filter((one) => one === 'quiet')).toHaveLength(1);
  });
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
