import type { JsonStore } from '../../src/store/json/index.ts';
import { report } from '../part.ts';
import { interleaved, median, ratio, timed } from '../statistics.ts';
import { changeOne, changePosting, fillHelpStore, openHelpStore } from '../support/help-store.ts';
import { inWorkDirectory } from '../support/work-directory.ts';

// How much of the disk's time concurrent commits share: for the largest record that the program writes and for one of
// the many small ones. The larger it is, the more of the time goes into making and checking its text.

const records = 1000;
const rounds = 9;
const alone = 400;
const writers = 32;
const commitsPerWriter = 150;

type Change = (store: JsonStore, records: number) => Promise<void>;

async function write(store: JsonStore, change: Change, commits: number): Promise<void> {
  for (let index = 0; index < commits; index += 1) await change(store, records);
}

async function measure(store: JsonStore, change: Change, of: string): Promise<void> {
  const all = () =>
    Promise.all(Array.from({ length: writers }, () => write(store, change, commitsPerWriter)));
  const ms = await interleaved(rounds, {
    alone: async () => (await timed(() => write(store, change, alone))) / alone,
    together: async () => (await timed(all)) / (writers * commitsPerWriter),
  });
  const name = `${writers} concurrent writers of ${of}`;
  const figure = ratio(ms.alone, ms.together);
  report({ name: `${name}, of the rate of one`, figure, unit: '×', target: { atLeast: 8 } });
  report({ name: `${name}, commits`, figure: 1000 / median(ms.together), unit: '/s' });
}

await inWorkDirectory(async (directory) => {
  const store = await openHelpStore(directory);
  await fillHelpStore(store, records);
  await measure(store, changeOne, 'calls for help (1.4 KB)');
  await measure(store, changePosting, 'postings (0.3 KB)');
  await store.close();
});
