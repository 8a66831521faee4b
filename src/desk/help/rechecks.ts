import { z } from 'zod';
import type { Outcome } from '../../chat/outcome.ts';
import { atOnce, type RecordKind } from '../../chat/record-kind.ts';
import type { Collection, Commit, Store, Transaction } from '../../store/store.ts';
import { staffCollection } from '../people/index.ts';
import { shiftsChangedAt } from '../roster/index.ts';
import { helpCollection } from './schema.ts';

/** An open call that is to be held against the shifts once more, as they may have changed. */
const recheckSchema = z.strictObject({
  /** The id of the call. */
  id: z.string(),
  revision: z.int(),
});
type Recheck = z.infer<typeof recheckSchema>;

export const recheckCollection: Collection<Recheck> = {
  name: 'helpRechecks',
  schema: recheckSchema,
  indexes: { due: () => atOnce },
};

/**
 * Has the open calls of a branch looked at again when its shifts change, and all of them once after each start, as the
 * files may have changed while no desk was running. The looking is due work: it is tried again until it could be saved.
 *
 * @param recheck asks whoever is on shift by now and was not asked, and follows the next start of a shift
 */
export async function createRechecks(
  store: Store,
  recheck: (tx: Transaction, id: string, now: string) => Promise<Outcome>,
): Promise<RecordKind<Transaction, Recheck>> {
  /** Whether calls could not be noted: they are with the next commit, as saving works again then. */
  let isOwed = false;
  store.changes((commit) => {
    const branches = isOwed ? 'all' : concerned(commit);
    if (branches === 'all' || branches.size > 0) void note(branches);
  });
  await note('all');

  async function note(branches: ReadonlySet<string> | 'all'): Promise<void> {
    isOwed = false;
    try {
      await store.transact(async (tx) => {
        // Read in here, so that it sees a call that was made by the shifts as they were until now.
        for (const { id, branch, drill } of await tx.range(helpCollection, 'openAt', {})) {
          const isConcerned = branches === 'all' || (branch !== null && branches.has(branch));
          // A drill lasts minutes, and one that the desk has slept through rings nobody any more.
          if (isConcerned && drill === undefined) await tx.put(recheckCollection, { id });
        }
      });
    } catch {
      // The store tells the operator itself.
      isOwed = true;
    }
  }

  return {
    kind: 'helpRecheck',
    collection: recheckCollection,
    draw: () => undefined,
    isOver: () => false,
    dueAt: () => atOnce,
    async onDue(tx, id, { now }) {
      await tx.delete(recheckCollection, id);
      return recheck(tx, id, now);
    },
    redrawRank: () => 9,
  };
}

/** The branches at which others may be on shift since this commit; all of them when somebody has joined or left the staff. */
function concerned(commit: Commit): ReadonlySet<string> | 'all' {
  const isStaff = commit.changes.some(({ collection }) => collection === staffCollection.name);
  return isStaff ? 'all' : shiftsChangedAt(commit);
}
