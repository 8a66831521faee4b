import { describe, expect, it } from 'vitest';
import { createRouteWatch } from '../../src/delivery/index.ts';
import { type Messenger, SendError } from '../../src/platforms/platform.ts';
import { makeSmallDisk } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { createTimers, openWatchdog, tasks } from './watchdog-room.ts';

const minutes = 60_000;

describe('a platform', () => {
  it('that is away for less than a minute is nobody’s business; after that it is red and told once, and that it is over', async () => {
    const room = await openWatchdog();
    expect(room.part('slack')).toEqual({ part: 'slack', ready: true });
    room.platform.ready = false;
    expect(room.part('slack')).toEqual({ part: 'slack', ready: true });
    room.clock.skip(59_000);
    expect(room.part('slack')).toEqual({ part: 'slack', ready: true });
    room.clock.skip(2000);
    expect(room.part('slack')).toEqual({ part: 'slack', ready: false, reason: 'It is away.' });
    for (let minute = 0; minute < 3; minute++) await room.minute();
    expect(room.told()).toEqual(['The desk cannot use Slack at the moment.']);
    room.platform.ready = true;
    await room.minute();
    expect(room.told().slice(1)).toEqual(['Slack can be used again.']);
  });

  it('whose access was taken away is red at once', async () => {
    const room = await openWatchdog();
    Object.assign(room.platform, { ready: false, lasting: true, reason: 'The token is refused.' });
    expect(room.part('slack')).toMatchObject({ ready: false, reason: 'The token is refused.' });
  });

  it('that seems well is asked every five minutes, and red when it does not answer for longer than a minute', async () => {
    const room = await openWatchdog();
    let asked = 0;
    room.platform.probe = async () => {
      asked += 1;
      throw new SendError('unknown', 'http_500');
    };
    for (let minute = 0; minute < 4; minute++) await room.minute();
    expect(asked).toBe(0);
    await room.minute();
    expect(asked).toBe(1);
    expect(room.part('slack')).toMatchObject({ ready: true });
    await room.minute();
    await room.minute();
    expect(room.part('slack')).toMatchObject({ ready: false, reason: expect.stringContaining('http_500') });
    room.platform.probe = async () => {};
    await room.minute();
    expect(room.part('slack')).toEqual({ part: 'slack', ready: true });
  });

  it('that asks for a slower pace is there', async () => {
    const room = await openWatchdog();
    room.platform.probe = () => Promise.reject(new SendError('later', 'ratelimited', { retryAfterMs: 1000 }));
    for (let minute = 0; minute < 9; minute++) await room.minute();
    expect(room.part('slack')).toEqual({ part: 'slack', ready: true });
  });
});

describe('a later route', () => {
  const failing: Messenger = {
    name: 'email',
    pace: { postsPerConversation: { count: 1, perMs: 1 }, posts: { count: 1, perMs: 1 } },
    start() {},
    stop: async () => {},
    address: () => ({ id: 'maria@example.org', private: true }),
    send: () => Promise.reject(new SendError('later', 'ECONNREFUSED')),
  };

  it('is said to be broken after three failures in a row, and the desk is no less ready for it', async () => {
    const watch = createRouteWatch([failing]);
    const send = () =>
      watch.messengers[0]
        ?.send(
          { id: 'maria@example.org', private: true },
          { summary: { own: 'x' }, more: [], at: '' },
          { locale: 'en' },
        )
        .catch(() => {});
    await send();
    await send();
    expect(watch.parts()).toEqual([{ part: 'email', ready: true, optional: true }]);
    await send();
    expect(watch.parts()).toEqual([
      {
        part: 'email',
        ready: false,
        optional: true,
        reason: 'The last 3 tries have failed (ECONNREFUSED).',
      },
    ]);
  });
});

describe('the watchdog itself', () => {
  it('is red when its timer has died', async () => {
    const timers = createTimers();
    const room = await openWatchdog({ clockOf: timers.of });
    timers.die();
    room.clock.skip(minutes);
    expect(room.part('watchdog')).toEqual({ part: 'watchdog', ready: true });
    room.clock.skip(3 * minutes);
    expect(room.part('watchdog')).toMatchObject({
      ready: false,
      reason: expect.stringContaining('4 minutes'),
    });
  });

  it.runIf(process.platform === 'linux')('tells from memory that nothing can be saved, once', async () => {
    const disk = makeSmallDisk(2_048);
    const room = await openWatchdog({ directory: disk.directory });
    disk.fill();
    const large = { id: 'large', number: 'x'.repeat(100_000), isOpen: false };
    await expect(room.store.transact((tx) => tx.put(tasks, large))).rejects.toMatchObject({
      code: 'NOT_SAVED',
    });
    for (let minute = 0; minute < 3; minute++) await room.minute();
    expect(room.part('store')).toMatchObject({ ready: false });
    await eventually('they are told', () => room.told().length > 0);
    expect(room.told()).toEqual(['The desk cannot save anything at the moment.']);
    disk.free();
    await eventually('it is over', async () => {
      await room.minute();
      return room.told().length === 2;
    });
    expect(room.told()[1]).toBe('The desk can save again.');
    expect(room.health().every(({ ready }) => ready)).toBe(true);
  });
});
