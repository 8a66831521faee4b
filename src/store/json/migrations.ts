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
  /** Absent where the records that are there stay as they are, and only an older program could not use the new ones. */
  readonly migrate?: (document: MigrationDocument) => MigrationDocument;
}

/** What a program knows of the stored records. */
export interface StoredFormat {
  readonly collections: readonly AnyCollection[];
  /** Steps from each version to the next. */
  readonly migrations: readonly Migration[];
}

/** The version that a program with these migrations writes. */
export function currentVersion(migrations: readonly Migration[]): number {
  return Math.max(1, ...migrations.map(({ to }) => to));
}

/**
 * @param what which database, as a sentence begins with it
 * @throws DeskError BAD_SETTINGS when a newer program wrote it
 */
export function requireKnown(
  what: string,
  found: number,
  migrations: readonly Migration[],
  advice: string,
): void {
  const known = currentVersion(migrations);
  if (found <= known) return;
  throw new DeskError(
    'BAD_SETTINGS',
    `${what} was written by a newer Deskbell (format ${found}, this one knows ${known}). ${advice}`,
  );
}

/**
 * Brings records from an older version to the current one. Where a step changes them, they are checked against the
 * collections; where none does, they stay as they are, so that none that is odd already keeps a desk from starting.
 *
 * @throws DeskError STORE_BROKEN naming the step that failed
 */
export function migrate(content: Content, from: number, { collections, migrations }: StoredFormat): Content {
  const steps = stepsFrom(from, migrations);
  if (steps.every((step) => step.migrate === undefined)) return content;
  let document: MigrationDocument = {
    collections: Object.fromEntries([...content].map(([name, records]) => [name, [...records.values()]])),
  };
  for (const step of steps) {
    try {
      document = step.migrate?.(document) ?? document;
    } catch (error) {
      throw failed(step.to, toDeskError(error).message, step);
    }
  }
  return new Map(
    Object.entries(document.collections).map(([name, records]) => {
      const collection = collections.find((candidate) => candidate.name === name);
      return [name, new Map(records.map((record) => [record.id, checked(name, record, collection)]))];
    }),
  );
}

function stepsFrom(from: number, migrations: readonly Migration[]): readonly Migration[] {
  const steps: Migration[] = [];
  for (let version = from + 1; version <= currentVersion(migrations); version += 1) {
    const step = migrations.find(({ to }) => to === version);
    if (step === undefined) throw failed(version, 'this program does not have it');
    steps.push(step);
  }
  return steps;
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
