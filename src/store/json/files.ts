import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { mkdir, open, readdir, realpath, rm, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** A snapshot holds everything up to and including this sequence. */
export function snapshotName(sequence: number): string {
  return `snapshot-${padded(sequence)}.json`;
}

/** A journal holds the commits that follow this sequence. */
export function journalName(after: number): string {
  return `journal-${padded(after)}.jsonl`;
}

/** What lies in a database directory; the numbers ascend. */
export interface DatabaseFiles {
  readonly snapshots: readonly number[];
  readonly journals: readonly number[];
  /** Files that a run which was cut off left half written. */
  readonly unfinished: readonly string[];
}

export async function listDatabase(directory: string): Promise<DatabaseFiles> {
  return sortNames(await readdir(directory));
}

/** The highest number of a snapshot or journal: the next opening begins with those; -1 when there is none. Blocks. */
export function newestNumber(directory: string): number {
  const { snapshots, journals } = listNow(directory);
  return Math.max(-1, ...snapshots, ...journals);
}

/** The same as `listDatabase`, at once. Blocks. */
export function listNow(directory: string): DatabaseFiles {
  return sortNames(readdirSync(directory));
}

function sortNames(names: readonly string[]): DatabaseFiles {
  const numbers = (pattern: RegExp) =>
    names
      .flatMap((name) => pattern.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  return {
    snapshots: numbers(/^snapshot-(\d+)\.json$/),
    journals: numbers(/^journal-(\d+)\.jsonl$/),
    unfinished: names.filter((name) => /^(snapshot|journal)-\d+\.jsonl?\.tmp$/.test(name)),
  };
}

/** The names of the files that make up the database, without the lock and without what is unfinished. */
export function databaseFileNames(files: DatabaseFiles): readonly string[] {
  return [...files.snapshots.map(snapshotName), ...files.journals.map(journalName)];
}

/** Tells an open file from every other one: while it is open, no other gets its numbers. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** Of the file that was just opened at this path: asked in the way in which it will be compared. */
export function identityAt(path: string): FileIdentity {
  const { dev, ino } = statSync(path, { bigint: true });
  return { dev, ino };
}

/** Which volume a directory is on, or would be made on. Blocks. */
export function volumeOf(directory: string): bigint {
  for (let at = resolve(directory); ; at = dirname(at)) {
    const found = statSync(at, { bigint: true, throwIfNoEntry: false });
    if (found !== undefined) return found.dev;
  }
}

/**
 * The size in bytes of the file at a path; undefined when none can be seen there, or another one. It blocks for two
 * microseconds; asking without blocking takes ten times as long, and every save would wait for it.
 */
export function sizeIfStillAt(path: string, { dev, ino }: FileIdentity): number | undefined {
  try {
    const found = statSync(path, { bigint: true });
    return found.dev === dev && found.ino === ino ? Number(found.size) : undefined;
  } catch {
    return undefined;
  }
}

/** Makes renames, creations and removals in a directory durable. Windows has no such call and needs none. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a directory, with those above it, such that a power cut does not take it away again. */
export async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(directory)).isDirectory()) return;
    const above = dirname(resolve(directory));
    // Node's own way of making those above never ends where one exists and takes no new ones, such as /proc.
    if (code !== 'ENOENT' || (await exists(above))) throw error;
    await makeDirectory(above);
    return makeDirectory(directory);
  }
  await syncDirectory(dirname(resolve(directory)));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The directory and those above it, as far as they are not there; the uppermost first. */
export function missingOf(directory: string): readonly string[] {
  const at = resolve(directory);
  return existsSync(at) ? [] : [...missingOf(dirname(at)), at];
}

/** Whether a directory, or the place where it would be made, lies in another one or is it. Links are followed. */
export async function liesWithin(directory: string, other: string): Promise<boolean> {
  const [uppermost] = missingOf(directory);
  const there = await realpath(uppermost === undefined ? directory : dirname(uppermost));
  const way = relative(await realpath(other).catch(() => resolve(other)), there);
  return !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

/** Makes a directory for a copy of a database; gives false when something is in it already. */
export async function claimEmptyDirectory(directory: string): Promise<boolean> {
  await makeDirectory(directory);
  return (await readdir(directory)).length === 0;
}

export async function removeFiles(directory: string, names: readonly string[]): Promise<void> {
  for (const name of names) await rm(join(directory, name), { force: true });
}

/** One line of a file, without its line feed. */
export interface Line {
  readonly bytes: Buffer;
  /** Where it begins in the file, in bytes. */
  readonly at: number;
  /** Counted from 1. */
  readonly number: number;
  /** False when the file ends before a line feed. */
  readonly ended: boolean;
}

const CHUNK_BYTES = 4 * 1024 * 1024;
const LINE_FEED = 10;

/**
 * Reads a file line by line, so that no size limit of a string applies to the whole. It blocks: only opening and
 * repairing use it, when nothing else is going on. A line is valid until the next one is asked for.
 */
export function* linesOf(path: string): Generator<Line> {
  const fd = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let rest: Buffer = Buffer.alloc(0);
    let at = 0;
    let number = 0;
    for (;;) {
      const size = readSync(fd, chunk, 0, CHUNK_BYTES, null);
      if (size === 0) break;
      const bytes =
        rest.length === 0 ? chunk.subarray(0, size) : Buffer.concat([rest, chunk.subarray(0, size)]);
      let start = 0;
      for (;;) {
        // What was left over holds no line feed, so a long line is not searched again and again.
        const end = bytes.indexOf(LINE_FEED, Math.max(start, start === 0 ? rest.length : 0));
        if (end < 0) break;
        number += 1;
        yield { bytes: bytes.subarray(start, end), at, number, ended: true };
        at += end + 1 - start;
        start = end + 1;
      }
      rest = Buffer.from(bytes.subarray(start));
    }
    if (rest.length > 0) yield { bytes: rest, at, number: number + 1, ended: false };
  } finally {
    closeSync(fd);
  }
}

function padded(sequence: number): string {
  return String(sequence).padStart(12, '0');
}
