import { expect, it } from 'vitest';
import { forgetOldCheckIns } from '../../../src/desk/lone/index.ts';
import { questionCollection } from '../../../src/desk/lone/schema.ts';
import { forgetBatch, forgetUpTo } from '../../../src/store/store.ts';
import { addMs } from '../../../src/time.ts';
import { openLone } from './lone-library.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
/** Moments of Sunday 22 November in Toronto. */
const at = (time: string) => addMs(`2026-11-22T${time}:00.000Z`, 5 * 60 * minute);
const robin = 'NTH-B,robin,desk,2026-11-22 14:00,2026-11-22 14:40,';
const start = { at: at('13:30'), shifts: [robin] };

async function open(shifts: readonly string[] = start.shifts) {
  const lone = await openLone({ ...start, shifts });
  return {
    ...lone,
    forget: (now: string) => forgetOldCheckIns(lone.store, now),
    left: async () => [
      (await lone.stretches()).length,
      (await lone.store.all(questionCollection)).map(({ askedAt }) => askedAt),
    ],
  };
}

it('check-ins are forgotten 30 days after they are over', async () => {
  const { press, until, forget, left } = await open();
  await press('lone.fine', 'staff:robin', at('14:31'));
  await until(at('20:00'));
  await forget(addMs(at('14:31'), 30 * day - 1));
  expect(await left()).toEqual([1, [at('14:30')]]);
  await forget(addMs(at('14:31'), 30 * day));
  expect(await left()).toEqual([1, []]);
  await forget(addMs(at('14:40'), 30 * day - 1));
  expect(await left()).toEqual([1, []]);
  await forget(addMs(at('14:40'), 30 * day));
  expect(await left()).toEqual([0, []]);
});

it('those that are not over are kept, however old', async () => {
  const { until, forget, left } = await open();
  await until(at('14:35'));
  await forget(addMs(at('14:40'), 300 * day));
  expect(await left()).toEqual([1, [at('14:30')]]);
});

it('a missed one is kept while its call is open', async () => {
  const { press, until, forget, left, calls } = await open([robin.replace('14:40', '15:20')]);
  await press('lone.fine', 'staff:robin', at('14:31'));
  await until(at('16:00'));
  expect((await calls()).map(({ ended }) => ended)).toEqual([undefined]);
  const later = addMs(at('16:00'), 300 * day);
  await forget(later);
  expect(await left()).toEqual([1, [at('15:01')]]);
  await press('lone.fine', 'staff:robin', at('16:00'));
  expect((await calls())[0]?.ended).toBeDefined();
  await forget(later);
  expect(await left()).toEqual([0, []]);
});

it('more than a batch that is kept hides none that is to go', async () => {
  const { store } = await open();
  await store.transact(async (tx) => {
    for (let index = 0; index < 2 * forgetBatch + 3; index += 1) {
      const askedAt = addMs(start.at, index);
      const closed = { what: 'over' as const, at: askedAt };
      const who = { branch: 'NTH-B', person: 'staff:robin', until: askedAt };
      const id = `${index}`;
      await tx.put(questionCollection, { id, stretch: 'one', ...who, askedAt, dueAt: askedAt, closed });
    }
  });
  const isKept = async ({ id }: { readonly id: string }) => Number(id) <= forgetBatch || id === '402';
  await forgetUpTo(store, questionCollection, 'over', addMs(start.at, day), isKept);
  expect((await store.all(questionCollection)).length).toBe(forgetBatch + 2);
});
