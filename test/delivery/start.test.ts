import { expect, it } from 'vitest';
import { postingCollection } from '../../src/delivery/schema.ts';
import type { AnyCollection } from '../../src/store/store.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { openWatchdog, tasks } from './watchdog-room.ts';

const due = { id: 'one', number: 'H-0007', isOpen: true, dueAt: '2026-11-22T19:00:00.000Z' };

it('what fell due is done before everything that was ever posted is looked through', async () => {
  const directory = temporaryDirectory();
  const before = await openWatchdog({ directory });
  await before.store.transact((tx) => tx.put(tasks, due));
  await before.stop();

  const room = await openWatchdog({
    directory,
    startsAt: '2026-11-22T20:00:00.000Z',
    storeOf: (store) => ({
      ...store,
      async all(collection: AnyCollection) {
        if (collection.name === postingCollection.name)
          await eventually('the task is done', async () => (await store.get(tasks, 'one'))?.doneAt);
        return store.all(collection) as never;
      },
    }),
  });
  expect(await room.store.get(tasks, 'one')).toMatchObject({ isOpen: false });
});
