import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonStore } from '../../src/store/json/index.ts';
import { groupToLine } from '../../src/store/json/journal-line.ts';
import { report } from '../part.ts';
import { interleaved, median, ratio, timed } from '../statistics.ts';
import { changeOne, fillHelpStore, helpCall, openHelpStore } from '../support/help-store.ts';
import { inWorkDirectory } from '../support/work-directory.ts';

// What a durable commit costs, against a bare append + fdatasync of the same bytes, and whether that grows with what is
// there.

const rounds = 9;
const commitsPerRound = 150;
async function oneAfterTheOther(store: JsonStore, records: number): Promise<void> {
  for (let index = 0; index < commitsPerRound; index += 1) await changeOne(store, records);
}

async function filled(directory: string, records: number): Promise<JsonStore> {
  const store = await openHelpStore(join(directory, String(records)));
  await fillHelpStore(store, records);
  return store;
}

await inWorkDirectory(async (directory) => {
  const file = await open(join(directory, 'raw.jsonl'), 'a');
  const line = groupToLine(1_000_000, [`[["help",${JSON.stringify({ ...helpCall(1), revision: 1 })}]]`]);
  const raw = async () => {
    for (let index = 0; index < commitsPerRound; index += 1) {
      await file.write(line);
      await file.datasync();
    }
  };
  const small = await filled(directory, 1000);
  const medium = await filled(directory, 10_000);
  const large = await filled(directory, 100_000);

  const ms = await interleaved(rounds, {
    raw: () => timed(raw),
    small: () => timed(() => oneAfterTheOther(small, 1000)),
    medium: () => timed(() => oneAfterTheOther(medium, 10_000)),
    large: () => timed(() => oneAfterTheOther(large, 100_000)),
  });

  const bare = 'of a bare append + fdatasync';
  for (const [records, size] of [
    ['1,000', ms.small],
    ['10,000', ms.medium],
    ['100,000', ms.large],
  ] as const) {
    const name = `durable commit beside ${records} records, ${bare}`;
    report({ name, figure: ratio(size, ms.raw), unit: '×', target: { atMost: 2 } });
  }
  // Flat means that the difference drowns in the noise between rounds.
  const growth = ratio(ms.large, ms.small);
  report({
    name: 'durable commit beside 100,000 against 1,000',
    figure: growth,
    unit: '×',
    target: { atMost: 1.25 },
  });
  report({ name: 'one durable commit', figure: median(ms.medium) / commitsPerRound, unit: 'ms' });

  for (const store of [small, medium, large]) await store.close();
  await file.close();
});
