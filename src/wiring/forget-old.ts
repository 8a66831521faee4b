import type { Clock } from '../clock.ts';
import type { Delivery } from '../delivery/index.ts';
import { forgetOldCheckIns } from '../desk/lone/index.ts';
import { forgetOldTests } from '../desk/reach/index.ts';
import { toDeskError } from '../errors.ts';
import { forgetOldKeys } from '../router/keys.ts';
import type { Store } from '../store/store.ts';
import type { Log } from './log.ts';

/** Forgets what is kept for a time only. Run every hour; what could not be forgotten goes the next time. Never rejects. */
export async function forgetOld({
  store,
  clock,
  delivery,
  log,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly delivery: Pick<Delivery, 'forgetOld'>;
  readonly log: Log;
}): Promise<void> {
  try {
    await forgetOldKeys(store, clock.now());
    await forgetOldTests(store, clock.now());
    await delivery.forgetOld();
    await forgetOldCheckIns(store, clock.now());
  } catch (thrown) {
    log.warn({ reason: toDeskError(thrown).message }, 'what is old could not be forgotten yet');
  }
}
