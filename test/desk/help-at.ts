import { createPolicies, type WhoToAsk } from '../../src/desk/asking/index.ts';
import { createHelp, createOwnCalls, createResponding, type Help } from '../../src/desk/help/index.ts';
import type { Store } from '../../src/store/store.ts';
import { nobodyMoved } from '../support/desk/nobody-moved.ts';

/** Help in a library where everybody can be reached and no report was made of any call. */
export async function helpAt(store: Store, reads: Omit<WhoToAsk, 'policies'>): Promise<Help> {
  return createHelp({
    ...reads,
    ...nobodyMoved,
    reportsOf: () => [],
    policies: await createPolicies(store),
    respondsTo: await createResponding(store, reads.people),
    ownCalls: await createOwnCalls(store, reads.people),
  });
}
