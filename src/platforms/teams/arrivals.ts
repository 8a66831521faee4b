import type { Clock } from '../../clock.ts';
import { errorFields, type Log } from '../shared/log.ts';
import { pause } from '../shared/within.ts';

/** Each takes up to three calls, of thirty a second that Teams takes and most of which are for calls for help. */
const pauseMs = 250;

/** What follows when people are met, which may be all of the staff at once: one after the other, and never in a hurry. */
export interface Arrivals {
  /** The work may reject. What waits at a stop is left: whoever writes is looked up then. */
  add(work: () => Promise<void>): void;
  stop(): void;
}

export function createArrivals({ clock, log }: { readonly clock: Clock; readonly log: Log }): Arrivals {
  const waiting: (() => Promise<void>)[] = [];
  let isBusy = false;

  async function workOff(): Promise<void> {
    isBusy = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        await next();
      } catch (thrown) {
        log.error(errorFields(thrown), 'What follows when somebody is met failed.');
      }
      await pause(pauseMs, clock);
    }
    isBusy = false;
  }

  return {
    add(work) {
      waiting.push(work);
      if (!isBusy) void workOff();
    },
    stop() {
      waiting.length = 0;
    },
  };
}
