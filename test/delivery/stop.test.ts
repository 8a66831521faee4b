import { expect, it } from 'vitest';
import { createBackground } from '../../src/delivery/background.ts';
import { createLedger } from '../../src/delivery/ledger.ts';
import { openJsonStore } from '../../src/store/json/index.ts';
import { notes } from '../contract/notes.ts';
import { createDrivenClock } from '../support/clock.ts';
import { makeSmallDisk } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';

/** Larger than what a full disk still has left in a block. */
const sent = { id: 'sent', branch: 'CEN', words: 'x'.repeat(60_000) };

it.runIf(process.platform === 'linux')('A stop does not wait for a disk that refuses', async () => {
  const disk = makeSmallDisk(2_048);
  const store = await openJsonStore({
    directory: disk.directory,
    organisation: 'Test Library',
    collections: [notes],
  });
  const refusals: object[] = [];
  const log = { warn: (fields: object) => refusals.push(fields), error: () => {}, info: () => {} };
  // Nobody drives this clock: a pause that only its time could end would never end.
  const background = createBackground(log, createDrivenClock('2026-11-22T18:40:00.000Z'));
  const ledger = createLedger({ store, log, background });
  disk.fill();
  background.run(() => ledger.insist(async (tx) => void (await tx.put(notes, sent))));
  await eventually('the disk refuses', () => refusals.length > 0);
  await background.stop();
  expect(await store.get(notes, 'sent')).toBeUndefined();
  disk.free();
  await store.close();
});
