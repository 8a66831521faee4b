import type { Clock } from '../../time.ts';

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
