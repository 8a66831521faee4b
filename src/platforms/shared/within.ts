import type { Clock } from '../../clock.ts';
import type { DeskError } from '../../errors.ts';

export type Settled<T> = { readonly done: true; readonly value: T } | { readonly done: false };

/** Waits for a promise, but no longer than so many elapsed milliseconds. Rejects when the promise does in time. */
export function within<T>(promise: Promise<T>, ms: number, clock: Clock): Promise<Settled<T>> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(Math.max(0, ms), () => resolve({ done: false }));
    promise.then(
      (value) => {
        cancel();
        resolve({ done: true, value });
      },
      (reason: unknown) => {
        cancel();
        reject(reason instanceof Error ? reason : new Error(String(reason)));
      },
    );
  });
}

/** Resolves after so many elapsed milliseconds. */
export function pause(ms: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

/** What fell due while the desk was down is handled within five seconds of its start, whatever the platforms do. */
const startWithinMs = 2000;

/**
 * Waits for the first answer of a platform, but not for long. Rejects when it is a refusal and comes in time.
 *
 * @param refused takes a refusal that comes later
 * @returns whether it has come.
 */
export async function beginsInTime(
  beginning: Promise<void>,
  clock: Clock,
  refused: (thrown: DeskError) => void,
): Promise<boolean> {
  const { done } = await within(beginning, startWithinMs, clock);
  if (!done) beginning.catch(refused);
  return done;
}
