import { expect, it } from 'vitest';
import { temporaryDirectory } from '../support/disk.ts';
import { openWatchdog, type WatchdogRoom } from './watchdog-room.ts';

const hours = 60 * 60_000;
const silent = 'Nothing has come in from Slack for longer than usual.';

/** Somebody writes each morning, on six days of each week. */
async function weeks(room: WatchdogRoom, count: number): Promise<void> {
  for (let day = 0; day < count * 7; day++) {
    if (day % 7 !== 6) room.heard();
    room.clock.skip(24 * hours);
    await room.minute();
  }
}

it('A platform that is silent for longer than usual is told of, and that it is heard again', async () => {
  const room = await openWatchdog();
  await weeks(room, 3);
  expect(room.told()).toEqual([]);
  room.heard();
  for (let day = 0; day < 3; day++) {
    room.clock.skip(24 * hours);
    await room.minute();
  }
  expect(room.told()).toEqual([]);
  room.clock.skip(26 * hours);
  await room.minute();
  expect(room.told()).toEqual([silent]);
  expect(room.part('slack')).toEqual({ part: 'slack', ready: true });
  room.heard();
  await room.minute();
  expect(room.told()).toEqual([silent, 'Something has come in from Slack again.']);
});

it('What is usual is known after a restart, and a new desk waits until it knows', async () => {
  const directory = temporaryDirectory();
  const room = await openWatchdog({ directory });
  room.heard();
  room.clock.skip(9 * 24 * hours);
  await room.minute();
  expect(room.told()).toEqual([]);
  await weeks(room, 3);
  const now = room.clock.now();
  await room.stop();

  const next = await openWatchdog({ directory, startsAt: now });
  next.clock.skip(5 * 24 * hours);
  await next.minute();
  // Nine quiet days have been there before.
  expect(next.told()).toEqual([]);
  next.clock.skip(16 * 24 * hours);
  await next.minute();
  expect(next.told()).toEqual([silent]);
});

it('The time that the desk was away is no silence, and what was unusual once does not become usual', async () => {
  const directory = temporaryDirectory();
  const room = await openWatchdog({ directory });
  await weeks(room, 3);
  const now = room.clock.now();
  await room.stop();

  const later = new Date(Date.parse(now) + 21 * 24 * hours).toISOString();
  const next = await openWatchdog({ directory, startsAt: later });
  expect(next.told()).toEqual([]);
  for (let time = 0; time < 2; time++) {
    next.heard();
    next.clock.skip(5 * 24 * hours);
    await next.minute();
  }
  expect(next.told().filter((one) => one === silent)).toHaveLength(2);
});

it('A platform that is not used any more is not waited for', async () => {
  const directory = temporaryDirectory();
  const room = await openWatchdog({ directory });
  await weeks(room, 3);
  const now = room.clock.now();
  await room.stop();
  const next = await openWatchdog({ directory, startsAt: now, name: 'teams' });
  next.clock.skip(30 * 24 * hours);
  await next.minute();
  expect(next.told()).toEqual([]);
});
