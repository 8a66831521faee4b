import type { IndexKey, Range, Stored } from '../store.ts';
import { createSortedList, type SortedList } from './sorted-list.ts';

/**
 * Which records have a key. One key (`from` and `to` the same) is looked up at once; the keys are put in order when
 * another range is first asked for, which takes some 50 ms for 100,000 of them, and kept so from then on.
 */
export interface KeyIndex {
  /** A record has changed; undefined where there was none or is none. */
  move(id: string, before: Stored | undefined, after: Stored | undefined): void;
  /** Ids in order. */
  at(key: IndexKey): readonly string[];
  /** Ids in order of key and then id; a record with several keys in the range comes once for each. */
  ids(range: Range): Iterable<string>;
}

export type KeyOf = (record: Stored) => IndexKey | readonly IndexKey[] | undefined;

/** Builds an index of records in any order. */
export function createKeyIndex(keyOf: KeyOf, records: Iterable<Stored>): KeyIndex {
  /** Most keys belong to one record. */
  const idsOf = new Map<IndexKey, string | Set<string>>();
  let ordered: SortedList<IndexKey> | undefined;

  function add(key: IndexKey, id: string): void {
    const known = idsOf.get(key);
    if (known === undefined) {
      idsOf.set(key, id);
      ordered?.put(key);
    } else if (typeof known !== 'string') known.add(id);
    else if (known !== id) idsOf.set(key, new Set([known, id]));
  }

  function remove(key: IndexKey, id: string): void {
    const known = idsOf.get(key);
    if (known === undefined) return;
    if (typeof known === 'string') {
      if (known !== id) return;
    } else {
      known.delete(id);
      if (known.size > 0) return;
    }
    idsOf.delete(key);
    ordered?.remove(key);
  }

  function idsAt(key: IndexKey): readonly string[] {
    const known = idsOf.get(key);
    if (known === undefined) return [];
    // The default order is by code unit, in no language.
    return typeof known === 'string' ? [known] : [...known].sort();
  }

  function* between({ from, to, descending = false }: Range): Generator<string> {
    ordered ??= createSortedList(compareKeys, [...idsOf.keys()].sort(compareKeys));
    const tooLow = (key: IndexKey) => from !== undefined && compareKeys(key, from) < 0;
    const tooHigh = (key: IndexKey) => to !== undefined && compareKeys(key, to) > 0;
    for (const key of descending ? ordered.descending(tooHigh) : ordered.ascending(tooLow)) {
      if (descending ? tooLow(key) : tooHigh(key)) return;
      yield* descending ? idsAt(key).toReversed() : idsAt(key);
    }
  }

  for (const record of records) for (const key of keysOf(keyOf, record)) add(key, record.id);

  return {
    move(id, before, after) {
      const old = keysOf(keyOf, before);
      const next = keysOf(keyOf, after);
      for (const key of old) if (!next.includes(key)) remove(key, id);
      for (const key of next) if (!old.includes(key)) add(key, id);
    },
    at: idsAt,
    ids: (range) =>
      range.from !== undefined && range.from === range.to && range.descending !== true
        ? idsAt(range.from)
        : between(range),
  };
}

const none: readonly IndexKey[] = [];

function keysOf(keyOf: KeyOf, record: Stored | undefined): readonly IndexKey[] {
  const keys = record === undefined ? undefined : keyOf(record);
  if (keys === undefined) return none;
  return typeof keys === 'object' ? keys : [keys];
}

/** Numbers come before texts; texts are ordered by code unit, in no language. */
function compareKeys(a: IndexKey, b: IndexKey): number {
  if (a === b) return 0;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : 1;
}
