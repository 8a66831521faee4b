import type { Clock } from '../../src/clock.ts';
import { addMs } from '../../src/time.ts';

/** A clock that runs like the real one from a chosen moment, unless told, and can be moved on at once. */
export interface DrivenClock extends Clock {
  /** Both clocks go on by so many milliseconds, and everything that waits for that comes due in order. */
  skip(ms: number): void;
  /** Only the wall clock jumps, as when somebody sets it or it is corrected. */
  jumpWall(ms: number): void;
}

interface Timer {
  readonly at: number;
  readonly task: () => void;
  readonly handle: NodeJS.Timeout | undefined;
}

/**
 * @param startsAt UTC ISO text
 * @param standsStill unless it is moved on: for what is counted in moments, which a busy machine stretches
 */
export function createDrivenClock(
  startsAt: string,
  { standsStill = false }: { readonly standsStill?: boolean } = {},
): DrivenClock {
  const began = performance.now();
  let skipped = 0;
  let wall = 0;
  const timers = new Set<Timer>();
  const elapsedMs = () => (standsStill ? 0 : performance.now() - began) + skipped;

  function run(timer: Timer): void {
    if (!timers.delete(timer)) return;
    clearTimeout(timer.handle);
    timer.task();
  }

  return {
    elapsedMs,
    now: () => addMs(startsAt, Math.floor(elapsedMs()) + wall),
    after(ms, task) {
      const timer: Timer = {
        at: elapsedMs() + ms,
        task,
        handle: standsStill ? undefined : setTimeout(() => run(timer), Math.min(ms, 2 ** 31 - 1)),
      };
      timers.add(timer);
      return () => {
        timers.delete(timer);
        clearTimeout(timer.handle);
      };
    },
    skip(ms) {
      skipped += ms;
      const due = [...timers].filter((timer) => timer.at <= elapsedMs()).sort((a, b) => a.at - b.at);
      for (const timer of due) run(timer);
    },
    jumpWall(ms) {
      wall += ms;
    },
  };
}
