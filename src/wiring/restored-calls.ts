import { z } from 'zod';
import { escalationCollection } from '../desk/escalation/index.ts';
import { helpCollection } from '../desk/help/index.ts';
import { counterCollection, counterSchema } from '../desk/numbers/index.ts';
import type { Staying } from '../store/json/index.ts';
import type { AnyCollection } from '../store/store.ts';

type Records = ReadonlyMap<string, readonly unknown[]>;

/** No more of a call or question than is needed: one from a damaged database may lack the rest. */
const numbered = z.looseObject({
  number: z.string(),
  ended: z.looseObject({ at: z.string() }).optional(),
  drill: z.unknown().optional(),
});

const calls = helpCollection.name;
const questions = escalationCollection.name;

/**
 * What a restore leaves as it was. What is open in a backup and has ended in the replaced database stays ended: nobody is
 * to come for it, or to decide it, once more. Numbers go on where they were: one of a call that was lost still stands on
 * cards, in reports and on paper, and must not be another one's.
 */
export const stayingAsItWas: Staying = {
  isMeant(collection, inBackup, before) {
    if (collection === counterCollection.name) return countOf(before) > countOf(inBackup);
    if (inBackup === undefined || (collection !== calls && collection !== questions)) return false;
    const [restored, replaced] = [numbered.safeParse(inBackup).data, numbered.safeParse(before).data];
    return restored?.ended === undefined && replaced?.ended !== undefined;
  },
  fits: (collection, before) => schemaOf(collection).safeParse(before).success,
};

function countOf(counter: unknown): number {
  return counterSchema.safeParse(counter).data?.value ?? 0;
}

function schemaOf(collection: string): AnyCollection['schema'] {
  if (collection === counterCollection.name) return counterSchema;
  return collection === calls ? helpCollection.schema : escalationCollection.schema;
}

/**
 * What an operator is told of the calls for help and the questions that a restore concerns.
 *
 * @param report.gone all that went with the replaced database, by collection
 * @param report.stayed what had ended since the backup and stays so
 * @param report.returned what had ended since the backup and is open again
 */
export function restoredLines(report: {
  readonly gone: Records;
  readonly stayed: Records;
  readonly returned: Records;
}): readonly string[] {
  const { gone, stayed, returned } = report;
  return [
    ...lostLines(numbersIn(gone, [calls], false), ['call for help', 'calls for help'], ['called', 'call']),
    ...lostLines(numbersIn(gone, [questions], false), ['question', 'questions'], ['asked', 'ask']),
    ...endedLines(numbersIn(stayed, [calls, questions], true), 'That stays so, and nobody is asked again.'),
    ...endedLines(
      numbersIn(returned, [calls, questions], true),
      'That cannot be taken over, so people are asked again once the desk starts. End there what is over.',
    ),
  ];
}

/** Of those that have ended, or of those that have not; no drills. */
function numbersIn(records: Records, collections: readonly string[], hasEnded: boolean): readonly string[] {
  return collections
    .flatMap((name) => records.get(name) ?? [])
    .flatMap((record) => {
      const one = numbered.safeParse(record).data;
      const isMeant = one?.drill === undefined && (one?.ended !== undefined) === hasEnded;
      return one !== undefined && isMeant ? [one.number] : [];
    })
    .sort();
}

function lostLines(
  numbers: readonly string[],
  [one, many]: readonly [string, string],
  [asked, ask]: readonly [string, string],
): readonly string[] {
  if (numbers.length === 0) return [];
  const list = numbers.join(', ');
  return [
    numbers.length === 1
      ? `1 open ${one} is not in the backup: ${list}. Nobody is asked by it any more. Tell whoever ${asked}, so that they ${ask} again.`
      : `${numbers.length} open ${many} are not in the backup: ${list}. Nobody is asked by them any more. Tell those who ${asked}, so that they ${ask} again.`,
  ];
}

function endedLines(numbers: readonly string[], then: string): readonly string[] {
  if (numbers.length === 0) return [];
  return [`Open in the backup, and ended since: ${numbers.join(', ')}. ${then}`];
}
