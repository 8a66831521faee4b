import { constants, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type FileIdentity,
  identityAt,
  journalName,
  listNow,
  sizeIfStillAt,
  syncDirectory,
} from './files.ts';
import { groupToLine, type Head, journalHeadToLine } from './journal-line.ts';
import type { Lock } from './lock.ts';

/** The file that commits are appended to. Calls never overlap: the committer sees to that. */
export interface Journal {
  /** The last sequence that is durable. */
  readonly sequence: number;
  /** How much was appended since the last snapshot's cut, in bytes. */
  readonly bytesSinceCut: number;
  /**
   * Appends one group as one line and makes it durable. When it rejects, nothing of the group is left in the file, or
   * the file is not used again. It also rejects when the file, or the lock, is no longer the one at its path: a sync
   * succeeds on a file that nobody will find any more.
   */
  append(transactions: readonly string[]): Promise<void>;
  /** Begins a new file behind what is durable; a snapshot of exactly that is taken next. */
  cut(): Promise<void>;
  /** Finds out whether a save could succeed now, by writing to the same disk. */
  probe(): Promise<void>;
  /** Says what somebody did to the journal or the lock; undefined while both are as this process left them. Blocks for some microseconds. */
  astray(): string | undefined;
  /**
   * Says why the next opening would not read this journal behind its snapshot; undefined when it would. Blocks.
   *
   * @throws Error when the directory cannot be read
   */
  superseded(): string | undefined;
  /** Takes out of the file what was refused, if that is still in it. */
  settle(): Promise<void>;
  /** From now on nobody looks whether the file is still the one at its path. */
  stopWatching(): void;
  /** Whether another process has written to the file. */
  overtaken(): boolean;
  /** Goes on with the empty journal that a rewritten database has for what is durable. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly identity: FileIdentity;
  /** The sequence that its name gives. */
  readonly after: number;
  /** The file is durable up to here; what lies behind was never confirmed. */
  end: number;
  /** Nothing of this process lies behind this byte. */
  written: number;
}

export interface JournalStart {
  readonly sequence: number;
  /** Bytes of the journals behind the snapshot. */
  readonly bytesSinceCut: number;
  /** The last journal, and the byte up to which it is whole. */
  readonly last: { readonly after: number; readonly end: number };
}

/**
 * Whether a write to the journal comes back only when it is on disk. One call instead of a write and a sync: the sync
 * would have to wait until the event loop, busy with the next group, asks for it. Elsewhere than on Linux such a write
 * may stop at the disk's own cache.
 */
const SYNCING_WRITES = process.platform === 'linux';
/**
 * Where Linux appends, it does so at the end that the file has by then: one that was cut short a moment ago comes out
 * too short, instead of having a hole and the right size.
 */
const APPENDING = constants.O_RDWR | (SYNCING_WRITES ? constants.O_DSYNC | constants.O_APPEND : 0);

/** Large enough not to fit into what a nearly full disk still has left in a block. */
const PROBE_BYTES = 64 * 1024;

/** Opens the last journal for appending, cut back to what is whole. */
export async function openJournal(
  directory: string,
  head: Head,
  start: JournalStart,
  lock: Pick<Lock, 'isHeld'>,
): Promise<Journal> {
  let { sequence, bytesSinceCut } = start;
  let file: OpenFile;
  /** A new file is taking its name: until that is over, nobody can say which one should be there. */
  let beginning = false;
  let watched = true;
  /** `tail`: something unconfirmed may lie behind the end. `file`: it must not be written to any more. */
  let spoiled: 'tail' | 'file' | undefined;

  async function begin(): Promise<void> {
    beginning = true;
    try {
      const old = file;
      // From here on the new name may exist after a crash, and then whatever the old file got later would not count.
      file = await createJournal(directory, head, sequence, () => {
        spoiled = 'file';
      });
      spoiled = undefined;
      await closeQuietly(old.handle);
    } finally {
      beginning = false;
    }
  }

  async function openAt(after: number, end: number): Promise<OpenFile> {
    const path = join(directory, journalName(after));
    const handle = await open(path, APPENDING);
    try {
      return { handle, identity: identityAt(path), after, end, written: end };
    } catch (error) {
      await closeQuietly(handle);
      throw error;
    }
  }

  function sizeAtPath(): number | undefined {
    return sizeIfStillAt(join(directory, journalName(file.after)), file.identity);
  }

  function astray(least = file.end): string | undefined {
    if (beginning || !watched) return undefined;
    const size = sizeAtPath();
    if (size === undefined || size < least || size > file.written) return changed(journalName(file.after));
    return lock.isHeld() ? undefined : changed('lock');
  }

  function changed(name: string): string {
    return `${join(directory, name)} is not as this desk left it: it was removed, replaced or cut short while the desk ran`;
  }

  function requirePlace(): void {
    const lost = astray();
    if (lost !== undefined) throw new Error(lost);
  }

  /** Cuts the file back to its durable end, or leaves it for a new one. Rejects when neither is possible. */
  async function mend(): Promise<void> {
    requirePlace();
    const cut = await cutBack(file);
    if (spoiled === 'tail' && cut) spoiled = undefined;
    else await begin();
  }

  file = await openAt(start.last.after, start.last.end);
  if (!(await cutBack(file))) await begin();

  return {
    get sequence() {
      return sequence;
    },
    get bytesSinceCut() {
      return bytesSinceCut;
    },
    async append(transactions) {
      requirePlace();
      if (spoiled !== undefined) await mend();
      const target = file;
      const line = groupToLine(sequence + 1, transactions);
      target.written = target.end + line.length;
      try {
        await writeAll(target.handle, line, target.end);
        if (!SYNCING_WRITES) await target.handle.datasync();
      } catch (error) {
        // A disk that is full took nothing. After any other failure nobody knows which pages it has, and that file is
        // never trusted again.
        spoiled = isNoSpace(error) ? 'tail' : 'file';
        // At once, so that a crash from here on finds as little as possible of what was refused.
        await mend().catch(() => {});
        throw error;
      }
      const lost = astray(target.written);
      if (lost !== undefined) {
        spoiled = 'tail';
        throw new Error(lost);
      }
      target.end += line.length;
      sequence += transactions.length;
      bytesSinceCut += line.length;
    },
    async cut() {
      requirePlace();
      if (spoiled !== undefined) await mend();
      await begin();
      bytesSinceCut = 0;
    },
    async probe() {
      const path = join(directory, `${journalName(sequence)}.tmp`);
      await closeQuietly(await createDurably(path, Buffer.alloc(PROBE_BYTES)));
      await rm(path, { force: true });
    },
    astray: () => astray(),
    superseded() {
      if (beginning || !watched || spoiled !== undefined) return undefined;
      const { snapshots, journals } = listNow(directory);
      const base = snapshots.at(-1);
      if (base === undefined) return changed('snapshot');
      if (!journals.includes(base)) return changed(journalName(base));
      if (Math.max(base, ...journals) <= file.after) return undefined;
      return `files of another copy of the database were put into ${directory} while the desk ran`;
    },
    async settle() {
      if (spoiled !== undefined) await mend();
    },
    stopWatching() {
      watched = false;
    },
    overtaken: () => (sizeAtPath() ?? 0) > file.written,
    async reopen() {
      const reopened = await openAt(sequence, journalHeadToLine({ ...head, after: sequence }).length);
      await closeQuietly(file.handle);
      file = reopened;
      spoiled = undefined;
      bytesSinceCut = 0;
    },
    async close() {
      await closeQuietly(file.handle);
    },
  };
}

/** Writes a journal that nothing has been appended to yet. */
export async function writeEmptyJournal(directory: string, head: Head, after: number): Promise<void> {
  const { handle } = await createJournal(directory, head, after, () => {});
  await handle.close();
}

/** @param naming called just before the file gets its name */
async function createJournal(
  directory: string,
  head: Head,
  after: number,
  naming: () => void,
): Promise<OpenFile> {
  const path = join(directory, journalName(after));
  const line = journalHeadToLine({ ...head, after });
  const handle = await createDurably(`${path}.tmp`, line);
  naming();
  try {
    await rename(`${path}.tmp`, path);
    await syncDirectory(directory);
    return { handle, identity: identityAt(path), after, end: line.length, written: line.length };
  } catch (error) {
    await closeQuietly(handle);
    throw error;
  }
}

async function createDurably(path: string, bytes: Buffer): Promise<FileHandle> {
  const handle = await open(path, APPENDING | constants.O_CREAT | constants.O_TRUNC, 0o600);
  try {
    await writeAll(handle, bytes, 0);
    await handle.sync();
    return handle;
  } catch (error) {
    await closeQuietly(handle);
    await rm(path, { force: true }).catch(() => {});
    throw error;
  }
}

function isNoSpace(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '');
}

async function cutBack(file: OpenFile): Promise<boolean> {
  try {
    await file.handle.truncate(file.end);
    await file.handle.datasync();
    return true;
  } catch {
    return false;
  }
}

/** Writes all of it: one call may write less than it was given, without an error. */
export async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const result = await handle.write(bytes, written, bytes.length - written, position + written);
    written += result.bytesWritten;
  }
}

/** Closing gives nothing back that was made durable before, so a failure changes nothing. */
async function closeQuietly(handle: FileHandle): Promise<void> {
  await handle.close().catch(() => {});
}
