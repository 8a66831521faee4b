import { z } from 'zod';
import { DeskError } from '../../errors.ts';
import type { Collection } from '../store.ts';
import type { Head } from './journal-line.ts';
import type { Content } from './tables.ts';

/** What earlier versions wrote into the heads where no organisation.json said a name. */
const noName = 'Deskbell';

const ownerSchema = z.strictObject({ id: z.literal('organisation'), revision: z.int(), name: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/**
 * The store's own record: the name that was given to a database that had none. The heads of the files that are there
 * are never written again, while a record is saved, copied and mended like all others.
 */
export const ownerCollection: Collection<Owner> = { name: 'owner', schema: ownerSchema, indexes: {} };

/** Whose desk the files say it is; undefined while nobody has said so. */
export function ownerIn(head: Head, content: Content): string | undefined {
  const given = content.get(ownerCollection.name)?.get('organisation') as Owner | undefined;
  return given?.name ?? (head.organisation === noName ? undefined : head.organisation);
}

/** @throws DeskError BAD_SETTINGS when the database is another's */
export function requireOwner(directory: string, owner: string | undefined, organisation: string): void {
  if (owner === undefined || owner === organisation) return;
  throw new DeskError(
    'BAD_SETTINGS',
    `The database in ${directory} belongs to "${owner}", but this desk is set up for "${organisation}". ` +
      'Set DESKBELL_DB to another directory, or correct the name in organisation.json.',
  );
}
