/**
 * A sorted list in chunks: an insert moves the entries of one chunk, never those of the whole list, so that it costs
 * the same with a thousand entries and with a million.
 */
export interface SortedList<E> {
  /** Inserts an entry, in the place of the one that compares equal, if there is one. */
  put(entry: E): void;
  /** Removes the entry that compares equal, if there is one. */
  remove(entry: E): void;
  /** Entries in order, beginning at the first one that is not `before`. */
  ascending(before: (entry: E) => boolean): Generator<E>;
  /** Entries in reverse order, beginning at the last one that is not `after`. */
  descending(after: (entry: E) => boolean): Generator<E>;
}

const FULL_CHUNK = 512;

/** Builds a list from entries that are sorted already. */
export function createSortedList<E>(compare: (a: E, b: E) => number, sorted: readonly E[]): SortedList<E> {
  const chunks: E[][] = [];
  for (let start = 0; start < sorted.length; start += FULL_CHUNK / 2) {
    chunks.push(sorted.slice(start, start + FULL_CHUNK / 2));
  }

  /** The first chunk whose last entry is not before the place looked for. */
  const chunkAt = (before: (entry: E) => boolean) =>
    lowerBound(chunks, (chunk) => before(chunk[chunk.length - 1] as E));

  return {
    put(entry) {
      const before = (other: E) => compare(other, entry) < 0;
      const end = chunks.length - 1;
      const last = chunks[end];
      if (last === undefined) {
        chunks.push([entry]);
        return;
      }
      // What is numbered or dated always goes to the end: no need to look for its place.
      const at = before(last[last.length - 1] as E) ? end : chunkAt(before);
      const chunk = chunks[at] as E[];
      const place = before(chunk[chunk.length - 1] as E) ? chunk.length : lowerBound(chunk, before);
      if (place < chunk.length && compare(chunk[place] as E, entry) === 0) {
        chunk[place] = entry;
        return;
      }
      if (place === chunk.length) chunk.push(entry);
      else chunk.splice(place, 0, entry);
      if (chunk.length > FULL_CHUNK) chunks.splice(at + 1, 0, chunk.splice(chunk.length / 2));
    },
    remove(entry) {
      const before = (other: E) => compare(other, entry) < 0;
      const at = chunkAt(before);
      const chunk = chunks[at];
      if (chunk === undefined) return;
      const place = lowerBound(chunk, before);
      if (compare(chunk[place] as E, entry) !== 0) return;
      chunk.splice(place, 1);
      if (chunk.length === 0) chunks.splice(at, 1);
    },
    *ascending(before) {
      const first = chunkAt(before);
      for (let at = first; at < chunks.length; at += 1) {
        const chunk = chunks[at] as E[];
        for (let place = at === first ? lowerBound(chunk, before) : 0; place < chunk.length; place += 1) {
          yield chunk[place] as E;
        }
      }
    },
    *descending(after) {
      const upTo = (entry: E) => !after(entry);
      const last = Math.min(chunkAt(upTo), chunks.length - 1);
      for (let at = last; at >= 0; at -= 1) {
        const chunk = chunks[at] as E[];
        for (let place = (at === last ? lowerBound(chunk, upTo) : chunk.length) - 1; place >= 0; place -= 1) {
          yield chunk[place] as E;
        }
      }
    },
  };
}

/** The first place whose entry is not `before`; the length when all are. */
function lowerBound<E>(entries: readonly E[], before: (entry: E) => boolean): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(entries[middle] as E)) low = middle + 1;
    else high = middle;
  }
  return low;
}
