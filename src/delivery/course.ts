import type { AnyCollection, Collection, Draft, Stored, Transaction } from '../store/store.ts';
import { msBetween } from '../time.ts';
import type { AnyKind } from './ports.ts';

export interface Due {
  /** UTC ISO text. */
  readonly dueAt: string;
  readonly atMs: number;
}

/** What falls due of one record. */
export interface Step {
  readonly kind: AnyKind;
  readonly id: string;
  readonly due: Due;
}

/** Whether the next steps of such records come from memory while nothing can be saved. */
export function goesOn(kind: AnyKind): boolean {
  return kind.isCall === true || kind.goesOn === true;
}

/** How due work goes on in one transaction: the record that was due, and what was made of it, such as a call. */
export interface Course {
  /** To do the work with. */
  readonly tx: Transaction;
  /** What falls due next, after this step was done at this moment; undefined when nothing does, or it may not go on. */
  next(done: Step, moment: { readonly now: string; readonly elapsedMs: number }): Promise<Step | undefined>;
}

interface Followed extends Omit<Step, 'due'> {
  due: Due | undefined;
  /** Since it was last looked at. */
  isSaved?: boolean;
}

export function startCourse(tx: Transaction, first: Step, kinds: readonly AnyKind[]): Course {
  const followed = new Set<Followed>([{ ...first }]);

  return {
    tx: {
      get: (collection, id) => tx.get(collection, id),
      find: (collection, index, key) => tx.find(collection, index, key),
      range: (collection, index, range) => tx.range(collection, index, range),
      all: (collection) => tx.all(collection),
      delete: (collection, id) => tx.delete(collection, id),
      async put<T extends Stored>(collection: Collection<T>, draft: Draft<T>): Promise<T> {
        const kind = kinds.find((one) => one.collection.name === collection.name && goesOn(one));
        const isMade = kind !== undefined && (await tx.get(collection, draft.id)) === undefined;
        const record = await tx.put(collection, draft);
        for (const one of followed)
          if (one.id === record.id && one.kind.collection.name === collection.name) one.isSaved = true;
        // What is on disk already waits for its own moments.
        if (isMade) followed.add({ kind, id: record.id, due: undefined });
        return record;
      },
    },
    async next(done, { now, elapsedMs }) {
      if (!goesOn(first.kind)) return undefined;
      let soonest: Step | undefined;
      for (const one of followed) {
        const record = await tx.get<Stored>(one.kind.collection as AnyCollection, one.id);
        const dueAt = record && one.kind.dueAt?.(record);
        const { isSaved } = one;
        delete one.isSaved;
        // A step that was saved may leave another one, due at the same moment.
        if (dueAt !== one.due?.dueAt || (one.id === done.id && isSaved)) {
          one.due = dueAt === undefined ? undefined : { dueAt, atMs: elapsedMs + msBetween(now, dueAt) };
        } else if (one.id === done.id) {
          // What is due for ever must not be done for ever.
          followed.delete(one);
          continue;
        }
        if (one.due !== undefined && (soonest === undefined || one.due.atMs < soonest.due.atMs))
          soonest = { kind: one.kind, id: one.id, due: one.due };
      }
      return soonest;
    },
  };
}
