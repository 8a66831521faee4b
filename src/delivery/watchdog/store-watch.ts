import type { Store } from '../../store/store.ts';
import { findingCollection } from './schema.ts';

/** Written and taken away again, to see whether something of the size of a large call can be saved. */
export const probeId = 'probe';
const probeCharacters = 64 * 1024;

/**
 * Whether the store can save. After a failure it is tried: nobody may be writing at night, and a few free bytes are
 * no sign that a call has room.
 *
 * @param inTrouble whether the last look said that it cannot.
 */
export async function canSave(store: Store, inTrouble: boolean, now: string): Promise<boolean> {
  if (store.health().writable && !inTrouble) return true;
  try {
    await store.transact(async (tx) => {
      const about = 'x'.repeat(probeCharacters);
      await tx.put(findingCollection, {
        id: probeId,
        what: 'store',
        about,
        mended: true,
        foundAt: now,
        toldAt: now,
      });
    });
    await store.transact((tx) => tx.delete(findingCollection, probeId));
    return true;
  } catch {
    return false;
  }
}
