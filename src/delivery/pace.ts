import type { Rate } from '../platforms/platform.ts';

/** A token bucket: `count` at once, then one every `perMs / count`. Times are elapsed milliseconds. */
export interface Bucket {
  /** Milliseconds until one may be taken; 0 when now. */
  waitMs(now: number): number;
  take(now: number): void;
}

export function createBucket({ count, perMs }: Rate): Bucket {
  const refillMs = perMs / count;
  let tokens = count;
  let at = Number.NEGATIVE_INFINITY;

  function refill(now: number): void {
    if (at !== Number.NEGATIVE_INFINITY) tokens = Math.min(count, tokens + (now - at) / refillMs);
    at = now;
  }

  return {
    waitMs(now) {
      refill(now);
      return tokens >= 1 ? 0 : Math.ceil((1 - tokens) * refillMs);
    },
    take(now) {
      refill(now);
      tokens -= 1;
    },
  };
}

/** The pause before the nth try, in milliseconds: doubling from one second to a minute, with jitter so that many do not return at once. */
export function backoffMs(tries: number, random: () => number = Math.random): number {
  const full = Math.min(60_000, 1000 * 2 ** Math.max(0, tries - 1));
  return Math.round(full * (0.5 + random() / 2));
}
