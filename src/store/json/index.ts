import { DeskError } from '../../errors.ts';
import type { AnyCollection, Commit, Reader, Store } from '../store.ts';
import { backUp } from './backup.ts';
import { createCommitter } from './committer.ts';
import { makeDirectory } from './files.ts';
import { openJournal } from './journal.ts';
import { type Lock, lockDirectory } from './lock.ts';
import { createMending } from './mending.ts';
import type { Migration } from './migrations.ts';
import { loadDatabase } from './open.ts';
import { ownerCollection, requireOwner } from './owner.ts';
import { createSnapshots } from './snapshots.ts';
import type { StoreLog } from './store-log.ts';
import { explained } from './system-error.ts';
import { createTables } from './tables.ts';
import { createReader } from './transaction.ts';

export { copyDatabase, type Keeping, type Replaced, restoreBackup } from './backup.ts';
export { lookInto } from './look.ts';
export type { Migration, MigrationDocument, StoredFormat } from './migrations.ts';
export { type Mend, type RepairReport, repairStore } from './repair.ts';
export type { Content } from './tables.ts';

export interface JsonStoreOptions {
  /** Where the database lies; made when it is not there. */
  readonly directory: string;
  /** Whose desk it is. Undefined leaves that open; the first name sticks and every other one is refused. */
  readonly organisation: string | undefined;
  readonly collections: readonly AnyCollection[];
  /** Steps from one stored format to the next. */
  readonly migrations?: readonly Migration[];
  /** Told in sentences what an operator may want to know. */
  readonly log?: StoreLog;
  /** A snapshot is due when the journal is longer than this and than the last snapshot; 4 MB unless told. */
  readonly snapshotAfterBytes?: number;
}

/** The store that keeps everything in memory and in one directory of JSON files. */
export interface JsonStore extends Store {
  /** Writes a snapshot now, which makes the next opening faster. @throws DeskError NOT_SAVED */
  snapshot(): Promise<void>;
}

/**
 * Opens the database of a directory for this process alone, and makes one where there is none.
 *
 * Records are plain JSON; what a schema turns into anything else (a Date, say) comes back as its JSON. They are frozen
 * at the top level only: treat what lies below as read-only too. Transactions run one at a time, so one that asks the
 * store itself instead of its `tx` waits for ever.
 *
 * @throws DeskError STORE_LOCKED when another process has it, STORE_BROKEN when it is damaged, BAD_SETTINGS when it
 * belongs to another organisation or a newer program or the directory cannot be used
 */
export async function openJsonStore(options: JsonStoreOptions): Promise<JsonStore> {
  const { directory } = options;
  let lock: Lock | undefined;
  try {
    await makeDirectory(directory);
    lock = await lockDirectory(directory);
    return await openLocked(options, lock);
  } catch (error) {
    await lock?.release();
    const failed = `The database directory ${directory} cannot be used`;
    throw explained(error, { failed, role: 'database', code: 'BAD_SETTINGS' });
  }
}

async function openLocked(options: JsonStoreOptions, lock: Lock): Promise<JsonStore> {
  const { directory, organisation, collections, migrations = [], log = () => {} } = options;
  const loaded = await loadDatabase({ directory, organisation, collections, migrations, log });
  const tables = createTables([...collections, ownerCollection], loaded.content);
  const { head } = loaded;
  let { owner } = loaded;
  const start = { sequence: loaded.sequence, bytesSinceCut: loaded.journalBytes, last: loaded.last };
  const journal = await openJournal(directory, head, start, lock);
  const mending = createMending({ directory, head, tables, journal, lock, log });
  const listeners = new Set<(commit: Commit) => void>();
  const committer = createCommitter({
    tables,
    journal,
    onCommit: (commit) => {
      for (const listener of listeners) tell(listener, commit, log);
    },
    onGroup: () => snapshots.consider(),
    canMend: () => mending.lost() !== undefined,
    tryAgain: mending.tryAgain,
    log,
  });
  const snapshots = createSnapshots({
    directory,
    head,
    tables,
    journal,
    committer,
    leastBytes: options.snapshotAfterBytes ?? 4 * 1024 * 1024,
    lastBytes: loaded.snapshot.bytes,
    log,
  });
  // Until there is another whole one, nothing could take the place of the snapshot that was read.
  if (loaded.damaged.length > 0) await snapshots.take();
  if (organisation !== undefined) await belongTo(organisation);

  let closing: Promise<void> | undefined;
  function requireOpen(): void {
    if (closing !== undefined) throw new DeskError('NOT_SAVED', 'The database is closed.');
  }

  async function belongTo(name: string): Promise<void> {
    if (owner === name) return;
    await committer.transact(async (tx) => {
      const known = owner ?? (await tx.get(ownerCollection, 'organisation'))?.name;
      requireOwner(directory, known, name);
      if (known === undefined) await tx.put(ownerCollection, { id: 'organisation', name });
    });
    owner = name;
  }

  const inMemory = createReader(tables, requireOpen);
  /** Answers at once when memory holds only what is durable, else in its turn. */
  const read = <R>(ask: (reader: Reader) => Promise<R>): Promise<R> =>
    committer.idle() || closing !== undefined ? ask(inMemory) : committer.transact(ask);

  async function close(): Promise<void> {
    await committer.quietly(async () => {});
    await snapshots.settled();
    // Whatever stands in its way it has logged.
    if (mending.lost() !== undefined) await committer.quietly(mending.tryAgain).catch(() => {});
    if (mending.lost() === undefined && journal.bytesSinceCut > 0) {
      await snapshots.take().catch((error: Error) => {
        log(
          `No snapshot could be written at the end; the journals hold everything: ${error.message}`,
          'error',
        );
      });
    }
    // What was refused must not be there at the next start.
    await journal.settle().catch(() => {});
    await journal.close();
    await lock.release();
  }

  return {
    get organisation() {
      return owner;
    },
    async belongTo(name) {
      requireOpen();
      await belongTo(name);
    },
    get: (collection, id) => read((reader) => reader.get(collection, id)),
    find: (collection, index, key) => read((reader) => reader.find(collection, index, key)),
    range: (collection, index, range) => read((reader) => reader.range(collection, index, range)),
    all: (collection) => read((reader) => reader.all(collection)),
    async transact(fn) {
      requireOpen();
      return committer.transact(fn);
    },
    changes(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    health() {
      if (closing !== undefined) return { writable: false, reason: 'The database is closed.' };
      // Where nobody saves, nobody would notice otherwise.
      const lost = committer.trouble === undefined ? mending.lost() : undefined;
      if (lost !== undefined) committer.doubt(lost);
      const { mended } = mending;
      if (committer.trouble === undefined)
        return { writable: true, ...(mended === undefined ? {} : { reason: mended }) };
      const reason = `Nothing can be saved in ${directory}: ${committer.trouble}`;
      committer.probe();
      return { writable: false, reason };
    },
    async backup(target) {
      requireOpen();
      const cut = () =>
        committer.quietly(async () => ({ sequence: journal.sequence, collections: tables.cut() }));
      await backUp({ directory, head }, target, cut);
    },
    async snapshot() {
      requireOpen();
      await snapshots.take().catch((error: Error) => {
        throw new DeskError('NOT_SAVED', `No snapshot could be written: ${error.message}`, { cause: error });
      });
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function tell(listener: (commit: Commit) => void, commit: Commit, log: StoreLog): void {
  try {
    listener(commit);
  } catch (error) {
    // The commit is durable and the other listeners still have to hear of it.
    log(`A listener to changes failed: ${(error as Error).message}`, 'error');
  }
}
