import { describe, expect, it } from 'vitest';
import { sentenceCard } from '../../src/chat/card.ts';
import { textsOf } from '../../src/chat/text.ts';
import { outboxCollection } from '../../src/delivery/schema.ts';
import { DeskError } from '../../src/errors.ts';
import { SendError } from '../../src/platforms/platform.ts';
import type { Store } from '../../src/store/store.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { createTimers, openWatchdog, tasks, type WatchdogRoom } from './watchdog-room.ts';

const say = textsOf({ 'task.due': 'It was due.' });
const minutes = 60_000;
const hours = 60 * minutes;

/** Puts a message to somebody into the outbox, as a change would. */
function ring({ store, delivery }: WatchdogRoom, person = 'maria'): Promise<void> {
  return store.transact((tx) =>
    delivery.enqueue(tx, { ring: [{ card: sentenceCard(say('task.due')), to: { person } }] }),
  );
}

const toMaria = ({ platform }: WatchdogRoom) => platform.posts.filter(({ to }) => to === 'maria');

describe('an open record without a next step', () => {
  const broken = { id: 'one', number: 'H-0007', isOpen: true };

  it('is given one, and the administrators are told once', async () => {
    const room = await openWatchdog();
    await room.store.transact((tx) => tx.put(tasks, broken));
    await room.minute();
    await eventually('it is handled', async () => (await room.store.get(tasks, 'one'))?.doneAt);
    expect(room.told()).toEqual([
      'Open without a next step, so that nobody more would have been asked: H-0007.',
    ]);
    expect(room.part('records')).toEqual({ part: 'records', ready: true });
    for (let minute = 0; minute < 5; minute++) await room.minute();
    expect(room.told()).toHaveLength(1);
  });

  it('is one message, however many there are', async () => {
    const room = await openWatchdog();
    await room.store.transact(async (tx) => {
      for (let n = 1; n <= 13; n++) await tx.put(tasks, { ...broken, id: `t${n}`, number: `H-${n}` });
    });
    await room.minute();
    expect(room.told()).toHaveLength(1);
    expect(room.told()[0]).toMatch(/H-1, .*and 3 others\.$/);
  });

  it('that cannot be mended is told daily while it lasts, keeps the desk red, also after a restart, and is over once', async () => {
    const directory = temporaryDirectory();
    const room = await openWatchdog({ directory, canMend: false });
    await room.store.transact((tx) => tx.put(tasks, broken));
    for (let minute = 0; minute < 5; minute++) await room.minute();
    expect(room.told()).toHaveLength(1);
    expect(room.part('records')).toEqual({
      part: 'records',
      ready: false,
      reason: 'Of the open records, 1 cannot go on by themselves.',
    });
    room.clock.skip(24 * hours);
    await room.minute();
    expect(room.told()).toHaveLength(2);
    await room.stop();

    const next = await openWatchdog({ directory, canMend: false });
    await next.minute();
    expect(next.told()).toEqual([]);
    expect(next.part('records')).toMatchObject({ ready: false });
    await next.store.transact((tx) => tx.put(tasks, { ...broken, isOpen: false }));
    await next.minute();
    expect(next.told()).toEqual(['With a next step again, or over: H-0007.']);
    expect(next.part('records')).toMatchObject({ ready: true });
    await next.minute();
    expect(next.told()).toHaveLength(1);
  });
});

describe('a step that was due', () => {
  const due = { id: 'one', number: 'H-0007', isOpen: true, dueAt: '2026-11-22T18:00:30.000Z' };

  it('and was lost is taken within minutes, and told', async () => {
    const room = await openWatchdog();
    room.goDeaf();
    await room.store.transact((tx) => tx.put(tasks, due));
    await room.minute();
    await room.minute();
    await eventually('it is handled', async () => (await room.store.get(tasks, 'one'))?.doneAt);
    // Delivery is still deaf: what is written for the administrators is found by the next looks.
    await room.minute();
    await room.minute();
    await eventually('they are told', () =>
      room.told().includes('The next step was due and was not taken: H-0007.'),
    );
    expect(room.part('records')).toMatchObject({ ready: true });
  });

  it('and leaves another one at the same moment is no fault: that is taken as well', async () => {
    const room = await openWatchdog();
    await room.store.transact((tx) => tx.put(tasks, { ...due, again: true }));
    room.clock.skip(30_000);
    await eventually('both are taken', () => {
      room.clock.skip(500);
      return toMaria(room).length === 2;
    });
    expect(await room.store.get(tasks, 'one')).toMatchObject({ isOpen: false });
    for (let minute = 0; minute < 4; minute++) await room.minute();
    expect(toMaria(room)).toHaveLength(2);
    expect(room.told()).toEqual([]);
  });

  it('and leaves another one at the same moment is gone on with from memory while nothing can be saved', async () => {
    let isFull = false;
    const storeOf = (store: Store): Store => ({
      ...store,
      transact: (work) =>
        store.transact(async (tx) => {
          const done = await work(tx);
          if (isFull) throw new DeskError('NOT_SAVED', 'The disk is full.');
          return done;
        }),
    });
    const room = await openWatchdog({ storeOf });
    await room.store.transact((tx) => tx.put(tasks, { ...due, again: true }));
    isFull = true;
    room.clock.skip(30_000);
    await eventually('both are told', () => {
      room.clock.skip(1000);
      return toMaria(room).length === 2;
    });
    isFull = false;
    await eventually('it is saved', async () => {
      room.clock.skip(1000);
      return (await room.store.get(tasks, 'one'))?.isOpen === false;
    });
    expect(toMaria(room)).toHaveLength(2);
  });

  it('is not taken before its time because the wall clock jumps', async () => {
    const room = await openWatchdog();
    await room.store.transact((tx) => tx.put(tasks, { ...due, dueAt: '2026-11-22T18:30:00.000Z' }));
    room.clock.jumpWall(5 * hours);
    for (let minute = 0; minute < 5; minute++) await room.minute();
    expect(await room.store.get(tasks, 'one')).toMatchObject({ isOpen: true });
    expect(room.told()).toEqual([]);
  });
});

describe('a message', () => {
  it('that was lost sight of is sent, once, and the administrators are told', async () => {
    const room = await openWatchdog();
    room.goDeaf();
    await ring(room);
    await room.minute();
    await room.minute();
    await eventually('Maria gets it', () => toMaria(room).length === 1);
    for (let minute = 0; minute < 3; minute++) await room.minute();
    expect(toMaria(room)).toHaveLength(1);
    // Told by the way that works again: delivery is still deaf, so that each further message needs another look.
    await eventually('they are told', () => room.told()[0]?.includes('lost sight of'));
  });

  it('that was cut off while it was being sent is taken after a start, marked as a repeat, and is no finding', async () => {
    const directory = temporaryDirectory();
    const room = await openWatchdog({ directory });
    room.goDeaf();
    await ring(room);
    await room.store.transact(async (tx) => {
      const [row] = await tx.all(outboxCollection);
      if (row === undefined) throw new Error('There is no row.');
      const targets = row.targets.map((target) => ({ ...target, state: 'sending' as const }));
      await tx.put(outboxCollection, { ...row, at: '2026-11-22T16:00:00.000Z', targets });
    });
    await room.stop();
    const next = await openWatchdog({ directory });
    await eventually('Maria gets it', () => toMaria(next).length > 0);
    for (let minute = 0; minute < 4; minute++) await next.minute();
    expect(toMaria(next)).toMatchObject([{ repeat: true }]);
    expect(next.told()).toEqual([]);
  });

  it('that waits for a timer that has died turns the desk red, is told, and goes out after a restart', async () => {
    const directory = temporaryDirectory();
    const timers = createTimers();
    const posts = { count: 5, perMs: minutes };
    const room = await openWatchdog({ directory, deliveryClockOf: timers.of, posts });
    for (let count = 0; count < 5; count++) await ring(room, `person-${count}`);
    await eventually('what may be sent at once', async () => {
      const owed = await room.store.range(outboxCollection, 'open', {});
      return owed.length === 0;
    });
    timers.die();
    for (let count = 5; count < 8; count++) await ring(room, `person-${count}`);
    await room.minute();
    expect(room.part('messages')).toMatchObject({ ready: true });
    room.clock.skip(11 * minutes);
    await room.minute();
    expect(room.part('messages')).toMatchObject({
      ready: false,
      reason: 'Messages are waiting and do not go out.',
    });
    await eventually('they are told', () => room.told().length > 0);
    await room.minute();
    expect(room.told()).toEqual(['Messages for Slack are waiting and none has gone out for some minutes.']);
    await room.stop();

    const next = await openWatchdog({ directory });
    expect(next.platform.posts.filter(({ to }) => to.startsWith('person'))).toHaveLength(3);
    expect(next.told()).toEqual(['Messages for Slack go out again.']);
    expect(next.part('messages')).toMatchObject({ ready: true });
  });

  it('that is tried in vain for a quarter of an hour turns the desk red although the platform answers, and is told', async () => {
    const room = await openWatchdog();
    room.platform.refuses.add('maria');
    await ring(room);
    for (let minute = 0; minute < 14; minute++) await room.minute();
    expect(room.part('messages')).toMatchObject({ ready: true });
    for (let minute = 0; minute < 3; minute++) await room.minute();
    expect(room.part('messages')).toMatchObject({ ready: false });
    await eventually('they are told', () => room.told().length > 0);
    room.platform.refuses.clear();
    // A try under way when its minute went by is followed by another pause.
    await eventually('Maria gets it', () => {
      room.clock.skip(1000);
      return toMaria(room).length === 1;
    });
    await room.minute();
    await room.minute();
    expect(toMaria(room)).toHaveLength(1);
    expect(room.part('messages')).toMatchObject({ ready: true });
    expect(room.told()).toEqual([
      'Messages for Slack have been waiting for more than a quarter of an hour.',
      'No message for Slack has been waiting for long any more.',
    ]);
  });
});

describe('what is stuck at its start is taken again, and never what is alive:', () => {
  it('a chain that is slow is left alone for as long as its next step is to come', async () => {
    const room = await openWatchdog();
    const dueAt = '2026-11-22T21:30:00.000Z';
    await room.store.transact((tx) => tx.put(tasks, { id: 'one', number: 'H-0007', isOpen: true, dueAt }));
    for (let minute = 0; minute < 209; minute++) await room.minute();
    expect(await room.store.get(tasks, 'one')).toMatchObject({ isOpen: true, dueAt });
    expect(toMaria(room)).toEqual([]);
    await room.minute();
    await eventually('it is handled', async () => (await room.store.get(tasks, 'one'))?.doneAt);
    expect(room.told()).toEqual([]);
  });

  it('a lane that the platform has paused is left alone until the pause is over', async () => {
    const room = await openWatchdog();
    let begun = 0;
    room.platform.meets = async () => {
      begun += 1;
      throw new SendError('later', 'ratelimited', { retryAfterMs: 29.5 * minutes });
    };
    await ring(room);
    await eventually('it is refused', () => begun === 1);
    // The pause begins once the refusal is dealt with.
    await eventually('the pause', () => room.delivery.watched.movement().some(({ isPaused }) => isPaused));
    for (let minute = 0; minute < 29; minute++) await room.minute();
    expect(begun).toBe(1);
    expect(room.part('messages')).toMatchObject({ ready: true });
    delete room.platform.meets;
    room.clock.skip(minutes / 2);
    await eventually('Maria gets it', () => toMaria(room).length === 1);
    for (let minute = 0; minute < 3; minute++) await room.minute();
    expect(toMaria(room)).toMatchObject([{ repeat: false }]);
    expect(room.told()).toEqual([]);
  });
});
