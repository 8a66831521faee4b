import type { Store } from '../store/store.ts';
import type { Rings } from './routes.ts';
import type { Rows } from './rows.ts';
import { outboxCollection, recordKey, type Target } from './schema.ts';
import type { Part } from './sending.ts';

/**
 * Whether somebody has been told something newer of the same open call, so that this would ring as if it stood so now:
 * by the same route, or before a later route is taken by any that rings. Live cards show how it stands and never are.
 */
export type Overtaken = (part: Part) => Promise<boolean>;

export interface OvertakenOptions {
  readonly store: Store;
  readonly rows: Rows;
  readonly rings: Rings;
}

/** Looks through everything sent since: to be asked only of what is out of its turn. */
export function createOvertaken({ store, rows, rings }: OvertakenOptions): Overtaken {
  return async ({ row, target, isCall }) => {
    const about = callToldOf(target);
    if (about === undefined || !isCall) return false;
    const isLater = target.waitMs !== undefined;
    const isNewer = (other: Target) =>
      other.state === 'sent' &&
      callToldOf(other) === about &&
      (other.platform === target.platform || (isLater && rings(other.platform)));
    for (const index of ['open', 'done']) {
      const since = await store.range(outboxCollection, index, { from: row.at });
      if (since.some((one) => one.at > row.at && rows.now(one).targets.some(isNewer))) return true;
    }
    return false;
  };
}

/** Who is told of which record how it stands, in words that stay as they are. */
function callToldOf({ content, person }: Target): string | undefined {
  const { record, onlyWhileOpen } = content;
  if ('view' in content || !onlyWhileOpen || record === undefined || person === undefined) return undefined;
  return `${recordKey(record)} ${person}`;
}
