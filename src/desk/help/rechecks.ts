import { z } from 'zod';
import type { Outcome } from '../../chat/outcome.ts';
import { atOnce, type RecordKind } from '../../chat/record-kind.ts';
import {
  type Change,
  type Collection,
  type Commit,
  isChangeOf,
  type Store,
  type Transaction,
} from '../../store/store.ts';
import { identityCollection, staffCollection } from '../people/index.ts';
import { shiftsChangedAt } from '../roster/index.ts';
import { helpCollection } from './schema.ts';

/** An open call that is to be held against the shifts once more, as they may have changed. */
const recheckSchema = z.strictObject({
  /** The id of the call or question. */
  id: z.string(),
  revision: z.int(),
});
type ToRecheck = z.infer<typeof recheckSchema>;
type Recheck = (tx: Transaction, id: string, now: string) => Promise<Outcome>;

export const recheckCollection: Collection<ToRecheck> = {
  name: 'helpRechecks',
  schema: recheckSchema,
  indexes: { due: () => atOnce },
};

/**
 * Has the open calls of a branch looked at again when its shifts change, those that did not reach somebody when anybody's
 * account does, and all of them once after each start, as the files may have changed while no desk was running. The
 * looking is due work: it is tried again until it could be saved.
 *
 * @param recheck asks whoever is to be asked by now and was not, and follows the next start of a shift
 * @param questions open ones, looked at with all calls: somebody may have been asked at an account that is not theirs
 */
export async function createRechecks(
  store: Store,
  recheck: Recheck,
  questions: { readonly open: (tx: Transaction) => Promise<readonly string[]>; readonly recheck: Recheck },
): Promise<RecordKind<Transaction, ToRecheck>> {
  /** Whether calls could not be noted: they are with the next commit, as saving works again then. */
  let isOwed = false;
  store.changes((commit) => {
    const branches = isOwed ? 'all' : concerned(commit);
    const isReach = commit.changes.some(isOfReach);
    if (branches === 'all' || branches.size > 0 || isReach) void note(branches, isReach);
  });
  await note('all', true);

  async function note(branches: ReadonlySet<string> | 'all', isReach: boolean): Promise<void> {
    isOwed = false;
    try {
      await store.transact(async (tx) => {
        // Read in here, so that it sees a call that was made by the shifts as they were until now.
        for (const { id, branch, drill, unreached } of await tx.range(helpCollection, 'openCaller', {})) {
          const isAt = branches === 'all' || (branch !== null && branches.has(branch));
          const isConcerned = isAt || (isReach && unreached.length > 0);
          // A drill lasts minutes, and one that the desk has slept through rings nobody any more.
          if (isConcerned && drill === undefined) await tx.put(recheckCollection, { id });
        }
        for (const id of branches === 'all' ? await questions.open(tx) : [])
          await tx.put(recheckCollection, { id });
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
      const isCall = (await tx.get(helpCollection, id)) !== undefined;
      return isCall ? recheck(tx, id, now) : questions.recheck(tx, id, now);
    },
    redrawRank: () => 9,
  };
}

/**
 * The branches at which others may be on shift since this commit; all of them when somebody has joined or left the staff,
 * or an account is another one's.
 */
function concerned(commit: Commit): ReadonlySet<string> | 'all' {
  const isStaff = commit.changes.some((change) => {
    if (isChangeOf(change, staffCollection)) return true;
    return isChangeOf(change, identityCollection) && change.before?.staff !== change.after?.staff;
  });
  return isStaff ? 'all' : shiftsChangedAt(commit);
}

/** Whether somebody can be reached in another way since, as after they have added the app in Teams. */
function isOfReach(change: Change): boolean {
  if (!isChangeOf(change, identityCollection)) return false;
  const { before, after } = change;
  return before?.contact !== after?.contact || before?.active !== after?.active;
}
