import { DeskError } from '../../errors.ts';
import type { AnyCollection, IndexKey, Range, Stored } from '../store.ts';
import { createSortedList, type SortedList } from './sorted-list.ts';

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
  /** Records whose index lies in the range, each once, in order of key and then id. */
  range(index: string, range: Range): Stored[];
}

type Indexes = AnyCollection['indexes'];

interface Entry {
  readonly key: IndexKey;
  readonly id: string;
}

interface Index {
  keysOf(record: Stored): readonly IndexKey[];
  readonly entries: SortedList<Entry>;
}

/** Builds a table from records in any order; each id at most once. */
export function createTable(name: string, indexes: Indexes, content: Iterable<Stored>): Table {
  const records = new Map<string, Stored>();
  for (const record of content) records.set(record.id, record);
  const built = new Map<string, Index>(
    Object.entries(indexes).map(([index, keyOf]) => [index, createIndex(keyOf, records.values())]),
  );

  return {
    name,
    get: (id) => records.get(id),
    set(id, record) {
      const before = records.get(id);
      if (record === undefined) records.delete(id);
      else records.set(id, record);
      for (const index of built.values()) moveEntries(index, id, before, record);
    },
    all: () => [...records.values()].sort(compareIds),
    values: () => [...records.values()],
    range(index, range) {
      const { entries } = built.get(index) ?? unknownIndex(name, index);
      const found = new Set<Stored>();
      const limit = range.limit ?? Number.POSITIVE_INFINITY;
      for (const entry of scan(entries, range)) {
        if (found.size >= limit) break;
        found.add(records.get(entry.id) as Stored);
      }
      return [...found];
    },
  };
}

function createIndex(keyOf: Indexes[string], records: Iterable<Stored>): Index {
  const keysOf = (record: Stored) => distinctKeys(keyOf(record));
  const entries: Entry[] = [];
  for (const record of records) {
    for (const key of keysOf(record)) entries.push({ key, id: record.id });
  }
  return { keysOf, entries: createSortedList(compareEntries, entries.sort(compareEntries)) };
}

const none: readonly IndexKey[] = [];

function distinctKeys(keys: IndexKey | readonly IndexKey[] | undefined): readonly IndexKey[] {
  if (keys === undefined) return none;
  if (typeof keys !== 'object') return [keys];
  return keys.length < 2 ? keys : [...new Set(keys)];
}

function moveEntries(index: Index, id: string, before: Stored | undefined, after: Stored | undefined): void {
  const old = before === undefined ? none : index.keysOf(before);
  const next = after === undefined ? none : index.keysOf(after);
  for (const key of old) if (!next.includes(key)) index.entries.remove({ key, id });
  for (const key of next) if (!old.includes(key)) index.entries.put({ key, id });
}

function* scan(entries: SortedList<Entry>, { from, to, descending = false }: Range): Generator<Entry> {
  const tooLow = (entry: Entry) => from !== undefined && compareKeys(entry.key, from) < 0;
  const tooHigh = (entry: Entry) => to !== undefined && compareKeys(entry.key, to) > 0;
  for (const entry of descending ? entries.descending(tooHigh) : entries.ascending(tooLow)) {
    if (descending ? tooLow(entry) : tooHigh(entry)) return;
    yield entry;
  }
}

function compareEntries(a: Entry, b: Entry): number {
  return compareKeys(a.key, b.key) || compareIds(a, b);
}

/** Numbers come before texts; texts are ordered by code unit, in no language. */
function compareKeys(a: IndexKey, b: IndexKey): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareIds(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function unknownIndex(table: string, index: string): never {
  throw new DeskError('UNEXPECTED', `The collection "${table}" declares no index "${index}".`);
}
