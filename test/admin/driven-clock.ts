import type { Clock } from '../../src/clock.ts';

/** A clock that stands still until it is moved on. */
export interface DrivenClock extends Clock {
  /** Moves on at once and runs what has fallen due. */
  advance(ms: number): void;
  /** How many wait for their time to come. */
  waiting(): number;
}

export function createDrivenClock(start: string): DrivenClock {
  let elapsed = 0;
  let waiting: readonly { readonly at: number; readonly task: () => void }[] = [];

  return {
    now: () => new Date(Date.parse(start) + elapsed).toISOString(),
    elapsedMs: () => elapsed,
    after: (ms, task) => {
      const entry = { at: elapsed + ms, task };
      waiting = [...waiting, entry];
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    advance: (ms) => {
      elapsed += ms;
      const due = waiting.filter((entry) => entry.at <= elapsed);
      waiting = waiting.filter((entry) => entry.at > elapsed);
      for (const { task } of due) task();
    },
    waiting: () => waiting.length,
  };
}
