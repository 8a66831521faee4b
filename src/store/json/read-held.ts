import { readdir } from 'node:fs/promises';
import { DeskError } from '../../errors.ts';
import { type Lock, lockDirectory, requireFree } from './lock.ts';
import { explained, refusesWrites } from './system-error.ts';

/**
 * Reads the database of a stopped desk while no desk can start on it.
 *
 * Where no lock can be written, because the disk is full, say, it is read without one. No desk holds it as the reading
 * begins, so all that was confirmed until then is in the files; one that is found to have been started meanwhile, which
 * could have removed some of them, makes the reading void.
 *
 * @param read may change files only when it is given a lock
 * @throws DeskError STORE_LOCKED while a desk uses the database, NOT_FOUND when there is none
 */
export async function readHeld<R>(
  directory: string,
  read: (lock: Lock | undefined) => Promise<R>,
): Promise<R> {
  try {
    await requireDatabase(directory);
    const lock = await lockIfWritable(directory);
    try {
      const found = await read(lock);
      if (lock === undefined) await requireFree(directory);
      return found;
    } finally {
      await lock?.release();
    }
  } catch (error) {
    throw explained(error, {
      failed: `The database in ${directory} cannot be read`,
      role: 'database',
      code: 'STORE_BROKEN',
    });
  }
}

async function lockIfWritable(directory: string): Promise<Lock | undefined> {
  try {
    return await lockDirectory(directory);
  } catch (error) {
    if (!refusesWrites(error)) throw error;
    await requireFree(directory);
    return undefined;
  }
}

/** Locking asks for a folder, and a lock is nothing to leave where no database is. */
async function requireDatabase(directory: string): Promise<void> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.length > 0) return;
  throw new DeskError('NOT_FOUND', `There is no database in ${directory}. Set DESKBELL_DB to where it lies.`);
}
