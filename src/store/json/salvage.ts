import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Stored } from '../store.ts';
import { type DatabaseFiles, journalName, type Line, linesOf, snapshotName } from './files.ts';
import { type Head, lineToGroup, lineToJournalHead } from './journal-line.ts';
import { apply } from './recovery.ts';
import { parseSnapshotLine, type SnapshotLine } from './snapshot-file.ts';
import type { Content } from './tables.ts';

/** What could be read of a damaged database, and sentences about what could not. */
export interface Salvage {
  readonly content: Content;
  readonly losses: string[];
  head: Head | undefined;
  /** Of the last commit that was found. */
  sequence: number;
}

/**
 * Reads everything that makes sense, oldest first, so that later states of a record replace earlier ones; a snapshot
 * that is whole replaces all before it. A record of a damaged snapshot is taken as it stands, because only the file as
 * a whole has a checksum.
 */
export function readPieces(directory: string, { snapshots, journals }: DatabaseFiles): Salvage {
  const salvage: Salvage = { content: new Map(), losses: [], head: undefined, sequence: 0 };
  const pieces = [
    ...snapshots.map((sequence) => ({
      sequence,
      read: () => readSnapshotPieces(directory, sequence, salvage),
    })),
    ...journals.map((after, place) => ({
      sequence: after,
      read: () => readJournalPieces(directory, after, journals[place + 1], salvage),
    })),
  ];
  // A snapshot goes before the journal that follows it: sorting keeps the order of equals.
  for (const piece of pieces.sort((a, b) => a.sequence - b.sequence)) piece.read();
  const newest = snapshots.at(-1);
  if (newest !== undefined && !journals.includes(newest)) {
    salvage.losses.push(`${journalName(newest)} is missing, with whatever was saved after commit ${newest}.`);
  }
  return salvage;
}

function readSnapshotPieces(directory: string, sequence: number, salvage: Salvage): void {
  const name = snapshotName(sequence);
  const losses: string[] = [];
  const content: Content = new Map();
  let records: Map<string, Stored> | undefined;
  let head: Head | undefined;
  let crc = 0;
  let whole = false;
  let betweenCollections = true;
  for (const line of linesOf(join(directory, name))) {
    const parsed = parseOrUndefined(line);
    if (parsed === undefined) {
      losses.push(`${name}, line ${line.number}, cannot be read.`);
      // It may have been the name of the next collection: rather lose its records than put them in a wrong one.
      if (betweenCollections) records = undefined;
    } else if (parsed.what === 'head') {
      head = parsed.head;
    } else if (parsed.what === 'collection') {
      records = new Map();
      content.set(parsed.name, records);
      betweenCollections = false;
    } else if (parsed.what === 'record') {
      if (records === undefined) losses.push(`${name}, line ${line.number}: its collection is not known.`);
      records?.set(parsed.record.id, parsed.record);
    } else if (parsed.what === 'checksum') {
      whole = parsed.checksum === crc && head !== undefined;
    } else {
      betweenCollections = true;
    }
    crc = crc32('\n', crc32(line.bytes, crc));
  }
  salvage.head = head ?? salvage.head;
  salvage.sequence = Math.max(salvage.sequence, sequence);
  if (whole) {
    salvage.content.clear();
    salvage.losses.length = 0;
  } else {
    salvage.losses.push(`${name} is damaged or incomplete; its records were taken as they stand.`, ...losses);
  }
  for (const [collection, found] of content) {
    for (const record of found.values()) apply(salvage.content, [collection, record]);
  }
}

function readJournalPieces(
  directory: string,
  after: number,
  until: number | undefined,
  salvage: Salvage,
): void {
  const name = journalName(after);
  if (after > salvage.sequence) {
    salvage.losses.push(`Commits ${salvage.sequence + 1} to ${after} are missing before ${name}.`);
    salvage.sequence = after;
  }
  let empty = true;
  for (const line of linesOf(join(directory, name))) {
    empty = false;
    if (line.number === 1) {
      const head = lineToJournalHead(line.bytes);
      salvage.head ??= head;
      if (head === undefined) salvage.losses.push(`${name}, line 1, cannot be read.`);
      continue;
    }
    // What lies beyond the start of the next journal was refused, and an unfinished end never confirmed.
    if (salvage.sequence === until) return;
    const group = line.ended ? lineToGroup(line.bytes) : undefined;
    if (group === undefined) {
      if (line.ended)
        salvage.losses.push(`${name}, line ${line.number} (at byte ${line.at}), cannot be read.`);
      continue;
    }
    if (group.n > salvage.sequence + 1) {
      salvage.losses.push(`Commits ${salvage.sequence + 1} to ${group.n - 1} are lost.`);
    }
    for (const change of group.transactions.flat()) apply(salvage.content, change);
    salvage.sequence = group.n + group.k - 1;
  }
  if (empty) salvage.losses.push(`${name} is empty.`);
}

function parseOrUndefined(line: Line): SnapshotLine | undefined {
  try {
    return parseSnapshotLine(line.bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
