import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { commandLine } from '../../command-line.ts';
import { DeskError } from '../../errors.ts';
import type { Stored } from '../store.ts';
import { type DatabaseFiles, journalName, linesOf, snapshotName } from './files.ts';
import { type Head, type JournalChange, lineToGroup, lineToJournalHead } from './journal-line.ts';
import { createSnapshotAdapter, DamagedSnapshot, type Snapshot } from './snapshot-file.ts';
import type { Content } from './tables.ts';

/** What the files of a database say. */
export interface Recovered {
  readonly head: Head;
  readonly content: Content;
  /** Of the last commit. */
  readonly sequence: number;
  readonly snapshot: { readonly sequence: number; readonly bytes: number };
  /** Of all journals behind the snapshot, in bytes. */
  readonly journalBytes: number;
  /** The last journal, and the byte up to which it is whole. */
  readonly last: { readonly after: number; readonly end: number };
  /** Snapshots that were passed over because they are damaged. */
  readonly damaged: readonly number[];
}

/**
 * Reads the newest snapshot that is whole and the journals behind it. An unfinished last line of the last journal was
 * never confirmed and does not count.
 *
 * @throws DeskError STORE_BROKEN saying what is damaged and where; nothing is changed
 */
export async function recover(directory: string, files: DatabaseFiles): Promise<Recovered> {
  const damaged: number[] = [];
  let firstDamage: DeskError | undefined;
  for (const sequence of files.snapshots.toReversed()) {
    try {
      const snapshot = await loadSnapshot(directory, sequence);
      return { ...replay(directory, snapshot, files.journals), damaged };
    } catch (error) {
      if (!(error instanceof DamagedSnapshot)) throw firstDamage ?? error;
      firstDamage ??= broken(
        directory,
        `${snapshotName(sequence)} is damaged at line ${error.line}: ${error.message}`,
      );
      damaged.push(sequence);
    }
  }
  throw firstDamage ?? broken(directory, 'it has journals but no snapshot that they could follow');
}

async function loadSnapshot(directory: string, sequence: number): Promise<Snapshot> {
  const nothing: Snapshot = {
    head: { version: 1, organisation: undefined, database: '' },
    sequence: -1,
    collections: new Map(),
  };
  const low = new Low(createSnapshotAdapter(join(directory, snapshotName(sequence))), nothing);
  await low.read();
  if (low.data.sequence !== sequence) {
    throw new DamagedSnapshot(2, `it says that it ends at ${low.data.sequence}, unlike its name`);
  }
  return low.data;
}

function replay(
  directory: string,
  { head, sequence: start, collections }: Snapshot,
  journals: readonly number[],
): Omit<Recovered, 'damaged'> {
  const content: Content = new Map();
  for (const [name, records] of collections) {
    content.set(name, new Map(records.map((record) => [record.id, record])));
  }
  const chain = journals.filter((after) => after >= start);
  if (chain[0] !== start) throw broken(directory, `${journalName(start)} is missing`);

  let sequence = start;
  let journalBytes = 0;
  let end = 0;
  for (const [place, after] of chain.entries()) {
    if (sequence !== after) {
      throw broken(directory, `commits ${sequence + 1} to ${after} are missing before ${journalName(after)}`);
    }
    // What a journal holds beyond the start of the next one was refused and never confirmed.
    const until = chain[place + 1];
    const read = readJournal(directory, head, after, until, content);
    ({ sequence, end } = read);
    journalBytes += end - read.headBytes;
  }
  return {
    head,
    content,
    sequence,
    snapshot: { sequence: start, bytes: statSync(join(directory, snapshotName(start))).size },
    journalBytes,
    last: { after: chain.at(-1) as number, end },
  };
}

function readJournal(
  directory: string,
  head: Head,
  after: number,
  until: number | undefined,
  content: Content,
): { readonly sequence: number; readonly headBytes: number; readonly end: number } {
  let sequence = after;
  let headBytes = 0;
  let end = 0;
  let unfinished: DeskError | undefined;
  for (const line of linesOf(join(directory, journalName(after)))) {
    // Only the last line may be unfinished: something follows it, so it is damaged.
    if (unfinished !== undefined) throw unfinished;
    const where = `${journalName(after)}, line ${line.number} (at byte ${line.at}),`;
    if (line.number === 1) {
      const found = line.ended ? lineToJournalHead(line.bytes) : undefined;
      if (found === undefined || found.after !== after) throw broken(directory, `${where} is damaged`);
      if (found.database !== head.database || found.version !== head.version) {
        throw broken(directory, `${where} belongs to another database or version than the snapshot`);
      }
      headBytes = line.bytes.length + 1;
      end = headBytes;
      continue;
    }
    if (sequence === until) break;
    const group = line.ended ? lineToGroup(line.bytes) : undefined;
    if (group === undefined) {
      const damage = broken(directory, `${where} is damaged`);
      if (until !== undefined || !couldBeUnfinished(line.bytes, line.ended)) throw damage;
      unfinished = damage;
      continue;
    }
    if (group.n !== sequence + 1 || group.transactions.length !== group.k) {
      throw broken(directory, `${where} holds commit ${group.n} where ${sequence + 1} should be`);
    }
    for (const change of group.transactions.flat()) apply(content, change);
    sequence += group.k;
    end = line.at + line.bytes.length + 1;
  }
  if (end === 0) throw broken(directory, `${journalName(after)} is empty`);
  return { sequence, headBytes, end };
}

/**
 * A line that was being written as the power went lacks its end, or holds zeros where a block had not reached the disk.
 * A line that is complete otherwise was damaged later and may have been confirmed.
 */
function couldBeUnfinished(bytes: Buffer, ended: boolean): boolean {
  return !ended || bytes.includes(0);
}

/** Applies one change of a journal. */
export function apply(content: Content, [collection, change]: JournalChange): void {
  let records = content.get(collection);
  if (records === undefined) {
    records = new Map<string, Stored>();
    content.set(collection, records);
  }
  if (typeof change === 'string') records.delete(change);
  else records.set(change.id, change);
}

/** The error that stops the start. */
export function broken(directory: string, what: string): DeskError {
  return new DeskError(
    'STORE_BROKEN',
    `The database in ${directory} cannot be opened: ${what}. Nothing was changed. Restore a backup, or let ` +
      `"${commandLine('repair')}" save what can be read into a new database.`,
  );
}
