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
  /** How many commits, or records of a snapshot, may be lost at the most; infinite where nobody can tell. */
  lost: number;
}

/** No commit takes fewer bytes. */
const leastBytes = 50;

/**
 * Reads everything that makes sense, oldest first, so that later states of a record replace earlier ones; a snapshot
 * that is whole replaces all before it. A record of a damaged snapshot is taken as it stands, because only the file as
 * a whole has a checksum.
 */
export function readPieces(directory: string, { snapshots, journals }: DatabaseFiles): Salvage {
  const salvage: Salvage = { content: new Map(), losses: [], head: undefined, sequence: 0, lost: 0 };
  const pieces = [
    ...snapshots.map((sequence) => ({
      sequence,
      read: () => readSnapshotPieces(directory, sequence, salvage),
    })),
    ...journals.map((after, place) => ({
      sequence: after,
      read: () => readJournalPieces(directory, { after, until: journals[place + 1], snapshots }, salvage),
    })),
  ];
  // A snapshot goes before the journal that follows it: sorting keeps the order of equals.
  for (const piece of pieces.sort((a, b) => a.sequence - b.sequence)) piece.read();
  const newest = snapshots.at(-1);
  if (newest !== undefined && !journals.includes(newest)) {
    salvage.losses.push(
      `${journalName(newest)} is missing. Lost: whatever was saved after commit ${newest}.`,
    );
    if (journals.every((after) => after < newest)) salvage.lost = Number.POSITIVE_INFINITY;
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
  let ended = false;
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
      ended = true;
      whole = parsed.checksum === crc && head !== undefined;
    } else {
      betweenCollections = true;
    }
    crc = crc32('\n', crc32(line.bytes, crc));
  }
  salvage.head = head ?? salvage.head;
  if (whole) {
    salvage.content.clear();
    salvage.losses.length = 0;
    salvage.lost = 0;
  } else {
    const isCutOff = !ended && salvage.sequence < sequence;
    salvage.lost += isCutOff ? Number.POSITIVE_INFINITY : losses.length;
    salvage.losses.push(`${name} is damaged or incomplete; its records were taken as they stand.`, ...losses);
  }
  for (const [collection, found] of content) {
    for (const record of found.values()) apply(salvage.content, [collection, record]);
  }
  salvage.sequence = Math.max(salvage.sequence, sequence);
}

interface JournalPlace {
  readonly after: number;
  /** Where the next journal begins; undefined for the newest. */
  readonly until: number | undefined;
  /** All that are there, ascending. */
  readonly snapshots: readonly number[];
}

function readJournalPieces(directory: string, place: JournalPlace, salvage: Salvage): void {
  const { after, until, snapshots } = place;
  const name = journalName(after);
  if (after > salvage.sequence) {
    const missing = commits(salvage.sequence + 1, after);
    salvage.losses.push(loss(`${missing}, before ${name}`, after, snapshots));
    salvage.lost += after - salvage.sequence;
    salvage.sequence = after;
  }
  let empty = true;
  /** Behind the last line that could be read. */
  let unreadBytes = 0;
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
      if (!line.ended) continue;
      salvage.losses.push(`${name}, line ${line.number} (at byte ${line.at}), cannot be read.`);
      unreadBytes += line.bytes.length + 1;
      continue;
    }
    if (group.n > salvage.sequence + 1) {
      const missing = commits(salvage.sequence + 1, group.n - 1);
      salvage.losses.push(loss(`${missing}, in ${name}`, group.n - 1, snapshots));
      salvage.lost += group.n - 1 - salvage.sequence;
    }
    for (const change of group.transactions.flat()) apply(salvage.content, change);
    salvage.sequence = group.n + group.k - 1;
    unreadBytes = 0;
  }
  if (empty) salvage.losses.push(`${name} is empty.`);
  if (until === undefined) {
    if (unreadBytes === 0 && !empty) return;
    const rest = `whatever was saved after commit ${salvage.sequence}`;
    salvage.losses.push(loss(rest, salvage.sequence + 1, snapshots));
    salvage.lost += empty ? Number.POSITIVE_INFINITY : Math.ceil(unreadBytes / leastBytes);
  } else if (salvage.sequence < until) {
    const missing = commits(salvage.sequence + 1, until);
    salvage.losses.push(loss(`${missing}, before ${journalName(until)}`, until, snapshots));
    salvage.lost += until - salvage.sequence;
    salvage.sequence = until;
  }
}

function commits(from: number, to: number): string {
  return from === to ? `commit ${from}` : `commits ${from} to ${to}`;
}

/**
 * A sentence about what no journal gives any more. A later snapshot would hold it, and what can be read of that is
 * taken; one that is whole clears this sentence.
 *
 * @param until the last commit that it is about
 */
function loss(what: string, until: number, snapshots: readonly number[]): string {
  const later = snapshots.find((sequence) => sequence >= until);
  if (later === undefined) return `Lost: ${what}.`;
  return `May be lost: ${what}. Only what can be read of it in ${snapshotName(later)} is there.`;
}

function parseOrUndefined(line: Line): SnapshotLine | undefined {
  try {
    return parseSnapshotLine(line.bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
