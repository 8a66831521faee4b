import { expect, it } from 'vitest';
import { stretchCollection } from '../../src/desk/lone/index.ts';
import { addMs } from '../../src/time.ts';
import { forgetOld } from '../../src/wiring/forget-old.ts';
import type { Log } from '../../src/wiring/log.ts';
import { openLibrary } from '../desk/open-library.ts';
import { createDrivenClock } from '../support/clock.ts';
import { sundayEvening } from '../support/desk/library.ts';

const day = 24 * 60 * 60_000;

it('check-ins that are long over go with what else is kept for a time only', async () => {
  const { store } = await openLibrary();
  const ended = { at: sundayEvening, what: 'ended' } as const;
  const times = { from: sundayEvening, until: sundayEvening, nextAt: sundayEvening };
  const who = { branch: 'NTH-B', person: 'staff:robin' };
  await store.transact((tx) =>
    tx.put(stretchCollection, { id: 'one', ...who, state: 'over', ...times, timeline: [ended] }),
  );
  const clock = createDrivenClock(addMs(sundayEvening, 30 * day));
  const log = { warn: (details: object) => expect.unreachable(JSON.stringify(details)) } as unknown as Log;
  await forgetOld({ store, clock, delivery: { forgetOld: async () => {} }, log });
  expect(await store.all(stretchCollection)).toEqual([]);
});
