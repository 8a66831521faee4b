import { z } from 'zod';
import { helpCollection } from '../desk/help/index.ts';

/** No more of a call than is needed: one from a damaged database may lack the rest. */
const openCall = z.looseObject({
  number: z.string(),
  ended: z.undefined().optional(),
  drill: z.undefined().optional(),
});

/**
 * What an operator is told of the open calls for help that went with a database.
 *
 * @param records all that went, by collection
 */
export function lostCallLines(records: ReadonlyMap<string, readonly unknown[]>): readonly string[] {
  const numbers = (records.get(helpCollection.name) ?? []).flatMap((record) => {
    const call = openCall.safeParse(record);
    return call.success ? [call.data.number] : [];
  });
  if (numbers.length === 0) return [];
  const list = numbers.sort().join(', ');
  return [
    numbers.length === 1
      ? `1 open call for help is not in the backup: ${list}. Nobody is asked by it any more. Tell whoever called, so that they call again.`
      : `${numbers.length} open calls for help are not in the backup: ${list}. Nobody is asked by them any more. Tell those who called, so that they call again.`,
  ];
}
