import type { JsonStore } from '../../src/store/json/index.ts';
import { report } from '../part.ts';
import { interleaved, median, ratio, timed } from '../statistics.ts';
import { changeOne, fillHelpStore, openHelpStore } from '../support/help-store.ts';
import { inWorkDirectory } from '../support/work-directory.ts';

// How much of the disk's time concurrent commits share.

const records = 1000;
const rounds = 9;
const alone = 400;
const writers = 32;
const commitsPerWriter = 150;

async function write(store: JsonStore, commits: number): Promise<void> {
  for (let index = 0; index < commits; index += 1) await changeOne(store, records);
}

await inWorkDirectory(async (directory) => {
  const store = await openHelpStore(directory);
  await fillHelpStore(store, records);
  const all = () => Promise.all(Array.from({ length: writers }, () => write(store, commitsPerWriter)));
  const ms = await interleaved(rounds, {
    alone: async () => (await timed(() => write(store, alone))) / alone,
    together: async () => (await timed(all)) / (writers * commitsPerWriter),
  });
  const figure = ratio(ms.alone, ms.together);
  report({
    name: `${writers} concurrent writers, of the rate of one`,
    figure,
    unit: '×',
    target: { atLeast: 8 },
  });
  report({ name: 'commits of concurrent writers', figure: 1000 / median(ms.together), unit: '/s' });
  await store.close();
});
