import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSortedList } from '../../../src/store/json/sorted-list.ts';

const byNumber = (a: number, b: number) => a - b;

describe('A sorted list', () => {
  it('holds what a set would, in order, through thousands of changes in any order', () => {
    const value = fc.integer({ min: 0, max: 3_000 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2_000, maxLength: 4_000 }), value, (changes, bound) => {
        const start = [...new Set(changes.slice(0, 700))].sort(byNumber);
        const model = new Set(start);
        const list = createSortedList(byNumber, start);
        for (const [place, change] of changes.entries()) {
          if (place % 3 === 2) {
            model.delete(change);
            list.remove(change);
          } else {
            model.add(change);
            list.put(change);
          }
        }
        const sorted = [...model].sort(byNumber);
        expect([...list.ascending(() => false)]).toStrictEqual(sorted);
        expect([...list.ascending((entry) => entry < bound)]).toStrictEqual(
          sorted.filter((entry) => entry >= bound),
        );
        expect([...list.descending((entry) => entry > bound)]).toStrictEqual(
          sorted.filter((entry) => entry <= bound).reverse(),
        );
        for (const entry of sorted) list.remove(entry);
        expect([...list.ascending(() => false)]).toStrictEqual([]);
        list.put(1);
        expect([...list.descending(() => false)]).toStrictEqual([1]);
      }),
      { numRuns: 15, seed: 11 },
    );
  });
});
