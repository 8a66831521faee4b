import { userInfo } from 'node:os';
import { DeskError, type ErrorCode, messageOf } from '../../errors.ts';

/** What a command does with a place, which decides what can be done when the system refuses it. */
export type Role = 'copy' | 'backup' | 'database';

type Trouble = 'full' | 'readOnly' | 'forbidden' | 'missing' | 'file' | 'broken' | 'linkless';

const troubles: Readonly<Record<string, Trouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EROFS: 'readOnly',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  ENOENT: 'missing',
  ENOTDIR: 'file',
  EEXIST: 'file',
  EIO: 'broken',
};

/** What a drive says that has no hard links. A file is linked only where it could just be written. */
const linklessCodes = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

const advice: Readonly<Record<Role, Readonly<Record<Trouble, string>>>> = {
  copy: {
    full: 'Free some space there, or name a folder on another disk.',
    readOnly: 'Name a folder on another disk.',
    forbidden: 'Name a folder that this user may write to.',
    missing: 'Name a folder that can be made.',
    file: 'Name a new or an empty folder.',
    broken: 'Name a folder on another disk.',
    linkless: 'Name a folder on another disk.',
  },
  backup: {
    full: 'Free some space and try again.',
    readOnly: 'Copy the whole backup to another disk and name that.',
    forbidden: 'Run this as a user who may read it.',
    missing: 'Name the folder that the backup was written to.',
    file: 'Name the folder that the backup was written to.',
    broken: 'Try another backup.',
    linkless: 'Copy the whole backup to another disk and name that.',
  },
  database: {
    full: 'Free some space there and try again.',
    readOnly: 'Make it writable and try again.',
    forbidden: "Run this as the desk's user, and give that user the folder and all that is in it.",
    missing: 'Set DESKBELL_DB to where the database lies.',
    file: 'Set DESKBELL_DB to where the database lies.',
    broken: 'Restore a backup on another disk.',
    linkless: 'Put the database on another drive, and set DESKBELL_DB to where it lies then.',
  },
};

export interface Failure {
  /** What could not be done and where, such as "The copy to /backups could not be written". */
  readonly failed: string;
  readonly role: Role;
  readonly code: ErrorCode;
  /** A last sentence: what the failure did not change, say. */
  readonly after?: string;
}

/** Says in sentences what the system's error means and what to do about it. A DeskError passes through unchanged. */
export function explained(thrown: unknown, { failed, role, code, after = '' }: Failure): DeskError {
  if (thrown instanceof DeskError) return thrown;
  const trouble = troubleOf(thrown);
  const means =
    trouble === undefined ? messageOf(thrown) : meaningOf(trouble, thrown as NodeJS.ErrnoException);
  const sentences = [`${failed}: ${means}.`, trouble === undefined ? '' : advice[role][trouble], after];
  return new DeskError(code, sentences.filter((sentence) => sentence !== '').join(' '), { cause: thrown });
}

/** Whether the system lets nothing be written where this was thrown; reading may still work. */
export function refusesWrites(thrown: unknown): boolean {
  const trouble = troubleOf(thrown);
  return trouble !== undefined && trouble !== 'missing' && trouble !== 'file';
}

function troubleOf(thrown: unknown): Trouble | undefined {
  const { code = '', syscall } = Object(thrown) as { readonly code?: unknown; readonly syscall?: unknown };
  if (syscall === 'link' && linklessCodes.includes(String(code))) return 'linkless';
  return typeof code === 'string' && Object.hasOwn(troubles, code) ? troubles[code] : undefined;
}

function meaningOf(trouble: Trouble, { code, path }: NodeJS.ErrnoException): string {
  switch (trouble) {
    case 'full':
      return `the disk is full (${code})`;
    case 'readOnly':
      return `the disk can only be read (${code})`;
    case 'forbidden':
      return `${ownUser()} has no permission for ${path ?? 'it'} (${code})`;
    case 'missing':
      return `${path ?? 'it'} is not there and cannot be made (${code})`;
    case 'file':
      return `${path ?? 'it'} is a file or lies below one, and not a folder (${code})`;
    case 'broken':
      return `the disk reports an error (${code})`;
    case 'linkless':
      return `its drive takes no hard links (${code})`;
  }
}

/** A container may run its program as a number that no user has. */
function ownUser(): string {
  try {
    return `the user ${userInfo().username}`;
  } catch {
    return `the user with the number ${process.getuid?.()}`;
  }
}
