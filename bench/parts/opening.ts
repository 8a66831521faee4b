import { join } from 'node:path';
import { builtBench } from '../build.ts';
import { report, runProcess } from '../part.ts';
import { median } from '../statistics.ts';
import { fillHelpStore, openHelpStore } from '../support/help-store.ts';
import { inWorkDirectory } from '../support/work-directory.ts';

// Opening a database of 100,000 records, each time in a process that has just begun.

const records = 100_000;
const rounds = 5;
const openOnce = join(builtBench, 'support', 'open-once.js');

await inWorkDirectory(async (directory) => {
  const store = await openHelpStore(directory);
  await fillHelpStore(store, records);
  await store.close();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push(...(await runProcess<number>(openOnce, [directory])));
  }
  const figure = median(times) / 1000;
  report({ name: 'opening a database of 100,000 records', figure, unit: 's', target: { atMost: 2 } });
});
