import {
  type OutboxRow,
  outboxCollection,
  type Posting,
  postingCollection,
} from '../../src/delivery/schema.ts';
import { type Escalation, escalationCollection } from '../../src/desk/escalation/schema.ts';
import { leader } from '../../src/desk/help/coming.ts';
import { type HelpRequest, helpCollection } from '../../src/desk/help/schema.ts';
import { isChangeOf } from '../../src/store/store.ts';
import type { Committed } from './journal-reader.ts';

/** What is on the disk, with what the model remembers of how it came about. */
export interface World {
  readonly calls: Map<string, HelpRequest>;
  readonly escalations: Map<string, Escalation>;
  readonly rows: Map<string, OutboxRow>;
  readonly postings: Map<string, Posting>;
  /** Whoever led a call at some moment, by call. */
  readonly leaders: Map<string, Set<string>>;
  /** Targets in Slack and Teams that were taken up, by their names; rows are forgotten after a day. */
  readonly attempted: Set<string>;
  /** The disk takes nothing: a message goes out without `sending` having been written down. */
  isFull: boolean;
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
    isFull: false,
    doubts: new Set(),
  };
}

/** Takes over one commit, after the invariants have seen it. */
export function remember(world: World, change: Committed, isTroubled: boolean): void {
  const { id } = change;
  const put = <T>(map: Map<string, T>, after: T | undefined) =>
    after === undefined ? map.delete(id) : map.set(id, after);
  if (isChangeOf(change, outboxCollection)) {
    put(world.rows, change.after);
    if (change.after !== undefined) noteAttempts(world, change.after);
    if (isTroubled) doubt(world);
  }
  if (isChangeOf(change, postingCollection)) put(world.postings, change.after);
  if (isChangeOf(change, helpCollection)) {
    put(world.calls, change.after);
    const leads = change.after && leader(change.after);
    if (leads !== undefined) world.leaders.set(id, (world.leaders.get(id) ?? new Set()).add(leads));
  }
  if (isChangeOf(change, escalationCollection)) put(world.escalations, change.after);
}

/** From now on what waits may go out although nothing can be written down. */
export function fillDisk(world: World): void {
  world.isFull = true;
  for (const row of world.rows.values()) noteAttempts(world, row);
}

function noteAttempts(world: World, { id, targets }: OutboxRow): void {
  for (const [index, { platform, state }] of targets.entries()) {
    const isUnderWay = state !== 'waiting' && (world.isFull || state !== 'pending');
    if ((platform === 'slack' || platform === 'teams') && isUnderWay) world.attempted.add(`${id}.${index}`);
  }
}

/** What is being sent now may arrive or not, and nobody will know. */
export function doubt(world: World): void {
  for (const row of world.rows.values()) {
    for (const [index, { state }] of row.targets.entries())
      if (state === 'sending') world.doubts.add(`${row.id}.${index}`);
  }
}
