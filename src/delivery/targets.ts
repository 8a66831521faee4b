import type { Transaction } from '../store/store.ts';
import type { Background } from './background.ts';
import { tellUnreached } from './enqueue.ts';
import type { JobResult } from './lane.ts';
import type { Ledger } from './ledger.ts';
import type { AnyKind, DeliveryOptions } from './ports.ts';
import { newlyOwed, type Rings, routesOf, settle } from './routes.ts';
import { type OutboxRow, outboxCollection, type Target } from './schema.ts';
import type { Part, Sending } from './sending.ts';

type Change = Partial<Pick<Target, 'state' | 'reason' | 'address' | 'list' | 'repeated'>>;

/** Writes down what becomes of targets, and what follows for the later routes. */
export interface Targets {
  /** Durable before the platform is called. `also` is written with it. */
  sending(sending: Sending, also?: (tx: Transaction) => Promise<void>): Promise<void>;
  /** The platform has refused it, so this time it has certainly not arrived. */
  refused(sending: Sending): Promise<void>;
  /** Never rejects; `also` is written with it, for each target. */
  end(
    parts: readonly Part[],
    change: Pick<Target, 'state' | 'reason'>,
    also?: (tx: Transaction, part: Part, now: OutboxRow) => Promise<void>,
  ): Promise<JobResult>;
  giveUp(parts: readonly Part[], reason: string): Promise<JobResult>;
}

export interface TargetsOptions extends DeliveryOptions {
  readonly ledger: Ledger;
  readonly background: Background;
  readonly kindByName: ReadonlyMap<string, AnyKind>;
  readonly rings: Rings;
  /** They are on no lane any more. */
  readonly ended: (parts: readonly Part[]) => void;
  /** Later routes of this row are to be taken now or waited for. */
  readonly follow: (row: OutboxRow, taken: readonly number[]) => void;
}

export function createTargets(options: TargetsOptions): Targets {
  const { ledger, clock, kindByName, rings, follow, log } = options;

  function write(parts: readonly Part[], change: Change, also?: (tx: Transaction) => Promise<void>) {
    return ledger.write(async (tx) => {
      for (const { row, index } of parts) await setTarget(tx, row.id, index, change);
      await also?.(tx);
    });
  }

  async function end(
    parts: readonly Part[],
    change: Pick<Target, 'state' | 'reason'>,
    also: (tx: Transaction, part: Part, now: OutboxRow) => Promise<void> = async () => {},
  ): Promise<JobResult> {
    let ended: { readonly before: OutboxRow; readonly after: OutboxRow }[] = [];
    await ledger.insist(async (tx) => {
      ended = [];
      for (const part of parts) {
        const before = await setTarget(tx, part.row.id, part.index, change);
        if (before === undefined) continue;
        const settled = settle(before, part.index, clock.now(), rings);
        const after = settled === before ? before : await tx.put(outboxCollection, settled);
        await also(tx, part, after);
        ended.push({ before, after });
      }
    });
    options.ended(parts);
    for (const { before, after } of ended) follow(after, newlyOwed(before, after));
    return { done: true };
  }

  return {
    async sending({ parts, address, marker, repeated }, also) {
      const change: Change = {
        state: 'sending',
        address,
        ...(parts.length > 1 || parts[0]?.target.list !== undefined ? { list: marker } : {}),
        ...(repeated ? { repeated } : {}),
      };
      await write(parts, change, also);
    },
    async refused({ parts, doubtSince }) {
      await write(parts, { state: doubtSince === undefined ? 'pending' : 'sending', repeated: false });
    },
    end,
    giveUp(parts, reason) {
      const [first] = parts;
      log.warn(
        { platform: first?.target.platform, reason, row: first?.row.id },
        'a message could not be delivered',
      );
      return end(parts, { state: 'failed', reason }, async (tx, { target, index }, now) => {
        const tried = routesOf(now, index);
        if (tried.some(({ state }) => state !== 'failed')) return;
        const routes = tried.map(({ platform }) => platform);
        await tellUnreached(tx, target, target.person, { reason, routes }, { ...options, kinds: kindByName });
      });
    },
  };
}

async function setTarget(
  tx: Transaction,
  id: string,
  index: number,
  change: Change,
): Promise<OutboxRow | undefined> {
  const row = await tx.get(outboxCollection, id);
  if (row === undefined) return undefined;
  return tx.put(outboxCollection, {
    ...row,
    targets: row.targets.map((one, at) => (at === index ? { ...one, ...change } : one)),
  });
}
