import { compile } from 'zod';
import { DeskError } from '../../errors.ts';
import type { AnyCollection, Stored } from '../store.ts';
import { createTable, type Table } from './table.ts';

/** Records by collection and id, as a snapshot and its journals give them. */
export type Content = Map<string, Map<string, Stored>>;

/** Every record at one moment, by collection. Records are never changed in place, so it stays as it is. */
export type Cut = ReadonlyMap<string, readonly Stored[]>;

/** Takes records as a snapshot has them. */
export function contentToCut(content: Content): Cut {
  return new Map([...content].map(([name, records]) => [name, [...records.values()]]));
}

/** All tables of a database, those of collections that this program does not know included. */
export interface Tables {
  /** @throws DeskError UNEXPECTED when the collection was not declared at opening. */
  of(collection: AnyCollection): { readonly table: Table; readonly declared: AnyCollection };
  cut(): Cut;
}

export function createTables(collections: readonly AnyCollection[], content: Content): Tables {
  const declared = new Map(
    collections.map((collection) => {
      const records = content.get(collection.name)?.values() ?? [];
      const table = createTable(collection.name, collection.indexes, records);
      // Compiled once, a schema checks a record in two thirds of the time.
      const checked = { ...collection, schema: compile(collection.schema) };
      return [collection.name, { table, declared: checked }] as const;
    }),
  );
  // Another program's collections, as after an update without them: kept as they are, so that nothing is lost.
  const foreign = [...content]
    .filter(([name]) => !declared.has(name))
    .map(([name, records]) => createTable(name, {}, records.values()));
  const tables = [...[...declared.values()].map(({ table }) => table), ...foreign];

  return {
    of(collection) {
      const found = declared.get(collection.name);
      if (found !== undefined) return found;
      throw new DeskError('UNEXPECTED', `The store was opened without the collection "${collection.name}".`);
    },
    cut: () => new Map(tables.map((table) => [table.name, table.values()])),
  };
}
