import { uptime } from 'node:os';
import type { Instant } from './time.ts';

/** Time is a parameter: nothing else in the program reads the clock or sets a timer that matters. */
export interface Clock {
  /** The wall clock. It may jump. */
  now(): Instant;
  /**
   * Milliseconds since some fixed moment of this process, with the time that the machine slept where the system tells.
   * Nobody who sets the wall clock moves it.
   */
  elapsedMs(): number;
  /**
   * Runs `task` once after that many elapsed milliseconds, or some seconds after the machine woke; returns the function
   * that cancels it.
   */
  after(ms: number, task: () => void): () => void;
}

/** Timers stand still while the machine sleeps, so a longer wait looks this often how much of it is left. */
const pieceMs = 10_000;

/**
 * The real clock.
 *
 * @param upMs milliseconds since the machine was started, counted on while it sleeps
 */
export function createClock(upMs: () => number = () => uptime() * 1000): Clock {
  const sleptMs = countSleep(upMs);
  const elapsedMs = () => performance.now() + sleptMs();
  let lastMs = Number.NaN;
  let last = '';
  return {
    now() {
      // Asked many times on the way of one request, mostly within one millisecond.
      const ms = Date.now();
      if (ms !== lastMs) [lastMs, last] = [ms, new Date(ms).toISOString()];
      return last;
    },
    elapsedMs,
    after(ms, task) {
      const at = elapsedMs() + ms;
      let timer: NodeJS.Timeout | undefined;
      const wait = (left: number) => {
        timer =
          left > pieceMs
            ? setTimeout(() => wait(Math.ceil(at - elapsedMs())), pieceMs)
            : setTimeout(task, left);
      };
      wait(ms);
      return () => clearTimeout(timer);
    },
  };
}

/** The wall clock moves against the process's own when the machine has slept, when it is set, and by itself in weeks. */
const movedMs = 1000;
/** Systems that count whole seconds seem to have slept for a moment. */
const shortestSleepMs = 5000;

/**
 * Milliseconds that the machine has slept, as far as the process's own clock stood still meanwhile, as on Linux. The wall
 * clock only says when to look, because asking the system each time would cost too much.
 */
function countSleep(upMs: () => number): () => number {
  const look = () => {
    const ownMs = performance.now();
    return { wallAhead: Date.now() - ownMs, upAhead: orNone(upMs) - ownMs };
  };
  let before = look();
  let sleptMs = 0;
  return () => {
    if (Math.abs(Date.now() - performance.now() - before.wallAhead) < movedMs) return sleptMs;
    const now = look();
    const gapMs = now.upAhead - before.upAhead;
    if (gapMs > shortestSleepMs) sleptMs += gapMs;
    before = now;
    return sleptMs;
  };
}

/** Not every system tells how long it has been up. */
function orNone(upMs: () => number): number {
  try {
    return upMs();
  } catch {
    return Number.NaN;
  }
}
