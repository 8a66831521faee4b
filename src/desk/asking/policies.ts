import type { Store } from '../../store/store.ts';
import { type Policy, type PolicyKind, policyCollection, policyFor } from './policy.ts';

/** The read model of policies: in memory, kept by the store's changes. */
export interface Policies {
  /** The one to follow at a branch; without a branch the general one. */
  of(kind: PolicyKind, branch: string | undefined): Policy;
}

export async function createPolicies(store: Store): Promise<Policies> {
  let stored: readonly Policy[] = await store.all(policyCollection);
  store.changes((commit) => {
    if (!commit.changes.some((change) => change.collection === policyCollection.name)) return;
    const changed = new Map(stored.map((policy) => [(policy as Policy & { id: string }).id, policy]));
    for (const change of commit.changes) {
      if (change.collection !== policyCollection.name) continue;
      if (change.after === undefined) changed.delete(change.id);
      else changed.set(change.id, change.after as unknown as Policy);
    }
    stored = [...changed.values()];
  });
  return { of: (kind, branch) => policyFor(stored, kind, branch) };
}
