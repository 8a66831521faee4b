import { DeskError } from '../../errors.ts';
import type { AnyCollection, IndexKey, Range, Stored } from '../store.ts';
import { createKeyIndex, type KeyIndex } from './key-index.ts';

/** The records of one collection in memory, with its indexes. Everything is synchronous. */
export interface Table {
  readonly name: string;
  get(id: string): Stored | undefined;
  /** Inserts, replaces or (with undefined) removes. */
  set(id: string, record: Stored | undefined): void;
  /** Every record, in order of id. Sorts them, so it is for small collections and quiet moments. */
  all(): Stored[];
  /** Every record, in no order that anybody may rely on: a copy, made quickly. */
  values(): Stored[];
  /** Records whose index has the key, in order of id. */
  find(index: string, key: IndexKey): Stored[];
  /** Records whose index lies in the range, each once, in order of key and then id. */
  range(index: string, range: Range): Stored[];
}

/** Builds a table from records in any order; each id at most once. */
export function createTable(
  name: string,
  declared: AnyCollection['indexes'],
  content: Iterable<Stored>,
): Table {
  const records = new Map<string, Stored>();
  for (const record of content) records.set(record.id, record);
  const byName = new Map(
    Object.entries(declared).map(([index, keyOf]) => [index, createKeyIndex(keyOf, records.values())]),
  );
  const indexes = [...byName.values()];

  function indexNamed(index: string): KeyIndex {
    const found = byName.get(index);
    if (found !== undefined) return found;
    throw new DeskError('UNEXPECTED', `The collection "${name}" declares no index "${index}".`);
  }

  return {
    name,
    get: (id) => records.get(id),
    set(id, record) {
      const before = records.get(id);
      if (record === undefined) records.delete(id);
      else records.set(id, record);
      for (const index of indexes) index.move(id, before, record);
    },
    all: () => [...records.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    values: () => [...records.values()],
    find: (index, key) =>
      indexNamed(index)
        .at(key)
        .map((id) => records.get(id) as Stored),
    range(index, range) {
      const { limit = Number.POSITIVE_INFINITY } = range;
      const found = new Set<Stored>();
      for (const id of indexNamed(index).ids(range)) {
        if (found.size >= limit) break;
        found.add(records.get(id) as Stored);
      }
      return [...found];
    },
  };
}
