import { setTimeout as pause } from 'node:timers/promises';

/** How long somebody looks for a button: the card that it stands on may be on its way still. */
const patienceMs = 5000;

/** What somebody finds on their screen; undefined when it does not come up. */
export async function lookFor<T>(
  look: () => T | undefined | Promise<T | undefined>,
  forMs = patienceMs,
): Promise<T | undefined> {
  const until = performance.now() + forMs;
  for (;;) {
    const found = await look();
    if (found !== undefined || performance.now() >= until) return found;
    await pause(10);
  }
}
