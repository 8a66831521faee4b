import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Low } from 'lowdb';
import type { Committer } from './committer.ts';
import { journalName, listDatabase, removeFiles, snapshotName, syncDirectory } from './files.ts';
import type { Journal } from './journal.ts';
import type { Head } from './journal-line.ts';
import { createSnapshotAdapter, type Snapshot } from './snapshot-file.ts';
import type { StoreLog } from './store-log.ts';
import type { Tables } from './tables.ts';

/** Keeps the journal short: writes everything into one file now and then, beside other work. */
export interface Snapshots {
  /** Begins a snapshot when the journal has grown enough. Called after each group. */
  consider(): void;
  /** Takes a snapshot now, behind one that is under way. Rejects when the disk refuses; nothing is lost then. */
  take(): Promise<void>;
  /** Waits for one that is under way. */
  settled(): Promise<void>;
}

export interface SnapshotsOptions {
  readonly directory: string;
  readonly head: Head;
  readonly tables: Tables;
  readonly journal: Journal;
  readonly committer: Committer;
  /** A snapshot is due when the journal is longer than this and than the last snapshot; in bytes. */
  readonly leastBytes: number;
  /** Of the last snapshot. */
  readonly lastBytes: number;
  readonly log: StoreLog;
}

/** How many generations stay: the newest, and the one before it in case the newest turns out damaged. */
const GENERATIONS = 2;

export function createSnapshots(options: SnapshotsOptions): Snapshots {
  const { directory, head, tables, journal, committer, leastBytes, log } = options;
  let lastBytes = options.lastBytes;
  /** Raised after a failure, so that a full disk is not asked again after every group. */
  let dueBytes = 0;
  let underWay: Promise<void> = Promise.resolve();
  let busy = false;

  /**
   * The order makes a crash at any point harmless: the new journal first, so that the old snapshot with both journals
   * is complete; then the snapshot; and only when that has been read back, what it replaces goes.
   */
  async function write(): Promise<void> {
    const { sequence, collections } = await committer.quietly(async () => {
      await journal.cut();
      return { sequence: journal.sequence, collections: tables.cut() };
    });
    lastBytes = await writeSnapshot(directory, { head, sequence, collections });
    dueBytes = 0;
    await removeOlder(directory);
  }

  async function take(): Promise<void> {
    const previous = underWay;
    const mine = previous.then(write);
    underWay = mine.catch(() => {});
    return mine;
  }

  return {
    consider() {
      if (busy || journal.bytesSinceCut <= Math.max(leastBytes, lastBytes, dueBytes)) return;
      busy = true;
      void take()
        .catch((error: Error) => {
          dueBytes = journal.bytesSinceCut + leastBytes;
          log(`A snapshot could not be written; the journals hold everything: ${error.message}`, 'error');
        })
        .finally(() => {
          busy = false;
        });
    },
    take,
    settled: () => underWay,
  };
}

/** Writes a snapshot under the name that its sequence gives it; gives its size in bytes. */
export async function writeSnapshot(directory: string, snapshot: Snapshot): Promise<number> {
  const path = join(directory, snapshotName(snapshot.sequence));
  const low = new Low<Snapshot>(createSnapshotAdapter(path), snapshot);
  await low.write();
  return statSync(path).size;
}

/** Removes what older snapshots and journals are no longer needed. */
async function removeOlder(directory: string): Promise<void> {
  const { snapshots, journals } = await listDatabase(directory);
  const oldest = snapshots.at(-GENERATIONS) ?? snapshots[0] ?? 0;
  // Journals go after their snapshot: a snapshot whose journal is gone would look like a loss.
  await removeFiles(directory, snapshots.filter((sequence) => sequence < oldest).map(snapshotName));
  await syncDirectory(directory);
  await removeFiles(directory, journals.filter((after) => after < oldest).map(journalName));
}
