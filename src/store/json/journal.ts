import { constants, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { journalName, syncDirectory } from './files.ts';
import { groupToLine, type Head, journalHeadToLine } from './journal-line.ts';

/** The file that commits are appended to. Calls never overlap: the committer sees to that. */
export interface Journal {
  /** The last sequence that is durable. */
  readonly sequence: number;
  /** How much was appended since the last snapshot's cut, in bytes. */
  readonly bytesSinceCut: number;
  /**
   * Appends one group as one line and makes it durable. When it rejects, nothing of the group is left in the file, or
   * the file is not used again.
   */
  append(transactions: readonly string[]): Promise<void>;
  /** Begins a new file behind what is durable; a snapshot of exactly that is taken next. */
  cut(): Promise<void>;
  /** Finds out whether a save could succeed now, by writing to the same disk. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

interface OpenFile {
  readonly handle: FileHandle;
  /** The file is durable up to here; what lies behind was never confirmed. */
  end: number;
}

export interface JournalStart {
  readonly sequence: number;
  /** Bytes of the journals behind the snapshot. */
  readonly bytesSinceCut: number;
  /** The last journal, and the byte up to which it is whole; undefined when there is none yet. */
  readonly last: { readonly after: number; readonly end: number } | undefined;
}

/**
 * Whether a write to the journal comes back only when it is on disk. One call instead of a write and a sync: the sync
 * would have to wait until the event loop, busy with the next group, asks for it. Elsewhere than on Linux such a write
 * may stop at the disk's own cache.
 */
const SYNCING_WRITES = process.platform === 'linux';
const APPENDING = constants.O_RDWR | (SYNCING_WRITES ? constants.O_DSYNC : 0);

/** Large enough not to fit into what a nearly full disk still has left in a block. */
const PROBE_BYTES = 64 * 1024;

/** Opens the last journal for appending, cut back to what is whole, or begins the first one. */
export async function openJournal(directory: string, head: Head, start: JournalStart): Promise<Journal> {
  let { sequence, bytesSinceCut } = start;
  let file: OpenFile | undefined;
  /** `tail`: something unconfirmed may lie behind the end. `file`: it must not be written to any more. */
  let spoiled: 'tail' | 'file' | undefined;

  async function begin(): Promise<void> {
    const path = join(directory, journalName(sequence));
    const line = journalHeadToLine({ ...head, after: sequence });
    const handle = await createDurably(`${path}.tmp`, line);
    // From here on the new name may exist after a crash, and then whatever the old file got later would not count.
    spoiled = 'file';
    try {
      await rename(`${path}.tmp`, path);
      await syncDirectory(directory);
    } catch (error) {
      await closeQuietly(handle);
      throw error;
    }
    await closeQuietly(file?.handle);
    file = { handle, end: line.length };
    spoiled = undefined;
  }

  /** Cuts the file back to its durable end, or leaves it for a new one. Rejects when neither is possible. */
  async function mend(): Promise<void> {
    const cut = file === undefined ? false : await cutBack(file);
    if (spoiled === 'tail' && cut) spoiled = undefined;
    else await begin();
  }

  if (start.last === undefined) {
    await begin();
  } else {
    const path = join(directory, journalName(start.last.after));
    file = { handle: await open(path, APPENDING), end: start.last.end };
    if (!(await cutBack(file))) await begin();
  }

  return {
    get sequence() {
      return sequence;
    },
    get bytesSinceCut() {
      return bytesSinceCut;
    },
    async append(transactions) {
      if (spoiled !== undefined) await mend();
      const target = file as OpenFile;
      const line = groupToLine(sequence + 1, transactions);
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
      target.end += line.length;
      sequence += transactions.length;
      bytesSinceCut += line.length;
    },
    async cut() {
      if (spoiled !== undefined) await mend();
      await begin();
      bytesSinceCut = 0;
    },
    async probe() {
      const path = join(directory, `${journalName(sequence)}.tmp`);
      await closeQuietly(await createDurably(path, Buffer.alloc(PROBE_BYTES)));
      await rm(path, { force: true });
    },
    async close() {
      await closeQuietly(file?.handle);
    },
  };
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
async function closeQuietly(handle: FileHandle | undefined): Promise<void> {
  await handle?.close().catch(() => {});
}
