import { describe, expect, it } from 'vitest';
import { own } from '../../src/chat/text.ts';
import { type Posted, SendError } from '../../src/platforms/platform.ts';
import { eventually } from '../support/eventually.ts';
import { calls, createRig, type Rig, read } from './rig.ts';
import { createTestMessenger, createTestPlatform, type TestPlatform, toPosted } from './test-platform.ts';

const coming = 'Maria is coming';
const cannot = 'Maria can’t come after all';

async function open(rig: Rig, id: string): Promise<void> {
  const call = { id, state: 'open', over: false, unreached: [], delayed: [] };
  await rig.store.transact(async (tx) => void (await tx.put(calls, call)));
}

/** Tells Priya how a call of hers stands. */
async function tell(rig: Rig, words: string, id = 'H-1'): Promise<void> {
  const record = { kind: 'call', id };
  const card = { summary: own(words), parts: [] };
  const ring = { card, record, to: { person: 'priya' }, onlyWhileOpen: true, urgent: true };
  await rig.store.transact((tx) => rig.delivery.enqueue(tx, { ring: [ring] }));
  // What is said later is written later.
  rig.clock.skip(2);
}

/** Moves the clock on until something has happened. */
async function soon(rig: Rig, what: string, look: () => unknown): Promise<void> {
  await eventually(what, async () => {
    if (await look()) return true;
    rig.clock.skip(1000);
    return false;
  });
}

/** One that does not answer when it is given these words, and all that it has been given since. */
function createRoom(name: 'slack' | 'teams', words: string) {
  let isDown = true;
  const told: string[] = [];
  const look = async (): Promise<Posted | undefined> => {
    if (isDown) throw new SendError('unknown', 'ECONNRESET');
    return undefined;
  };
  const sent = { pace: { count: 50, perMs: 1000 }, find: look };
  const platform: TestPlatform = createTestPlatform(
    name,
    name === 'slack' ? { sent, probe: async () => void (await look()) } : { isThere: async () => !isDown },
  );
  platform.answer = async ({ to, card, marker }) => {
    if (isDown && read(card.summary) === words) throw new SendError('unknown', 'ECONNRESET');
    told.push(read(card.summary));
    return toPosted(to, marker);
  };
  return { platform, told, comesBack: () => (isDown = false) };
}

describe.each(['slack', 'teams'] as const)('what a caller is told of their call, on %s', (name) => {
  it('does not ring when something newer has: the last that rings is the last that was said', async () => {
    const { platform, told, comesBack } = createRoom(name, coming);
    const rig = await createRig({ platforms: [platform] });
    await rig.delivery.start();
    await open(rig, 'H-1');
    await tell(rig, coming);
    await eventually('it is in doubt', () => platform.posts.length === 1);
    await tell(rig, cannot);
    await eventually('what is newer rings', async () => (await rig.states()).includes('sent'));
    comesBack();
    await soon(rig, 'nothing is owed any more', async () => !(await rig.states()).includes('sending'));
    expect(told).toEqual([cannot]);
    expect((await rig.states()).toSorted()).toEqual(['expired', 'sent']);
    expect(await rig.call('H-1')).toMatchObject({ unreached: [] });
  });

  it('also when the desk was killed meanwhile', async () => {
    const { platform, told, comesBack } = createRoom(name, coming);
    const first = await createRig({ platforms: [platform] });
    await first.delivery.start();
    await open(first, 'H-1');
    await tell(first, coming);
    await eventually('it is in doubt', () => platform.posts.length === 1);
    await tell(first, cannot);
    await eventually('what is newer rings', async () => (await first.states()).includes('sent'));
    const next = await first.crash();
    comesBack();
    await next.delivery.start();
    await soon(next, 'nothing is owed any more', async () => !(await next.states()).includes('sending'));
    expect(told).toEqual([cannot]);
  });

  it('rings late when what was said since was about another call, or before it', async () => {
    const { platform, told, comesBack } = createRoom(name, coming);
    const rig = await createRig({ platforms: [platform] });
    await rig.delivery.start();
    for (const id of ['H-1', 'H-2']) await open(rig, id);
    await tell(rig, 'Omar is coming');
    await tell(rig, coming);
    await eventually('it is in doubt', () => platform.posts.length === 2);
    await tell(rig, 'Ben is coming', 'H-2');
    await eventually('the others ring', () => told.length === 2);
    comesBack();
    await soon(rig, 'it rings', async () => (await rig.states()).every((state) => state === 'sent'));
    expect(told).toEqual(['Omar is coming', 'Ben is coming', coming]);
  });
});

it('What a caller is told of their call does not come by e-mail when something newer has rung in their chat', async () => {
  const { platform, told } = createRoom('slack', coming);
  const email = createTestMessenger();
  const rig = await createRig({ platforms: [platform], messengers: [email] });
  await rig.delivery.start();
  await open(rig, 'H-1');
  await tell(rig, coming);
  await eventually('it is in doubt', () => platform.posts.length === 1);
  await tell(rig, cannot);
  await eventually('what is newer rings', () => told.length === 1);
  await soon(rig, 'the e-mail is dropped', async () => {
    const states = await rig.states();
    return states.includes('sending') && states.filter((state) => state === 'expired').length === 2;
  });
  expect(email.sent).toEqual([]);
});

it('What a caller is told after a restart on slack rings last, also while it is looked up what was owed before', async () => {
  const { platform, told } = createRoom('slack', coming);
  platform.answer = async () => {
    throw new SendError('later', 'ECONNREFUSED');
  };
  const first = await createRig({ platforms: [platform] });
  await first.delivery.start();
  await open(first, 'H-1');
  await tell(first, coming);
  await eventually('it is refused', () => platform.posts.length === 1);
  await eventually('it is owed', async () => (await first.states()).join() === 'pending');

  let answer: (() => void) | undefined;
  const find = () => new Promise<undefined>((resolve) => (answer = () => resolve(undefined)));
  const room = createTestPlatform('slack', { sent: { pace: { count: 50, perMs: 1000 }, find } });
  room.answer = async ({ to, card, marker }) => {
    told.push(read(card.summary));
    return toPosted(to, marker);
  };
  const next = await first.crash({ platforms: [room] });
  await next.delivery.start();
  await eventually('it is looked up', () => answer !== undefined);
  await tell(next, cannot);
  answer?.();
  await soon(next, 'nothing is owed any more', async () => !(await next.states()).includes('pending'));
  expect(told).toEqual([cannot]);
  expect((await next.states()).toSorted()).toEqual(['expired', 'sent']);
});

it('What a caller is told of their call does not ring when it was refused until something newer was let past it', async () => {
  const { platform, told } = createRoom('teams', coming);
  let isFiltered = true;
  platform.answer = async ({ to, card, marker }) => {
    if (isFiltered && read(card.summary) === coming) throw new SendError('later', 'http_503');
    told.push(read(card.summary));
    return toPosted(to, marker);
  };
  const rig = await createRig({ platforms: [platform] });
  await rig.delivery.start();
  await open(rig, 'H-1');
  await tell(rig, coming);
  await tell(rig, cannot);
  let others = 0;
  await eventually('what is newer rings', async () => {
    await rig.ask(`omar${others++}`, ['H-2']);
    rig.clock.skip(1000);
    return told.includes(cannot);
  });
  isFiltered = false;
  await soon(rig, 'nothing is owed any more', async () => !(await rig.states()).includes('pending'));
  expect(told).not.toContain(coming);
});
