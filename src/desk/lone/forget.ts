import { forgetUpTo, type Store } from '../../store/store.ts';
import { addMs, dayMs } from '../../time.ts';
import { helpCollection } from '../help/index.ts';
import { questionCollection, stretchCollection } from './schema.ts';

/** As long as a message that asks somebody is followed: nothing shows them any more. */
export const checkInsKeptMs = 30 * dayMs;

/**
 * Forgets check-ins, and times in which somebody was alone, 30 days after they are over; those of an open call stay until
 * it has ended. Run every hour.
 *
 * @throws DeskError NOT_SAVED
 */
export async function forgetOldCheckIns(store: Store, now: string): Promise<void> {
  const to = addMs(now, -checkInsKeptMs);
  const isOpen = async (number: string | undefined) =>
    number !== undefined &&
    (await store.find(helpCollection, 'number', number)).some(({ ended }) => ended === undefined);
  await forgetUpTo(store, questionCollection, 'over', to, ({ call }) => isOpen(call));
  await forgetUpTo(store, stretchCollection, 'over', to, ({ missed }) => isOpen(missed?.call));
}
