import { lchown, lstat, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { missingOf } from './files.ts';

/** Whose a file is, in the system's own numbers. */
export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whose the files in a directory have to be so that its desk can use them: its owner's, or while it is not there, that
 * of the nearest one above. Undefined unless this is root: nobody else may give files away, or needs to.
 */
export async function ownerOfFilesIn(directory: string): Promise<FileOwner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = await stat(dirname(missingOf(directory)[0] ?? join(directory, 'file')));
  return { uid, gid };
}

/** Gives files and directories to an owner; does nothing without one. Links are given themselves, not what they name. */
export async function giveTo(owner: FileOwner | undefined, paths: readonly string[]): Promise<void> {
  if (owner === undefined) return;
  for (const path of paths) {
    const found = await lstat(path);
    // Under its other name it may be a file that is nobody's to have.
    if (!found.isDirectory() && found.nlink > 1) continue;
    await lchown(path, owner.uid, owner.gid);
  }
}

/** Gives what lies in a directory, and that itself. */
export async function giveWhole(owner: FileOwner | undefined, directory: string): Promise<void> {
  const names = await readdir(directory);
  await giveTo(owner, [directory, ...names.map((name) => join(directory, name))]);
}
