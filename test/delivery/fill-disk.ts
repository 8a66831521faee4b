import type { SmallDisk } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { calls, type Rig } from './rig.ts';

/** Fills the disk that the rig's database lies on; resolves once it refuses. */
export async function fillDisk(disk: SmallDisk, { store }: Pick<Rig, 'store'>): Promise<void> {
  disk.fill();
  // Small ones, so that nothing fits what is left of a block.
  await eventually('the disk refuses', async () => {
    try {
      const other = { id: 'other', state: '', over: true, unreached: [], delayed: [] };
      await store.transact(async (tx) => {
        await tx.put(calls, { ...(await tx.get(calls, 'other')), ...other });
      });
      return false;
    } catch {
      return true;
    }
  });
}
