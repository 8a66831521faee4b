import { createReadStream, existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Adapter } from 'lowdb';
import type { Stored } from '../store.ts';
import { type Line, linesOf, syncDirectory } from './files.ts';
import { writeAll } from './journal.ts';
import type { Head } from './journal-line.ts';
import type { Cut } from './tables.ts';

/** Everything at one moment. */
export interface Snapshot {
  readonly head: Head;
  /** The last sequence that it holds. */
  readonly sequence: number;
  readonly collections: Cut;
}

/** How long making text may hold the event loop before others get their turn. */
const SLICE_MS = 4;
const WRITE_BYTES = 256 * 1024;
/** Smaller portions keep a commit's sync from waiting long behind ours. */
const SYNC_BYTES = 8 * 1024 * 1024;

/**
 * Reads and writes one snapshot file for lowdb: one JSON document that people can read too, a record a line, with a
 * checksum at its end. Writing goes on beside other work, takes the name only when all is on disk, and reads it back.
 * Reading gives null when there is no file.
 */
export function createSnapshotAdapter(path: string): Adapter<Snapshot> {
  return {
    read: async () => readSnapshot(path),
    write: async (snapshot) => {
      const temporary = `${path}.tmp`;
      try {
        await writeInSlices(temporary, snapshot);
        await rename(temporary, path);
        await syncDirectory(dirname(path));
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => {});
        throw error;
      }
      if (!(await isWhole(path))) throw new Error(`${path} does not read back as it was written.`);
    },
  };
}

/** The document, line by line, all but its end. */
function* linesOfSnapshot({ head, sequence, collections }: Snapshot): Generator<string> {
  const { version, organisation, database } = head;
  yield '{\n';
  yield `"deskbell": ${JSON.stringify({ version, organisation, database, sequence })},\n`;
  yield '"collections": {\n';
  let last = collections.size;
  for (const [name, records] of collections) {
    last -= 1;
    yield `${JSON.stringify(name)}: [\n`;
    for (let at = 0; at < records.length; at += 1) {
      yield `${JSON.stringify(records[at])}${at === records.length - 1 ? '' : ','}\n`;
    }
    yield last === 0 ? ']\n' : '],\n';
  }
  yield '},\n';
}

async function writeInSlices(path: string, snapshot: Snapshot): Promise<void> {
  const handle = await open(path, 'w', 0o600);
  try {
    const out = createSlicedOutput(handle);
    let sliceEnds = performance.now() + SLICE_MS;
    for (const line of linesOfSnapshot(snapshot)) {
      if (out.add(line) || performance.now() > sliceEnds) {
        await out.flush();
        sliceEnds = performance.now() + SLICE_MS;
      }
    }
    await out.flush();
    out.add(checksumLine(out.checksum()));
    out.add('}\n');
    await out.flush();
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function createSlicedOutput(handle: FileHandle) {
  let gathered: string[] = [];
  let length = 0;
  let position = 0;
  let unsynced = 0;
  let crc = 0;
  return {
    /** Says whether enough is gathered for a write. */
    add(line: string): boolean {
      gathered.push(line);
      length += line.length;
      return length >= WRITE_BYTES;
    },
    async flush(): Promise<void> {
      const bytes = Buffer.from(gathered.join(''));
      gathered = [];
      length = 0;
      crc = crc32(bytes, crc);
      await writeAll(handle, bytes, position);
      position += bytes.length;
      unsynced += bytes.length;
      if (unsynced < SYNC_BYTES) return;
      unsynced = 0;
      await handle.datasync();
    },
    /** Of all that was flushed. */
    checksum: () => crc,
  };
}

function checksumLine(checksum: number): string {
  return `"checksum": ${checksum}\n`;
}

/** The longest end that a document can have: its checksum and the closing brace. */
const LONGEST_END = checksumLine(0xffffffff).length + '}\n'.length;

/** Compares the checksum with what the file holds, in small pieces and without understanding it. */
async function isWhole(path: string): Promise<boolean> {
  let crc = 0;
  let tail: Buffer = Buffer.alloc(0);
  for await (const piece of createReadStream(path, { highWaterMark: WRITE_BYTES })) {
    const bytes = Buffer.concat([tail, piece as Buffer]);
    const known = Math.max(0, bytes.length - LONGEST_END);
    crc = crc32(bytes.subarray(0, known), crc);
    tail = Buffer.from(bytes.subarray(known));
  }
  const end = tail.lastIndexOf('"checksum"');
  if (end < 0) return false;
  crc = crc32(tail.subarray(0, end), crc);
  return tail.toString('utf8', end) === `${checksumLine(crc)}}\n`;
}

/** A snapshot that cannot be read as a whole, and where. */
export class DamagedSnapshot extends Error {
  override readonly name = 'DamagedSnapshot';
  /** Counted from 1. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** What a line of the document says. */
export type SnapshotLine =
  | { readonly what: 'head'; readonly head: Head; readonly sequence: number }
  | { readonly what: 'collection'; readonly name: string }
  | { readonly what: 'record'; readonly record: Stored }
  | { readonly what: 'checksum'; readonly checksum: number }
  | { readonly what: 'frame' };

const RECORD = '{"id":';
const FRAME = new Set(['{', '}', ']', '],', '},', '"collections": {']);

/** Reads one line of the document. @throws SyntaxError when it makes no sense */
export function parseSnapshotLine(line: string): SnapshotLine {
  if (line.startsWith(RECORD)) {
    return { what: 'record', record: JSON.parse(line.endsWith(',') ? line.slice(0, -1) : line) as Stored };
  }
  if (FRAME.has(line)) return { what: 'frame' };
  if (line.startsWith('"deskbell": ')) {
    const { sequence, ...head } = JSON.parse(line.slice('"deskbell": '.length, -1)) as Head & {
      sequence: number;
    };
    return { what: 'head', head, sequence };
  }
  if (line.startsWith('"checksum": ')) {
    return { what: 'checksum', checksum: Number(line.slice('"checksum": '.length)) };
  }
  if (line.endsWith('": [')) return { what: 'collection', name: JSON.parse(line.slice(0, -3)) as string };
  throw new SyntaxError('is not a line of a snapshot');
}

const LINE_FEED = Buffer.from('\n');

/** @throws DamagedSnapshot, or the file system's error */
function readSnapshot(path: string): Snapshot | null {
  if (!existsSync(path)) return null;
  const collections = new Map<string, Stored[]>();
  let records: Stored[] = [];
  let start: Omit<Snapshot, 'collections'> | undefined;
  let crc = 0;
  let number = 0;
  for (const line of linesOf(path)) {
    number = line.number;
    const parsed = parseOrThrow(line);
    if (parsed.what === 'record') {
      records.push(parsed.record);
    } else if (parsed.what === 'collection') {
      records = [];
      collections.set(parsed.name, records);
    } else if (parsed.what === 'head') {
      start = { head: parsed.head, sequence: parsed.sequence };
    } else if (parsed.what === 'checksum') {
      if (parsed.checksum !== crc || start === undefined) {
        throw new DamagedSnapshot(number, 'the checksum does not match the content');
      }
      return { ...start, collections };
    }
    crc = crc32(LINE_FEED, crc32(line.bytes, crc));
  }
  throw new DamagedSnapshot(number, 'it ends too early');
}

function parseOrThrow(line: Line): SnapshotLine {
  try {
    return parseSnapshotLine(line.bytes.toString('utf8'));
  } catch {
    throw new DamagedSnapshot(line.number, 'it cannot be read');
  }
}
