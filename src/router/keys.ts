import { z } from 'zod';
import type { Card } from '../chat/card.ts';
import { type Collection, forgetUpTo, type Reader, type Store, type Transaction } from '../store/store.ts';
import { addMs, dayMs } from '../time.ts';

/** A request that changed something, with its reply: the same delivery again gets the same reply and changes nothing. */
const keySchema = z.strictObject({
  /** Platform and the platform's key; of a submission, the form's instance and the digest of what it says. */
  id: z.string(),
  revision: z.int(),
  at: z.string(),
  /** Ours, made by a handler: not parsed again. */
  reply: z.custom<Card>().optional(),
});
type Key = z.infer<typeof keySchema>;

export const keyCollection: Collection<Key> = {
  name: 'keys',
  schema: keySchema,
  indexes: { at: (key) => key.at },
};

/** How long a delivery is remembered. The slowest platform repeats one for a day. */
const keptMs = dayMs;

/** @param since undefined: as long as it is remembered */
export async function replyOf(
  tx: Reader,
  id: string,
  since?: string,
): Promise<{ readonly reply?: Card } | undefined> {
  const key = await tx.get(keyCollection, id);
  if (key === undefined || (since !== undefined && key.at < since)) return undefined;
  return key.reply === undefined ? {} : { reply: key.reply };
}

export async function rememberKey(
  tx: Transaction,
  id: string,
  now: string,
  reply: Card | undefined,
): Promise<void> {
  await tx.put(keyCollection, { id, at: now, ...(reply === undefined ? {} : { reply }) });
}

/** Forgets deliveries older than a day. Run every hour. */
export function forgetOldKeys(store: Store, now: string): Promise<void> {
  return forgetUpTo(store, keyCollection, 'at', addMs(now, -keptMs));
}
