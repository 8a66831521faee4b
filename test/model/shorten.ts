import type { Step } from './steps.ts';

/** A sequence, and what it failed with. */
export interface Failing {
  readonly steps: readonly Step[];
  readonly error: Error;
}

/**
 * Leaves steps out, large portions first, as long as the same promise is still broken: what remains is what matters.
 *
 * @param failure what a sequence ends with; undefined when it plays to its end
 * @param withinMs real milliseconds, after which the shortest so far has to do
 */
export async function shorten(
  failing: Failing,
  failure: (steps: readonly Step[]) => Promise<Error | undefined>,
  withinMs: number,
): Promise<Failing> {
  const until = performance.now() + withinMs;
  let shortest = failing;
  for (let portion = Math.ceil(failing.steps.length / 2); portion >= 1; portion = Math.floor(portion / 2)) {
    for (let from = 0; from < shortest.steps.length && performance.now() < until; ) {
      const steps = [...shortest.steps.slice(0, from), ...shortest.steps.slice(from + portion)];
      const error = await failure(steps);
      if (error !== undefined && promiseOf(error) === promiseOf(failing.error)) shortest = { steps, error };
      else from += portion;
    }
  }
  return shortest;
}

function promiseOf({ message }: Error): string {
  return message.split('\n', 1)[0] ?? '';
}
