import { DeskError } from '../../errors.ts';
import { backUp, countRecords, requireEmpty } from './backup.ts';
import { type DatabaseFiles, listDatabase } from './files.ts';
import { lockDirectory } from './lock.ts';
import { recover } from './recovery.ts';
import { readPieces, type Salvage } from './salvage.ts';
import { contentToCut } from './tables.ts';

/** What could be saved from a damaged database. */
export interface RepairReport {
  /** How many records are in the new database. */
  readonly records: number;
  /** Sentences about what could not be read, or not be vouched for; empty when nothing is missing. */
  readonly losses: readonly string[];
}

/**
 * Copies what can be read of a damaged database into a new one and leaves the old one as it is.
 *
 * @param target an empty or new directory
 * @throws DeskError STORE_LOCKED while a desk uses it, BAD_SETTINGS, or STORE_BROKEN when nothing can be read
 */
export async function repairStore(directory: string, target: string): Promise<RepairReport> {
  const lock = await lockDirectory(directory);
  try {
    await requireEmpty(target);
    const files = await listDatabase(directory);
    const salvage = await readWhole(directory, files).catch(() => readPieces(directory, files));
    const { head, content, sequence, losses } = salvage;
    if (head === undefined) {
      throw new DeskError('STORE_BROKEN', `Nothing in ${directory} can be read as a database.`);
    }
    const collections = contentToCut(content);
    await backUp(target, head, async () => ({ sequence, collections }));
    return { records: countRecords(collections), losses };
  } finally {
    await lock.release();
  }
}

/** The way of a normal opening, which may pass over a damaged snapshot without loss. */
async function readWhole(directory: string, files: DatabaseFiles): Promise<Salvage> {
  const { head, content, sequence } = await recover(directory, files);
  return { head, content, sequence, losses: [] };
}
