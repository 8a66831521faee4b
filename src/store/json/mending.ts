import { join } from 'node:path';
import { DeskError } from '../../errors.ts';
import { exchangeDatabase } from './exchange.ts';
import { linesOf, listDatabase, makeDirectory, newestNumber, snapshotName, volumeOf } from './files.ts';
import type { Journal } from './journal.ts';
import type { Head } from './journal-line.ts';
import type { Lock } from './lock.ts';
import { parseSnapshotLine } from './snapshot-file.ts';
import type { StoreLog } from './store-log.ts';
import type { Tables } from './tables.ts';

/**
 * Notices when somebody removes, renames, replaces or cuts the files of the database while the desk runs, and writes
 * them again: everything that was confirmed is still in memory. What lies in their place is put aside, never removed,
 * and a place that another process has taken is left to it.
 */
export interface Mending {
  /** What has happened to the files, for the operator; undefined when nothing has. Blocks for some microseconds. */
  lost(): string | undefined;
  /** Writes the files again if they are lost, and tries the disk. Rejects with what stands in the way. */
  tryAgain(): Promise<void>;
  /** What was written again since the start, and why; undefined when nothing was. */
  readonly mended: string | undefined;
}

export interface MendingOptions {
  readonly directory: string;
  readonly head: Head;
  readonly tables: Tables;
  readonly journal: Journal;
  readonly lock: Lock;
  readonly log: StoreLog;
}

/** More often than anybody removes a database by mistake; see `writeAgain`. */
const mostRewrites = 5;

export function createMending(options: MendingOptions): Mending {
  const { directory, head, tables, journal, lock, log } = options;
  let mended: string | undefined;
  /** Said already: it is tried again and again. */
  let obstacle: string | undefined;
  let rewrites = 0;
  const volume = volumeOf(directory);

  function lost(): string | undefined {
    try {
      return journal.astray() ?? journal.superseded();
    } catch {
      // A directory that cannot be read for a moment says nothing; a save that fails for it says so itself.
      return undefined;
    }
  }

  /** Nothing else may run: memory has to hold exactly what is durable. */
  async function writeAgain(): Promise<void> {
    refuseAnotherVolume();
    await makeDirectory(directory);
    if (!lock.isHeld()) await lock.retake();
    let aside: string | undefined;
    if (lost() !== undefined) {
      await refuseAnother();
      const { sequence } = journal;
      aside = await exchangeDatabase(directory, { head, sequence, collections: tables.cut() });
      await journal.reopen();
      rewrites += 1;
    }
    mended =
      `The database in ${directory} was removed, replaced or cut short while the desk ran. All that was saved is there ` +
      `again${aside === undefined ? '' : `, and what lay there instead is in ${aside}`}. Stop the desk before you ` +
      'change anything in that folder.';
    if (rewrites >= mostRewrites) {
      // Where a drive numbers its files anew, each look would find a loss, and each rewrite would fill the disk further.
      journal.stopWatching();
      mended +=
        ` It happened ${mostRewrites} times, so it is no longer looked for until the next start. If nobody changes files ` +
        'there, the drive gives them no lasting numbers: put the database on a local disk.';
    }
    log(mended, 'error');
  }

  /** What is saved beneath a volume that is away would be hidden once it is back. */
  function refuseAnotherVolume(): void {
    if (volumeOf(directory) === volume) return;
    throw new DeskError(
      'NOT_SAVED',
      `${directory} is on another volume than when this desk was started. Bring that one back, and it saves again. To go ` +
        `on with what is there now, stop this desk (process ${process.pid}) and start it again.`,
    );
  }

  /** Older files of this database may be put aside; what somebody else has saved may not. */
  async function refuseAnother(): Promise<void> {
    const isNewer = newestNumber(directory) > journal.sequence || journal.overtaken();
    if (!isNewer && [undefined, head.database].includes(await databaseIn(directory))) return;
    await lock.release();
    throw new DeskError(
      'STORE_LOCKED',
      `${directory} holds saves now that this desk did not write. Stop this desk (process ${process.pid}) and start it ` +
        'again to go on with those, or move them away: then this desk writes its own there again.',
    );
  }

  function toSentence(error: Error): string {
    if (error instanceof DeskError) return error.message;
    return (
      `The database was removed, replaced or cut short, and cannot be written to ${directory} again: ${error.message}. ` +
      'Check that path, its permissions and the free space; the desk goes on trying.'
    );
  }

  return {
    lost,
    async tryAgain() {
      if (lost() !== undefined) {
        await writeAgain().catch((error: Error) => {
          const sentence = toSentence(error);
          if (obstacle !== sentence) log(sentence, 'error');
          obstacle = sentence;
          throw new Error(sentence, { cause: error });
        });
        obstacle = undefined;
      }
      await journal.settle();
      await journal.probe();
    },
    get mended() {
      return mended;
    },
  };
}

/** Which database the newest snapshot belongs to; undefined when there is none that says so. */
async function databaseIn(directory: string): Promise<string | undefined> {
  const newest = (await listDatabase(directory)).snapshots.at(-1);
  if (newest === undefined) return undefined;
  for (const line of linesOf(join(directory, snapshotName(newest)))) {
    try {
      const parsed = parseSnapshotLine(line.bytes.toString('utf8'));
      if (parsed.what === 'head') return parsed.head.database;
    } catch {
      return undefined;
    }
  }
  return undefined;
}
