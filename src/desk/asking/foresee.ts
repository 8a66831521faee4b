import { msBetween } from '../../time.ts';
import type { Candidate } from './schema.ts';

/** Whom a ladder would ask and when, if nobody ever answered. */
export interface Foreseen {
  readonly asks: readonly { readonly afterMs: number; readonly people: readonly Candidate[] }[];
  /** When whoever called would be told that nobody has answered, in milliseconds from the call. */
  readonly toldAfterMs: number;
}

/** What foreseeing needs of a record on a ladder; calls and escalations have it. */
interface Climbing {
  readonly createdAt: string;
  readonly asked: readonly (Candidate & { readonly at: string })[];
  readonly nobodyToldAt?: string | undefined;
}

/** Far more than any policy has: a rule that never ends must not keep the program from answering. */
const mostSteps = 100;

/**
 * Follows a record by the rules that real ones follow, as if nobody ever answered.
 *
 * @param next the record after what falls due next
 */
export function foresee<R extends Climbing>(made: R, next: (record: R) => R): Foreseen {
  let record = made;
  for (let step = 0; step < mostSteps && record.nobodyToldAt === undefined; step += 1) record = next(record);
  const byTime = new Map<string, Candidate[]>();
  for (const { person, why, at } of record.asked)
    byTime.set(at, [...(byTime.get(at) ?? []), { person, why }]);
  return {
    asks: [...byTime].map(([at, people]) => ({ afterMs: msBetween(made.createdAt, at), people })),
    toldAfterMs: msBetween(made.createdAt, record.nobodyToldAt ?? made.createdAt),
  };
}
