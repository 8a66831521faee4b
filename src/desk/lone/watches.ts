import { atOnce } from '../../chat/record-kind.ts';
import type { Commit, Store, Transaction } from '../../store/store.ts';
import { addMs, dayMs } from '../../time.ts';
import { branchCollection, organisationCollection } from '../branches/index.ts';
import { staffCollection } from '../people/index.ts';
import { shiftsChangedAt } from '../roster/index.ts';
import { followRoster, type RosterReads, settingsAt } from './follow-roster.ts';
import { type Watch, watchCollection, watchDueAt } from './schema.ts';

/** How often a branch is looked at although nothing has changed, as the roster is only looked through some days ahead. */
const lookEveryMs = dayMs;

/** The due work that keeps the check-ins as the roster is. */
export interface Watches {
  dueAt(watch: Watch): string;
  onDue(tx: Transaction, branch: string, now: string): Promise<void>;
}

/**
 * Has every branch looked at once after each start, and again whenever its roster or a setting changes. The looking is
 * due work: it is tried again until it could be saved.
 */
export async function createWatches(store: Store, reads: RosterReads): Promise<Watches> {
  /** Looked at by this process. The files may have changed while none was running. */
  const looked = new Set<string>();
  // Before whoever waits for due work hears of the same commit, and asks what is due.
  store.changes((commit) => {
    for (const { collection, id } of commit.changes) if (collection === watchCollection.name) looked.add(id);
    const codes = concerned(commit, reads);
    if (codes.length > 0) void look(codes);
  });
  const watched = new Set((await store.all(watchCollection)).map(({ id }) => id));
  await look(known(reads).filter((code) => !watched.has(code)));

  /** Has these branches looked at now. What cannot be saved is made up for at the next change, start or day. */
  async function look(codes: readonly string[]): Promise<void> {
    try {
      const stored = new Map((await store.all(watchCollection)).map((watch) => [watch.id, watch]));
      // A desk without check-ins writes nothing.
      const due = codes.filter(
        (code) =>
          stored.get(code)?.lookAt !== undefined ||
          (!stored.has(code) && settingsAt(code, reads) !== undefined),
      );
      if (due.length === 0) return;
      await store.transact(async (tx) => {
        for (const id of due) await tx.put(watchCollection, { id });
      });
    } catch {
      // The store tells the operator itself.
    }
  }

  return {
    dueAt: (watch) => (looked.has(watch.id) ? watchDueAt(watch) : atOnce),
    async onDue(tx, branch, now) {
      await followRoster(tx, branch, now, reads);
      if (settingsAt(branch, reads) === undefined) await tx.delete(watchCollection, branch);
      else await tx.put(watchCollection, { id: branch, lookAt: addMs(now, lookEveryMs) });
    },
  };
}

function known({ branches }: RosterReads): readonly string[] {
  return branches.all().map(({ id }) => id);
}

/** The branches whose people may be alone at other times since this commit. */
function concerned(commit: Commit, reads: RosterReads): readonly string[] {
  const codes = new Set(shiftsChangedAt(commit));
  for (const { collection, id } of commit.changes) {
    if (collection === branchCollection.name) codes.add(id);
    else if (collection === staffCollection.name || collection === organisationCollection.name) {
      return [...new Set([...known(reads), ...codes])];
    }
  }
  return [...codes];
}
