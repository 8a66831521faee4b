import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainCopy } from '../../../src/store/json/plain-copy.ts';

const values = fc.anything({
  withDate: true,
  withNullPrototype: true,
  withSparseArray: true,
  withTypedArray: true,
  withMap: true,
  withSet: true,
  withUnicodeString: true,
  key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', '0')),
});

describe('A copy of what JSON can write', () => {
  it('is what JSON makes of it', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(value) as string | undefined;
        const copy = plainCopy(value);
        if (text === undefined) expect(copy).toBeUndefined();
        else {
          expect(JSON.stringify(copy)).toBe(text);
          expect(isDeepStrictEqual(copy, JSON.parse(text))).toBe(true);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('shares nothing that can change', () => {
    const value = { list: [{ text: 'a' }] };
    const copy = plainCopy(value);
    value.list[0] = { text: 'b' };
    value.list.push({ text: 'c' });
    expect(copy).toEqual({ list: [{ text: 'a' }] });
  });
});
