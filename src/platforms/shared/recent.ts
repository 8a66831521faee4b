import type { Clock } from '../../clock.ts';

/** Platforms deliver again within seconds or a few minutes; beyond that the keys in the database are enough. */
const keptMs = 10 * 60_000;
/** More than any library sends in that time: a flood must not fill the memory. */
const keptAtMost = 5000;

/** What was made of the deliveries of the last minutes, by their keys. */
export interface Recent<T> {
  /** What was made of this delivery; the first time it is made now. */
  of(key: string, make: () => T): { readonly made: T; readonly isRepeat: boolean };
}

export function createRecent<T>(clock: Pick<Clock, 'elapsedMs'>): Recent<T> {
  // Two maps that are let go whole: one that loses its oldest entry at each delivery is slower the fuller it is.
  let current = new Map<string, { readonly made: T; readonly atMs: number }>();
  let earlier = current;
  let sinceMs = clock.elapsedMs();

  return {
    of(key, make) {
      const atMs = clock.elapsedMs();
      if (current.size >= keptAtMost / 2 || atMs - sinceMs > keptMs) {
        earlier = current;
        current = new Map();
        sinceMs = atMs;
      }
      const before = current.get(key) ?? earlier.get(key);
      if (before !== undefined && atMs - before.atMs <= keptMs) return { made: before.made, isRepeat: true };
      const made = make();
      current.set(key, { made, atMs });
      return { made, isRepeat: false };
    },
  };
}
