import type { PersonId } from '../../chat/outcome.ts';
import { msBetween } from '../../time.ts';
import type { Policies } from './policies.ts';
import type { Candidate } from './schema.ts';
import type { WhoToAsk } from './targets.ts';

/** What it is foreseen by. */
export interface Foresight extends WhoToAsk {
  readonly policies: Policies;
  /** Whether any way leads to somebody. Where none does, others are asked instead at once. */
  readonly canBeReached: (person: PersonId) => boolean;
}

/** Whom a ladder would ask and when, if nobody ever answered. */
export interface Foreseen {
  readonly asks: readonly ForeseenAsk[];
  /** When whoever called would be told that nobody has answered, in milliseconds from the call. */
  readonly toldAfterMs: number;
}

interface ForeseenAsk {
  readonly afterMs: number;
  readonly people: readonly Candidate[];
  /** How many must come from then on before nobody more is asked. */
  readonly needs: number;
}

/** What foreseeing needs of a record on a ladder; calls and escalations have it. */
interface Climbing {
  readonly createdAt: string;
  readonly asked: readonly (Candidate & { readonly at: string })[];
  readonly needs?: number | undefined;
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
  const byTime = new Map<number, ForeseenAsk>();
  note(0);
  for (let step = 0; step < mostSteps && record.nobodyToldAt === undefined; step += 1) {
    const before = record.asked.length;
    record = next(record);
    note(before);
  }
  return {
    asks: [...byTime.values()],
    toldAfterMs: msBetween(made.createdAt, record.nobodyToldAt ?? made.createdAt),
  };

  function note(from: number): void {
    for (const { person, why, at } of record.asked.slice(from)) {
      const afterMs = msBetween(made.createdAt, at);
      const people = [...(byTime.get(afterMs)?.people ?? []), { person, why }];
      byTime.set(afterMs, { afterMs, people, needs: record.needs ?? 1 });
    }
  }
}

/** What a record needs for `withUnreached`. */
interface Asking {
  readonly asked: readonly Candidate[];
  readonly unreached: readonly { readonly person: PersonId }[];
}

/**
 * The record with what follows at once where no way leads to those who were asked.
 *
 * @param unreached the record after somebody could not be reached, whom it then names so
 */
export function withUnreached<R extends Asking>(
  asked: R,
  { canBeReached }: Pick<Foresight, 'canBeReached'>,
  unreached: (record: R, person: PersonId) => R,
): R {
  let record = asked;
  const isNew = ({ person }: Candidate) =>
    !canBeReached(person) && record.unreached.every((one) => one.person !== person);
  for (let next = record.asked.find(isNew); next !== undefined; next = record.asked.find(isNew))
    record = unreached(record, next.person);
  return record;
}
