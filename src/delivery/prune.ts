import { forgetUpTo, type Store } from '../store/store.ts';
import { addMs } from '../time.ts';
import { outboxCollection } from './schema.ts';

/** Finished rows are kept for a day, to answer "did it go out". */
const keptMs = 24 * 60 * 60_000;

/** Forgets finished outbox rows older than a day. Run every hour. */
export function forgetSentRows(store: Store, now: string): Promise<void> {
  return forgetUpTo(store, outboxCollection, 'done', addMs(now, -keptMs));
}
