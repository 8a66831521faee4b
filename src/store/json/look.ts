import { existsSync } from 'node:fs';
import { DeskError } from '../../errors.ts';
import type { Collection, Store, Stored } from '../store.ts';
import { isExchangeBegun } from './exchange.ts';
import { listDatabase } from './files.ts';
import { requireFree } from './lock.ts';
import { migrate, requireKnown, type StoredFormat } from './migrations.ts';
import { ownerIn } from './owner.ts';
import { recover } from './recovery.ts';
import { explained } from './system-error.ts';

/** What the next start finds in a database. */
export type Looked = Pick<Store, 'organisation' | 'all'>;

/**
 * Reads the database of a stopped desk as the next start does, and changes nothing.
 *
 * @returns undefined when there is none
 * @throws DeskError STORE_LOCKED while a desk uses it, STORE_BROKEN when it is damaged or a restore was cut off,
 * BAD_SETTINGS when a newer program wrote it
 */
export async function lookInto(directory: string, format: StoredFormat): Promise<Looked | undefined> {
  try {
    if (!existsSync(directory)) return undefined;
    const files = await listDatabase(directory);
    if (isExchangeBegun(directory)) {
      throw new DeskError(
        'STORE_BROKEN',
        `A restore in ${directory} was cut off. The next start finishes it.`,
      );
    }
    if (files.snapshots.length + files.journals.length === 0) return undefined;
    await requireFree(directory);
    const { head, content: found } = await recover(directory, files);
    const advice = 'Start the newer program, or restore a backup that this one made.';
    requireKnown(`The database in ${directory}`, head.version, format.migrations, advice);
    const content = migrate(found, head.version, format);
    return {
      organisation: ownerIn(head, content),
      all: async <T extends Stored>({ name }: Collection<T>) =>
        [...(content.get(name)?.values() ?? [])] as unknown as T[],
    };
  } catch (error) {
    throw explained(error, {
      failed: `The database in ${directory} cannot be read`,
      role: 'database',
      code: 'STORE_BROKEN',
    });
  }
}
