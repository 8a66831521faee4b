import { type Collection, type Commit, isChangeOf, type Store, type Stored } from '../../store/store.ts';

/** One record as it was and is; undefined before it was created and after it was deleted. */
export interface Changed<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/**
 * A copy of a stored collection in memory, by id, kept by the store's changes: what must be answered without waiting
 * reads from it. `onCommit` hears of every commit after the first reading, when the copy already holds it. Only
 * records that pass `keep` are in it, so that what is over does not stay in memory.
 */
export async function mirror<T extends Stored>(
  store: Store,
  collection: Collection<T>,
  onCommit: (changes: readonly Changed<T>[]) => void,
  keep: (record: T) => boolean = () => true,
): Promise<ReadonlyMap<string, T>> {
  const records = new Map<string, T>();
  // Commits can come while the first reading is under way: they are kept and applied after it.
  let early: Commit[] | undefined = [];

  function apply(commit: Commit): readonly Changed<T>[] {
    const changes: Changed<T>[] = [];
    for (const change of commit.changes) {
      if (!isChangeOf(change, collection)) continue;
      const after = change.after !== undefined && keep(change.after) ? change.after : undefined;
      const before = records.get(change.id);
      if (before === undefined && after === undefined) continue;
      changes.push({ before, after });
      if (after === undefined) records.delete(change.id);
      else records.set(change.id, after);
    }
    return changes;
  }

  store.changes((commit) => {
    if (early !== undefined) {
      early.push(commit);
      return;
    }
    const changes = apply(commit);
    if (changes.length > 0) onCommit(changes);
  });
  for (const record of await store.all(collection)) if (keep(record)) records.set(record.id, record);
  for (const commit of early) apply(commit);
  early = undefined;
  return records;
}
