import {
  type OutboxRow,
  outboxCollection,
  type Posting,
  postingCollection,
} from '../../src/delivery/schema.ts';
import { type Escalation, escalationCollection } from '../../src/desk/escalation/schema.ts';
import { leader } from '../../src/desk/help/coming.ts';
import { type HelpRequest, helpCollection } from '../../src/desk/help/schema.ts';
import type { Committed } from './journal-reader.ts';

/** What is on the disk, with what the model remembers of how it came about. */
export interface World {
  readonly calls: Map<string, HelpRequest>;
  readonly escalations: Map<string, Escalation>;
  readonly rows: Map<string, OutboxRow>;
  readonly postings: Map<string, Posting>;
  /** Whoever led a call at some moment, by call. */
  readonly leaders: Map<string, Set<string>>;
  /** Targets that were taken up, by their names; rows are forgotten after a day. */
  readonly attempted: Set<string>;
  /** Targets that were in `sending` when the program was killed, or while a platform was in trouble. */
  readonly doubts: Set<string>;
}

export function createWorld(): World {
  return {
    calls: new Map(),
    escalations: new Map(),
    rows: new Map(),
    postings: new Map(),
    leaders: new Map(),
    attempted: new Set(),
    doubts: new Set(),
  };
}

/** Takes over one commit, after the invariants have seen it. */
export function remember(world: World, { collection, id, after }: Committed, isTroubled: boolean): void {
  const put = <T>(map: Map<string, T>) => (after === undefined ? map.delete(id) : map.set(id, after as T));
  if (collection === outboxCollection.name) {
    put(world.rows);
    for (const [index, { platform, state }] of ((after as OutboxRow | undefined)?.targets ?? []).entries())
      if (platform !== 'browser' && state !== 'waiting' && state !== 'pending')
        world.attempted.add(`${id}.${index}`);
    if (isTroubled) doubt(world);
  }
  if (collection === postingCollection.name) put(world.postings);
  if (collection === helpCollection.name) {
    put(world.calls);
    const call = after as unknown as HelpRequest;
    const leads = leader(call);
    if (leads !== undefined) world.leaders.set(id, (world.leaders.get(id) ?? new Set()).add(leads));
  }
  if (collection === escalationCollection.name) {
    put(world.escalations);
  }
}

/** What is being sent now may arrive or not, and nobody will know. */
export function doubt(world: World): void {
  for (const row of world.rows.values()) {
    for (const [index, { state }] of row.targets.entries())
      if (state === 'sending') world.doubts.add(`${row.id}.${index}`);
  }
}
