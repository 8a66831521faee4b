import { z } from 'zod';
import type { Collection, Transaction } from '../../store/store.ts';

export const counterSchema = z.strictObject({ id: z.string(), revision: z.int(), value: z.int() });
export type Counter = z.infer<typeof counterSchema>;

/** The last number given out, by what is counted. */
export const counterCollection: Collection<Counter> = {
  name: 'counters',
  schema: counterSchema,
  indexes: {},
};

/** Counts one on, without gaps: the count is saved with the record that takes it, or neither is. */
export async function nextCount(tx: Transaction, counter: string): Promise<number> {
  const value = ((await tx.get(counterCollection, counter))?.value ?? 0) + 1;
  await tx.put(counterCollection, { id: counter, value });
  return value;
}
