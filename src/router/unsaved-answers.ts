import type { Card } from '../chat/card.ts';
import type { Clock } from '../clock.ts';

/** Whoever delivers again does so within this time, and a full disk takes no keys. */
const keptMs = 10 * 60_000;
/** More calls than any library has in that time: a disk that stays full must not fill the memory. */
const keptAtMost = 1000;

/** The answers to calls that went out from memory, by the keys of their deliveries: nothing else remembers these. */
export interface UnsavedAnswers {
  /** Undefined when this delivery did not come before, as far as is known. */
  of(key: string): Card | undefined;
  keep(key: string, reply: Card): void;
}

export function createUnsavedAnswers(clock: Pick<Clock, 'elapsedMs'>): UnsavedAnswers {
  /** The oldest first. */
  const kept = new Map<string, { readonly reply: Card; readonly atMs: number }>();

  return {
    of(key) {
      const found = kept.get(key);
      return found !== undefined && clock.elapsedMs() - found.atMs <= keptMs ? found.reply : undefined;
    },
    keep(key, reply) {
      kept.set(key, { reply, atMs: clock.elapsedMs() });
      for (const [old, { atMs }] of kept) {
        if (kept.size <= keptAtMost && clock.elapsedMs() - atMs <= keptMs) return;
        kept.delete(old);
      }
    },
  };
}
