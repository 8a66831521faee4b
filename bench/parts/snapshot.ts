import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { report } from '../part.ts';
import { median, timed } from '../statistics.ts';
import { fillHelpStore, openHelpStore } from '../support/help-store.ts';
import { inWorkDirectory } from '../support/work-directory.ts';

// How long a snapshot of 100,000 records keeps everything else waiting: the longest time of each snapshot, and of these
// the middle one. What the machine itself holds the loop up for, with nothing to do, is measured beside it.

const records = 100_000;
const rounds = 5;

/** The longest time in milliseconds that the event loop did not come round while the task ran. */
async function longestHold(task: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await task();
  delay.disable();
  return delay.max / 1e6;
}

await inWorkDirectory(async (directory) => {
  const store = await openHelpStore(directory);
  await fillHelpStore(store, records);
  const lasted: number[] = [];
  const holds: number[] = [];
  const idle: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    holds.push(await longestHold(async () => lasted.push(await timed(() => store.snapshot()))));
    idle.push(await longestHold(() => pause(lasted.at(-1))));
  }
  const name = 'event loop held by a snapshot of 100,000 records';
  report({ name: `${name}, longest`, figure: median(holds), unit: 'ms', target: { atMost: 50 } });
  report({ name: `${name}, longest of all rounds`, figure: Math.max(...holds), unit: 'ms' });
  report({
    name: 'event loop held with nothing to do, longest of all rounds',
    figure: Math.max(...idle),
    unit: 'ms',
  });
  report({ name: 'the whole snapshot', figure: median(lasted) / 1000, unit: 's' });
  await store.close();
});
