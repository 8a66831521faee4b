import { describe, it, onTestFinished } from 'vitest';
import { openStreet } from './house.ts';
import { playSequence } from './run.ts';
import { shorten } from './shorten.ts';
import { drawSequences, type Step } from './steps.ts';

/**
 * `MODEL_RUNS` sequences of up to `MODEL_STEPS` steps are played to the last one; without them as many as fit into
 * `budgetMs`. `SEED` draws others. A sequence that fails is shortened and printed; `MODEL_SEQUENCE` plays a printed one.
 */
const { MODEL_RUNS, MODEL_STEPS, MODEL_SEQUENCE } = process.env;
const isLong = MODEL_RUNS !== undefined;
const runs = Number(MODEL_RUNS ?? 25);
const longest = Number(MODEL_STEPS ?? 16);
const budgetMs = isLong ? Number.POSITIVE_INFINITY : 60_000;
const shortenMs = 90_000;
const timeout = isLong ? runs * longest * 3000 + shortenMs : 300_000;

describe('whatever happens, in whatever order', () => {
  it('leaves no call silent, loses nothing, sends nothing twice unmarked, and comes to rest', {
    timeout,
  }, async () => {
    const street = await openStreet();
    onTestFinished(() => street.stop());
    const failure = (steps: readonly Step[]): Promise<Error | undefined> =>
      playSequence(street, steps).then(
        () => undefined,
        (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown))),
      );
    const until = performance.now() + budgetMs;
    for (const steps of sequences()) {
      if (performance.now() > until) break;
      const first = await failure(steps);
      if (first === undefined) continue;
      const found = await shorten({ steps, error: first }, failure, shortenMs);
      console.error(`MODEL_SEQUENCE='${JSON.stringify(found.steps)}'`);
      throw found.error;
    }
  });
});

function sequences(): readonly (readonly Step[])[] {
  if (MODEL_SEQUENCE === undefined) return drawSequences(runs, longest);
  return [JSON.parse(MODEL_SEQUENCE) as readonly Step[]];
}
