import type { ZodType } from 'zod';

/** Every stored record has an id and a revision, which the store raises by one at each put. Records are never changed in place. */
export interface Stored {
  readonly id: string;
  readonly revision: number;
}

/** A value by which records are found and ordered. `undefined` keeps a record out of the index. */
export type IndexKey = string | number;

/**
 * A typed collection. Declared once, beside its schema, and passed to the store when it opens.
 * `indexes` name functions of the record; what they return may be several keys.
 */
export interface Collection<T extends Stored> {
  readonly name: string;
  readonly schema: ZodType<T>;
  readonly indexes: Readonly<Record<string, (record: T) => IndexKey | readonly IndexKey[] | undefined>>;
}

/** Any collection, where the record type does not matter. */
// biome-ignore lint/suspicious/noExplicitAny: a list of collections of different record types has no narrower type
export type AnyCollection = Collection<any>;

/** A record as it is handed in: the store sets the revision. */
export type Draft<T extends Stored> = Omit<T, 'revision'>;

/** Bounds of an index look-up, both inclusive; order is by key, then by id. */
export interface Range {
  readonly from?: IndexKey;
  readonly to?: IndexKey;
  readonly limit?: number;
  readonly descending?: boolean;
}

export interface Reader {
  get<T extends Stored>(collection: Collection<T>, id: string): Promise<T | undefined>;
  /** Records whose index has exactly this key, in order of id. */
  find<T extends Stored>(collection: Collection<T>, index: string, key: IndexKey): Promise<readonly T[]>;
  /** Records whose index lies in the range, in order of key. */
  range<T extends Stored>(collection: Collection<T>, index: string, range: Range): Promise<readonly T[]>;
  /** Every record of a collection, in order of id. For read models and exports. */
  all<T extends Stored>(collection: Collection<T>): Promise<readonly T[]>;
}

/** What the function given to `transact` works with: it sees its own puts and deletes. */
export interface Transaction extends Reader {
  /** Inserts or replaces; gives back the record with its new revision. Throws when the schema refuses it. */
  put<T extends Stored>(collection: Collection<T>, record: Draft<T>): Promise<T>;
  delete<T extends Stored>(collection: Collection<T>, id: string): Promise<void>;
}

export interface Change<T extends Stored = Stored> {
  readonly collection: string;
  readonly id: string;
  /** Undefined when it was created. */
  readonly before: T | undefined;
  /** Undefined when it was deleted. */
  readonly after: T | undefined;
}

/** Whether a change is one of this collection; its records then are: the store keeps only what the schema has passed. */
export function isChangeOf<T extends Stored>(change: Change, collection: Collection<T>): change is Change<T> {
  return change.collection === collection.name;
}

/** What one transaction changed, told after it is durable, in commit order. */
export interface Commit {
  readonly sequence: number;
  readonly changes: readonly Change[];
}

export interface Store extends Reader {
  /** Whose desk it is, by name; undefined while nobody has said so. */
  readonly organisation: string | undefined;
  /**
   * Says whose desk it is, for good.
   *
   * @throws DeskError BAD_SETTINGS when it is another's, NOT_SAVED
   */
  belongTo(organisation: string): Promise<void>;
  /**
   * Runs `fn` and makes what it put durable, all or nothing. Resolves after the commit is on disk and so is everything
   * that `fn` has read. `fn` touches only `tx` and may run again after a conflict. When `fn` throws, nothing is
   * changed and its error is thrown on.
   *
   * @throws DeskError NOT_SAVED when the medium refused; nothing of it is kept.
   */
  transact<R>(fn: (tx: Transaction) => Promise<R>): Promise<R>;
  /** Tells of every commit after it is durable; returns the function that stops it. Listeners must not throw. */
  changes(listener: (commit: Commit) => void): () => void;
  /** Whether a save could succeed now; the sentence is for the operator, who may have to know it when one could, too. */
  health(): { readonly writable: boolean; readonly reason?: string };
  /** Writes a consistent copy into an empty or new directory, while the desk runs. */
  backup(directory: string): Promise<void>;
  /** Finishes what is under way and lets go of the medium. */
  close(): Promise<void>;
}

/** Records deleted in one transaction, so that forgetting never holds up a call. */
export const forgetBatch = 200;

/** Deletes the records whose index lies at or below `to`, a batch at a time, but for those that are to be kept. */
export async function forgetUpTo<T extends Stored>(
  store: Store,
  collection: Collection<T>,
  index: string,
  to: IndexKey,
  isKept: (record: T) => Promise<boolean> = async () => false,
): Promise<void> {
  // What is kept stays at the beginning of the range.
  for (let kept = 0; ; ) {
    const old = (await store.range(collection, index, { to, limit: kept + forgetBatch })).slice(kept);
    if (old.length === 0) return;
    const gone: T[] = [];
    for (const record of old) if (!(await isKept(record))) gone.push(record);
    kept += old.length - gone.length;
    if (gone.length === 0) continue;
    await store.transact(async (tx) => {
      for (const record of gone) await tx.delete(collection, record.id);
    });
  }
}
