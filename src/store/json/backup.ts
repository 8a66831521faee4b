import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DeskError } from '../../errors.ts';
import { exchangeDatabase, writeDatabase } from './exchange.ts';
import { claimEmptyDirectory, databaseFileNames, listDatabase, makeDirectory, removeFiles } from './files.ts';
import type { Head } from './journal-line.ts';
import { lockDirectory } from './lock.ts';
import { recover } from './recovery.ts';
import { type Cut, contentToCut } from './tables.ts';

/** Writes a copy that opens like any database. @throws DeskError BAD_SETTINGS, NOT_SAVED */
export async function backUp(
  target: string,
  head: Head,
  cut: () => Promise<{ readonly sequence: number; readonly collections: Cut }>,
): Promise<void> {
  await requireEmpty(target);
  try {
    await writeDatabase(target, { head, ...(await cut()) });
  } catch (error) {
    await removeFiles(target, databaseFileNames(await listDatabase(target))).catch(() => {});
    throw new DeskError('NOT_SAVED', `The copy to ${target} failed: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** @throws DeskError BAD_SETTINGS when something is in the directory already */
export async function requireEmpty(directory: string): Promise<void> {
  if (await claimEmptyDirectory(directory)) return;
  throw new DeskError('BAD_SETTINGS', `${directory} is not empty. Name a new or an empty directory.`);
}

export interface RestoreReport {
  readonly records: number;
  /** Where the files of the database that was there before are now; undefined when there was none. */
  readonly replaced: string | undefined;
}

/**
 * Puts a backup in the place of a database. The files of the old one are kept beside it, in `replaced-<number>/`.
 *
 * @throws DeskError STORE_LOCKED while a desk uses the database, STORE_BROKEN when the backup is damaged,
 * BAD_SETTINGS when there is no backup
 */
export async function restoreBackup(backup: string, directory: string): Promise<RestoreReport> {
  const files = existsSync(backup) ? await listDatabase(backup) : undefined;
  if (files === undefined || files.snapshots.length === 0) {
    throw new DeskError('BAD_SETTINGS', `There is no complete backup in ${backup}.`);
  }
  if (existsSync(join(backup, 'lock'))) {
    throw new DeskError('BAD_SETTINGS', `${backup} is a database in use, not a backup of one.`);
  }
  await makeDirectory(directory);
  const lock = await lockDirectory(directory);
  try {
    const { head, sequence, content } = await recover(backup, files);
    const collections = contentToCut(content);
    const replaced = await exchangeDatabase(directory, { head, sequence, collections });
    return { records: countRecords(collections), replaced };
  } finally {
    await lock.release();
  }
}

export function countRecords(collections: Cut): number {
  return [...collections.values()].reduce((sum, records) => sum + records.length, 0);
}
