import type { Store } from '../../store/store.ts';
import { mirror } from '../read-model/index.ts';
import { type Policy, type PolicyKind, policyCollection, policyFor } from './policy.ts';

/** The read model of policies: in memory, kept by the store's changes. */
export interface Policies {
  /** The one to follow at a branch; without a branch the general one. */
  of(kind: PolicyKind, branch: string | undefined): Policy;
}

export async function createPolicies(store: Store): Promise<Policies> {
  const policies = await mirror(store, policyCollection, () => undefined);
  return { of: (kind, branch) => policyFor([...policies.values()], kind, branch) };
}
