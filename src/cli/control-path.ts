import { createHash } from 'node:crypto';
import { lstat, mkdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { DeskError } from '../errors.ts';

/** A socket's address holds 104 bytes on some systems, with a closing zero and the end that it has while it is opened. */
const longestPath = 96;

/**
 * Where the desk of this database listens for its own administrator: in the database's folder, or where that path is
 * too long for a socket, in a folder of this user's in the system's temporary one. On Windows a named pipe.
 *
 * @throws DeskError BAD_SETTINGS when somebody else owns the temporary folder.
 */
export async function controlPath(databaseDirectory: string): Promise<string> {
  const directory = resolve(databaseDirectory);
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\deskbell-${name}`;
  const path = join(directory, 'control.sock');
  if (Buffer.byteLength(path) <= longestPath) return path;
  return join(await ownTemporaryFolder(), `${name}.sock`);
}

/** Anybody may create names in the temporary folder, so ours must be proven to be this user's alone. */
async function ownTemporaryFolder(): Promise<string> {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `deskbell-${uid}`);
  await mkdir(folder, { mode: 0o700, recursive: true });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new DeskError(
      'BAD_SETTINGS',
      `${folder} is open to others. Remove it, or set DESKBELL_DB to a shorter path.`,
    );
  }
  return folder;
}
