import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DeskError } from '../../errors.ts';
import { exchangeDatabase, finishExchange, isExchangeBegun, writeDatabase } from './exchange.ts';
import { giveTo, ownerOfFilesIn } from './file-owner.ts';
import {
  claimEmptyDirectory,
  databaseFileNames,
  liesWithin,
  listDatabase,
  makeDirectory,
  missingOf,
  removeFiles,
} from './files.ts';
import type { Head } from './journal-line.ts';
import { lockDirectory } from './lock.ts';
import { currentVersion, migrate, requireKnown, type StoredFormat } from './migrations.ts';
import { readHeld } from './read-held.ts';
import { type Recovered, recover } from './recovery.ts';
import { readPieces } from './salvage.ts';
import { explained } from './system-error.ts';
import { type Content, type Cut, contentToCut } from './tables.ts';

/**
 * Writes a copy that opens like any database.
 *
 * @throws DeskError BAD_SETTINGS when the target lies in the database or something is in it already, NOT_SAVED when it cannot be written
 */
export async function backUp(
  from: { readonly directory: string; readonly head: Head },
  target: string,
  cut: () => Promise<{ readonly sequence: number; readonly collections: Cut }>,
): Promise<void> {
  try {
    await requireRoomFor(target, from.directory);
    await writeCopy(target, from.head, await cut());
  } catch (error) {
    throw explained(error, {
      failed: `The copy to ${target} could not be written`,
      role: 'copy',
      code: 'NOT_SAVED',
      after: 'The database itself is untouched.',
    });
  }
}

async function requireRoomFor(target: string, database: string): Promise<void> {
  if (await liesWithin(target, database)) {
    throw new DeskError(
      'BAD_SETTINGS',
      `${target} lies in the folder of the database itself, with which it would be lost. Name a folder elsewhere, best ` +
        'on another disk.',
    );
  }
  if (await claimEmptyDirectory(target)) return;
  throw new DeskError('BAD_SETTINGS', `${target} is not empty. Name a new or an empty directory.`);
}

async function writeCopy(
  target: string,
  head: Head,
  cut: { readonly sequence: number; readonly collections: Cut },
): Promise<void> {
  try {
    await writeDatabase(target, { head, ...cut });
  } catch (error) {
    await removeFiles(target, databaseFileNames(await listDatabase(target))).catch(() => {});
    throw error;
  }
}

/**
 * Copies the database of a desk that does not run, also where nothing can be written beside it.
 *
 * @param target an empty or new directory
 * @throws DeskError STORE_LOCKED while a desk uses it, STORE_BROKEN when it is damaged, NOT_FOUND when there is none,
 * BAD_SETTINGS when the target is taken, NOT_SAVED when it cannot be written
 */
export async function copyDatabase(directory: string, target: string): Promise<void> {
  const { head, sequence, content } = await readHeld(directory, async (lock) => {
    if (lock !== undefined) await finishExchange(directory);
    else if (isExchangeBegun(directory)) {
      throw new DeskError(
        'NOT_SAVED',
        `A restore in ${directory} was cut off and cannot be finished, because nothing can be written there. Free some ` +
          'space there or make it writable, and try again.',
      );
    }
    return recover(directory, await listDatabase(directory));
  });
  await backUp({ directory, head }, target, async () => ({ sequence, collections: contentToCut(content) }));
}

export interface RestoreReport {
  readonly records: number;
  /** Where the files of the database that was there before are now; undefined when there was none. */
  readonly replaced: string | undefined;
  /** What `Keeping` says. */
  readonly lines: readonly string[];
}

/** The database that a backup takes the place of, as far as it could be read. */
export interface Replaced {
  readonly content: Content;
  /** Nothing of it is missing, and this program knows what all of it means. */
  readonly isWhole: boolean;
  /** Its records are as those of the backup are, but for those of a newer program that this one cannot use. */
  readonly canBeUsed: boolean;
  /** How many commits of it may be lost at the most; infinite where nobody can tell, as where it is gone. */
  readonly lost: number;
  /** Sentences about what of it could not be read; none where nothing is lost. */
  readonly losses: readonly string[];
}

/** Decides what is written of a backup and of the database before it, neither of which it changes. */
export type Keeping = (
  backup: Content,
  before: Replaced,
) => {
  readonly content: Content;
  /** For the operator. */
  readonly lines: readonly string[];
};

const backupAlone: Keeping = (content) => ({ content, lines: [] });
const firstFormat: StoredFormat = { collections: [], migrations: [] };

/**
 * Puts a backup in the place of a database. The files of the old one are kept beside it, in `replaced-<number>/`. What
 * root does so belongs to the owner of the directory, or where that is new, of the one above it. A backup of an older
 * version is brought up to date on the way.
 * @throws DeskError STORE_LOCKED while a desk uses the database, STORE_BROKEN when the backup is damaged,
 * BAD_SETTINGS when there is no backup or a newer program made it, NOT_SAVED when it cannot be written
 */
export async function restoreBackup(
  backup: string,
  directory: string,
  keeping: Keeping = backupAlone,
  format: StoredFormat = firstFormat,
): Promise<RestoreReport> {
  const recovered = await readBackup(backup, format);
  try {
    return await replaceBy(directory, recovered, keeping, format);
  } catch (error) {
    throw explained(error, {
      failed: `The backup could not be put in the place of the database in ${directory}`,
      role: 'database',
      code: 'NOT_SAVED',
      after: isExchangeBegun(directory)
        ? 'All of the backup is in that folder by now, and takes its place at the next start.'
        : 'What was there before is untouched.',
    });
  }
}

async function readBackup(backup: string, format: StoredFormat): Promise<Recovered> {
  try {
    const files = existsSync(backup) ? await listDatabase(backup) : undefined;
    if (files === undefined || files.snapshots.length === 0) {
      throw new DeskError('BAD_SETTINGS', `There is no complete backup in ${backup}.`);
    }
    if (existsSync(join(backup, 'lock'))) {
      throw new DeskError('BAD_SETTINGS', `${backup} is a database in use, not a backup of one.`);
    }
    const recovered = await recover(backup, files);
    const { head, content } = recovered;
    const advice = 'Restore it with that one, or name a backup that this one made.';
    requireKnown(`The backup in ${backup}`, head.version, format.migrations, advice);
    return {
      ...recovered,
      head: { ...head, version: currentVersion(format.migrations) },
      content: migrate(content, head.version, format),
    };
  } catch (error) {
    throw explained(error, {
      failed: `The backup in ${backup} cannot be read`,
      role: 'backup',
      code: 'BAD_SETTINGS',
      after: 'The database itself is untouched.',
    });
  }
}

async function replaceBy(
  directory: string,
  { head, sequence, content: backup }: Recovered,
  keeping: Keeping,
  format: StoredFormat,
): Promise<RestoreReport> {
  const [owner, missing] = [await ownerOfFilesIn(directory), missingOf(directory)];
  await makeDirectory(directory);
  await giveTo(owner, missing);
  const lock = await lockDirectory(directory);
  try {
    const { content, lines } = keeping(backup, await readIfPossible(directory, format));
    const collections = contentToCut(content);
    return {
      records: countRecords(collections),
      replaced: await exchangeDatabase(directory, { head, sequence, collections }),
      lines,
    };
  } finally {
    await lock.release();
  }
}

/** What lies in a directory, which is mostly replaced because it is damaged: that is no reason to fail. */
async function readIfPossible(directory: string, format: StoredFormat): Promise<Replaced> {
  const nothing = { content: new Map(), isWhole: false, canBeUsed: false, lost: Number.POSITIVE_INFINITY };
  let found: Replaced = { ...nothing, losses: ['The database before cannot be read.'] };
  try {
    const files = await listDatabase(directory);
    if (files.snapshots.length + files.journals.length === 0)
      return { ...nothing, losses: [`There was no database in ${directory} before.`] };
    const whole = await recover(directory, files).catch(() => undefined);
    const read = whole === undefined ? readPieces(directory, files) : { ...whole, losses: [], lost: 0 };
    const { content, head } = read;
    const lost = head === undefined ? Number.POSITIVE_INFINITY : read.lost;
    const losses = lost === 0 ? [] : ['A part of the database before cannot be read:', ...read.losses];
    found = { content, isWhole: false, canBeUsed: false, lost, losses };
    if (head === undefined) return found;
    return {
      ...found,
      // What a newer program wrote stays as it is.
      content: migrate(content, head.version, format),
      isWhole: whole !== undefined && head.version <= currentVersion(format.migrations),
      canBeUsed: true,
    };
  } catch {
    return found;
  }
}

export function countRecords(collections: Cut): number {
  return [...collections.values()].reduce((sum, records) => sum + records.length, 0);
}
