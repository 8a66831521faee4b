import fc from 'fast-check';
import { expect } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { notes } from './notes.ts';

/** Does many random things to a store and to a plain map, and expects both to hold the same after each round. */
export async function behavesLikeMap(store: Store): Promise<void> {
  const id = fc.integer({ min: 0, max: 12 }).map(String);
  const step = fc.record({
    id,
    rank: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }),
    what: fc.constantFrom('put', 'put', 'delete', 'fail'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 6 }), async (transactions) => {
      const model = new Map((await store.all(notes)).map((note) => [note.id, note.rank]));
      for (const steps of transactions) {
        const next = new Map(model);
        await store
          .transact(async (tx) => {
            for (const { id, rank, what } of steps) {
              if (what === 'fail') throw new Error('as planned');
              if (what === 'delete') await tx.delete(notes, id);
              else
                await tx.put(notes, {
                  id,
                  branch: 'CEN',
                  words: '',
                  ...(rank === undefined ? {} : { rank }),
                });
              if (what === 'delete') next.delete(id);
              else next.set(id, rank);
            }
            model.clear();
            for (const [key, value] of next) model.set(key, value);
          })
          .catch(() => {});
      }
      const byId = [...model.keys()].sort();
      expect((await store.all(notes)).map(({ id }) => id)).toStrictEqual(byId);
      const ranked = byId.filter((key) => model.get(key) !== undefined);
      ranked.sort((a, b) => (model.get(a) as number) - (model.get(b) as number));
      expect((await store.range(notes, 'rank', {})).map(({ id }) => id)).toStrictEqual(ranked);
    }),
    { numRuns: 40, seed: 7 },
  );
}
