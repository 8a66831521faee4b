import { DeskError, toDeskError } from '../../errors.ts';
import type { AnyCollection, Stored } from '../store.ts';
import type { Content } from './tables.ts';

/** The whole database as plain data; a migration gives back a new one or changes this. */
export interface MigrationDocument {
  collections: Record<string, Stored[]>;
}

/** One step of the stored format. Runs once, on everything, before the desk starts. */
export interface Migration {
  /** The version that it leads to, from the one before it. */
  readonly to: number;
  /** For the operator, such as "Split names into given and family names". */
  readonly describe: string;
  readonly migrate: (document: MigrationDocument) => MigrationDocument;
}

/** The version that a program with these migrations writes. */
export function currentVersion(migrations: readonly Migration[]): number {
  return Math.max(1, ...migrations.map(({ to }) => to));
}

/**
 * Brings records from an older version to the current one and checks them against the collections.
 *
 * @throws DeskError STORE_BROKEN naming the step that failed
 */
export function migrate(
  content: Content,
  from: number,
  migrations: readonly Migration[],
  collections: readonly AnyCollection[],
): Content {
  let document: MigrationDocument = {
    collections: Object.fromEntries([...content].map(([name, records]) => [name, [...records.values()]])),
  };
  for (let version = from + 1; version <= currentVersion(migrations); version += 1) {
    const step = migrations.find(({ to }) => to === version);
    if (step === undefined) throw failed(version, 'this program does not have it');
    try {
      document = step.migrate(document);
    } catch (error) {
      throw failed(version, toDeskError(error).message, step);
    }
  }
  return new Map(
    Object.entries(document.collections).map(([name, records]) => {
      const collection = collections.find((candidate) => candidate.name === name);
      return [name, new Map(records.map((record) => [record.id, checked(name, record, collection)]))];
    }),
  );
}

function checked(name: string, record: Stored, collection: AnyCollection | undefined): Stored {
  const result = collection?.schema.safeParse(record);
  if (result?.success === false) {
    const fields = result.error.issues.map(({ path }) => String(path[0] ?? 'record')).join(', ');
    throw new DeskError(
      'STORE_BROKEN',
      `Bringing the database up to date failed: record ${record.id} of "${name}" does not fit (${fields}). ` +
        'Nothing was changed.',
    );
  }
  // The id goes first in the file.
  const { id, revision, ...rest } = record;
  return { id, revision, ...rest };
}

function failed(version: number, reason: string, step?: Migration): DeskError {
  const what = step === undefined ? '' : ` (${step.describe})`;
  return new DeskError(
    'STORE_BROKEN',
    `Bringing the database to version ${version}${what} failed: ${reason}. Nothing was changed.`,
  );
}
