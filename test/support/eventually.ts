import { setTimeout as pause } from 'node:timers/promises';

/** Ten times what a person would call slow: the machine may be busy, the program must not be. */
const deadlineMs = 10_000;

/**
 * Waits until `look` gives something true, and gives it back.
 *
 * @throws Error with `what` and what was seen last, when it does not within the deadline.
 */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = deadlineMs,
): Promise<NonNullable<T>> {
  const until = performance.now() + withinMs;
  let seen: unknown;
  for (;;) {
    try {
      seen = await look();
      if (seen) return seen as NonNullable<T>;
    } catch (thrown) {
      seen = thrown;
    }
    if (performance.now() > until)
      throw new Error(`Waited in vain for: ${what}. Last seen: ${describe(seen)}`);
    await pause(10);
  }
}

function describe(seen: unknown): string {
  return seen instanceof Error ? seen.message : JSON.stringify(seen, null, 1);
}
