import type { Rate } from '../platforms/platform.ts';

/** A token bucket: `count` at once, then one every `perMs / count`. Times are elapsed milliseconds. */
export interface Bucket {
  /** Milliseconds until one may be taken and `spare` are left over; 0 when now. */
  waitMs(now: number, spare?: number): number;
  take(now: number): void;
  /** What was taken turned out not to be needed. */
  giveBack(): void;
  isFull(now: number): boolean;
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
    waitMs(now, spare = 0) {
      refill(now);
      const needed = Math.min(count, 1 + spare);
      return tokens >= needed ? 0 : Math.ceil((needed - tokens) * refillMs);
    },
    take(now) {
      refill(now);
      tokens -= 1;
    },
    giveBack() {
      tokens = Math.min(count, tokens + 1);
    },
    isFull(now) {
      refill(now);
      return tokens >= count;
    },
  };
}

/** The pace of every conversation, shared by the lanes that send into it. */
export interface Paces {
  of(conversation: string): Bucket;
}

/** Buckets looked at for being full again, and so forgotten, when there are more than this. */
const sweptFrom = 1000;

export function createPaces(rate: Rate, elapsedMs: () => number): Paces {
  const buckets = new Map<string, Bucket>();
  let sweepAt = sweptFrom;

  function sweep(): void {
    const now = elapsedMs();
    for (const [conversation, bucket] of buckets) if (bucket.isFull(now)) buckets.delete(conversation);
    sweepAt = Math.max(sweptFrom, buckets.size * 2);
  }

  return {
    of(conversation) {
      const known = buckets.get(conversation);
      if (known !== undefined) return known;
      if (buckets.size >= sweepAt) sweep();
      const bucket = createBucket(rate);
      buckets.set(conversation, bucket);
      return bucket;
    },
  };
}

/** One method of a platform that nothing queues for: whoever may not call it now does without it or comes again. */
export interface Gate {
  /** Takes one and gives 0, or takes none and gives the milliseconds until one may be taken. */
  enter(): number;
  /** The platform wants to be left alone for so long. */
  close(ms: number): void;
}

export function createGate(rate: Rate, elapsedMs: () => number): Gate {
  const bucket = createBucket(rate);
  let closedUntil = 0;
  return {
    enter() {
      const now = elapsedMs();
      const wait = Math.max(closedUntil - now, bucket.waitMs(now));
      if (wait > 0) return wait;
      bucket.take(now);
      return 0;
    },
    close(ms) {
      closedUntil = Math.max(closedUntil, elapsedMs() + ms);
    },
  };
}

/** The pause before the nth try, in milliseconds: doubling from one second to a minute, with jitter so that many do not return at once. */
export function backoffMs(tries: number, random: () => number = Math.random): number {
  const full = Math.min(60_000, 1000 * 2 ** Math.max(0, tries - 1));
  return Math.round(full * (0.5 + random() / 2));
}
