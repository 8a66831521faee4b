import type { Clock } from '../../time.ts';

export type Settled<T> = { readonly done: true; readonly value: T } | { readonly done: false };

/** Waits for a promise, but no longer than so many elapsed milliseconds. Rejects when the promise does in time. */
export async function within<T>(promise: Promise<T>, ms: number, clock: Clock): Promise<Settled<T>> {
  let cancel = () => {};
  const late = new Promise<Settled<T>>((resolve) => {
    cancel = clock.after(Math.max(0, ms), () => resolve({ done: false }));
  });
  try {
    return await Promise.race([promise.then((value) => ({ done: true, value }) as const), late]);
  } finally {
    cancel();
  }
}

/** Resolves after so many elapsed milliseconds. */
export function pause(ms: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
