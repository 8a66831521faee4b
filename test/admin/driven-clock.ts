import type { Clock } from '../../src/time.ts';

/** A clock that stands still until it is driven. */
export interface DrivenClock extends Clock {
  /** Runs what falls due in so many milliseconds, in order, and lets real input and output come through between. */
  drive(ms: number): Promise<void>;
}

export function createDrivenClock(start: string): DrivenClock {
  let elapsed = 0;
  let due: readonly { readonly at: number; readonly task: () => void }[] = [];

  return {
    now: () => new Date(Date.parse(start) + elapsed).toISOString(),
    elapsedMs: () => elapsed,
    after: (ms, task) => {
      const entry = { at: elapsed + ms, task };
      due = [...due, entry].toSorted((one, other) => one.at - other.at);
      return () => {
        due = due.filter((other) => other !== entry);
      };
    },
    drive: async (ms) => {
      const until = elapsed + ms;
      for (let next = due[0]; next !== undefined && next.at <= until; next = due[0]) {
        elapsed = next.at;
        due = due.slice(1);
        next.task();
        await settle();
      }
      elapsed = until;
    },
  };
}

/** The files are read for real, so a task that the clock began needs a few turns of the event loop to end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
