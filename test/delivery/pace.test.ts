import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../src/delivery/pace.ts';

describe('the pause before the next try', () => {
  it('has jitter, so that many do not return at once', () => {
    for (const [tries, longest] of [
      [1, 1000],
      [4, 8000],
      [50, 60_000],
    ] as const) {
      const pauses = Array.from({ length: 200 }, () => backoffMs(tries));
      expect(Math.max(...pauses)).toBeLessThanOrEqual(longest);
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(longest / 2);
      expect(Math.max(...pauses) - Math.min(...pauses)).toBeGreaterThan(longest / 4);
      expect(new Set(pauses).size).toBeGreaterThan(100);
    }
  });

  it('doubles up to a minute', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 8, 1000].map((tries) => backoffMs(tries, () => 1));
    expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });
});
