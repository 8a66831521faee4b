/** The middle one, which a single slow round does not move. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value that `percent` of all values lie at or below. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

/** Runs something and gives the milliseconds it took. */
export async function timed(task: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await task();
  return performance.now() - began;
}

/** Until the compiler has seen enough of it. */
const warmUpRounds = 3;

/**
 * Measures contestants against each other: in every round each has its turn, so that whatever else the machine does
 * falls on all of them. The first rounds only warm up.
 *
 * @returns per contestant one result per round
 */
export async function interleaved<Name extends string, Result>(
  rounds: number,
  contestants: Readonly<Record<Name, () => Promise<Result>>>,
): Promise<Record<Name, Result[]>> {
  const names = Object.keys(contestants) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, [] as Result[]])) as Record<Name, Result[]>;
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    for (const name of names) {
      const result = await contestants[name]();
      if (round >= 0) results[name].push(result);
    }
  }
  return results;
}

/** The median over all rounds of how many times `over` the one is. */
export function ratio(of: readonly number[], over: readonly number[]): number {
  return median(of.map((value, round) => value / (over[round] ?? Number.NaN)));
}
