import { expect, it } from 'vitest';
import { createBackground } from '../../src/delivery/background.ts';
import { createLedger } from '../../src/delivery/ledger.ts';
import { SendError } from '../../src/platforms/platform.ts';
import { openJsonStore } from '../../src/store/json/index.ts';
import { createDrivenClock } from '../support/clock.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { calls, createRig, kind, type Rig } from './rig.ts';
import { createTestPlatform, toPosted } from './test-platform.ts';

const call = { state: 'open', over: false, unreached: [], delayed: [] };

/** A ledger over a real store, and what it logs as errors. */
async function start() {
  const clock = createDrivenClock('2026-11-22T23:40:00.000Z');
  const errors: string[] = [];
  const log = { info() {}, warn() {}, error: (_: object, message: string) => void errors.push(message) };
  const directory = temporaryDirectory();
  const store = await openJsonStore({ directory, organisation: 'Test Library', collections: [calls] });
  const ledger = createLedger({ store, log, background: createBackground(log, clock) });
  return { clock, errors, store, ledger };
}

const soon = (rig: Pick<Rig, 'clock'>, what: string, look: () => unknown) =>
  eventually(what, async () => {
    rig.clock.skip(1000);
    return look();
  });

it('One failure never blocks the rest: an entry that throws keeps no other from being written down', async () => {
  const { errors, store, ledger, clock } = await start();
  let tries = 0;
  const poison = ledger.insist(async () => {
    tries++;
    throw new Error('a rule of one record');
  });
  const healthy = ledger.insist(async (tx) => void (await tx.put(calls, { id: 'H-1', ...call })));
  expect(await healthy).toBe('saved');
  expect(await store.get(calls, 'H-1')).toMatchObject({ id: 'H-1' });
  let given: string | undefined;
  void poison.then((written) => {
    given = written;
  });
  await soon({ clock }, 'the other is given up', () => given !== undefined);
  expect(given).toBe('thrown');
  expect(tries).toBeLessThan(6);
  expect(errors).toHaveLength(1);
  await store.close();
});

it('While the disk refuses, what has happened is not given up', async () => {
  const { errors, store, ledger, clock } = await start();
  await store.close();
  let ended = false;
  void ledger
    .insist(async (tx) => void (await tx.put(calls, { id: 'H-1', ...call })))
    .then(() => {
      ended = true;
    });
  for (let minute = 0; minute < 60; minute++) {
    clock.skip(60_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(ended).toBe(false);
  expect(errors).toEqual([]);
});

it('A record whose rule fails keeps its message from being sent again and again, and holds up nobody', async () => {
  const slack = createTestPlatform('slack');
  slack.answer = async ({ to, marker }) => {
    if (to === 'maria') throw new SendError('never', 'user_disabled');
    return toPosted(to, marker);
  };
  const rig = await createRig({
    platforms: [slack],
    kind: { ...kind, onUnreached: () => Promise.reject(new Error('a rule of one record')) },
  });
  await rig.delivery.start();
  await rig.ask('maria', ['H-1']);
  await rig.ask('omar', ['H-2']);
  await soon(rig, 'both have ended', async () => (await rig.states()).toSorted().join() === 'failed,sent');
  expect(slack.posts.filter(({ to }) => to === 'maria')).toHaveLength(1);
});

it('A message that came late is recorded as posted also where its record’s rule for that fails', async () => {
  const slack = createTestPlatform('slack');
  let isBusy = true;
  slack.answer = async ({ to, marker }) => {
    if (isBusy) throw new SendError('later', 'ratelimited', { retryAfterMs: 600_000 });
    return toPosted(to, marker);
  };
  const rig = await createRig({
    platforms: [slack],
    kind: { ...kind, onDelayed: () => Promise.reject(new Error('a rule of one record')) },
  });
  await rig.delivery.start();
  await rig.ask('maria', ['H-1']);
  // The pause begins once the refusal is dealt with.
  await eventually('the pause', () => rig.delivery.watched.movement().some(({ isPaused }) => isPaused));
  expect(slack.posts).toHaveLength(1);
  isBusy = false;
  rig.clock.skip(601_000);
  await soon(rig, 'it is sent', async () => (await rig.states()).join() === 'sent');
  expect(slack.posts).toHaveLength(2);
  expect(await rig.postings()).toHaveLength(1);
});

it('What came of one entry is known before the next begins, whatever else the disk is busy with', async () => {
  const { store, ledger } = await start();
  const order: string[] = [];
  const all: Promise<unknown>[] = [];
  for (let round = 0; round < 20; round++) {
    // Others save too: what throws is told only once that is on disk.
    all.push(store.transact(async (tx) => void (await tx.put(calls, { id: `H-${round}`, ...call }))));
    const poison = async () => {
      order.push(`${round} throws`);
      throw new Error('a rule of one record');
    };
    all.push(ledger.write(poison, () => order.push(`${round} is told`)));
    await new Promise((resolve) => setImmediate(resolve));
    all.push(ledger.write(async () => void order.push(`${round} next`)));
  }
  await Promise.all(all);
  const afterThrown = order.flatMap((one, at) => (one.endsWith('throws') ? [order[at + 1]] : []));
  expect(afterThrown.length).toBeGreaterThanOrEqual(20);
  expect(afterThrown.filter((one) => !one?.endsWith('told'))).toEqual([]);
  await store.close();
});
