import { DeskError } from '../../errors.ts';
import { backUp, countRecords } from './backup.ts';
import { giveTo, giveWhole, ownerOfFilesIn } from './file-owner.ts';
import { type DatabaseFiles, listDatabase, missingOf } from './files.ts';
import { readHeld } from './read-held.ts';
import { recover } from './recovery.ts';
import { readPieces, type Salvage } from './salvage.ts';
import { type Content, contentToCut } from './tables.ts';

/** What could be saved from a damaged database. */
export interface RepairReport {
  /** How many records are in the new database. */
  readonly records: number;
  /** Sentences about what could not be read, or not be vouched for, and what `Mend` says; empty when nothing is missing. */
  readonly losses: readonly string[];
}

/** Decides what is written of what could be read, which it does not change. */
export type Mend = (
  content: Content,
  lost: Salvage['lost'],
) => {
  readonly content: Content;
  /** For the operator. */
  readonly lines: readonly string[];
};

const asFound: Mend = (content) => ({ content, lines: [] });

/**
 * Copies what can be read of a damaged database into a new one and leaves the old one as it is. For root it gives the
 * new one to the owner of the old.
 *
 * @param target an empty or new directory
 * @throws DeskError STORE_LOCKED while a desk uses it, NOT_FOUND when there is none, BAD_SETTINGS when the target is
 * taken, NOT_SAVED when it cannot be written, STORE_BROKEN when nothing can be read
 */
export async function repairStore(
  directory: string,
  target: string,
  mend: Mend = asFound,
): Promise<RepairReport> {
  const { head, content, sequence, losses, lost } = await readHeld(directory, async () => {
    const files = await listDatabase(directory);
    return readWhole(directory, files).catch(() => readPieces(directory, files));
  });
  if (head === undefined) {
    throw new DeskError('STORE_BROKEN', `Nothing in ${directory} can be read as a database.`);
  }
  const mended = mend(content, lost);
  const collections = contentToCut(mended.content);
  const [owner, missing] = [await ownerOfFilesIn(directory), missingOf(target)];
  await backUp({ directory, head }, target, async () => ({ sequence, collections }));
  try {
    await giveTo(owner, missing);
    await giveWhole(owner, target);
  } catch {
    // Some disks know no owners, a memory stick say. All that could be saved is there.
  }
  return { records: countRecords(collections), losses: [...losses, ...mended.lines] };
}

/** The way of a normal opening, which may pass over a damaged snapshot without loss. */
async function readWhole(directory: string, files: DatabaseFiles): Promise<Salvage> {
  const { head, content, sequence } = await recover(directory, files);
  return { head, content, sequence, losses: [], lost: 0 };
}
