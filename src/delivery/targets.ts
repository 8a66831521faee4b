import type { Transaction } from '../store/store.ts';
import type { Answers } from './answers.ts';
import { tellUnreached } from './enqueue.ts';
import type { JobResult } from './lane.ts';
import type { AnyKind, DeliveryOptions } from './ports.ts';
import { lost, newlyOwed, type Rings, routesOf, settle } from './routes.ts';
import type { RowChange, Rows } from './rows.ts';
import type { OutboxRow, Target } from './schema.ts';
import { ownMarker, type Part, type Sending } from './sending.ts';

type Change = Partial<Pick<Target, 'state' | 'reason' | 'address' | 'list' | 'repeated'>>;

/** What is written with the end of each target. */
interface Also {
  /** Delivery's own. */
  readonly kept?: (tx: Transaction, part: Part) => Promise<void>;
  /** What the record is told; left out when its rules keep failing. */
  readonly told?: ((tx: Transaction, part: Part, now: OutboxRow) => Promise<void>) | undefined;
}

/** Writes down what becomes of targets, and what follows for the later routes. */
export interface Targets {
  /**
   * Durable before the platform is called, unless the disk refuses: help does not wait for a disk. `also` is written
   * with it.
   */
  sending(sending: Sending, also?: (tx: Transaction) => Promise<void>): Promise<void>;
  /** The platform has refused it, so this time it has certainly not arrived. */
  refused(sending: Sending): Promise<void>;
  /** Never rejects. Does not wait for a disk that refuses: what follows it in its conversation goes out meanwhile. */
  end(parts: readonly Part[], change: Pick<Target, 'state' | 'reason'>, also?: Also): Promise<JobResult>;
  giveUp(parts: readonly Part[], reason: string): Promise<JobResult>;
}

export interface TargetsOptions extends DeliveryOptions {
  readonly rows: Rows;
  readonly kindByName: ReadonlyMap<string, AnyKind>;
  readonly rings: Rings;
  readonly answers: Answers;
  /** They are on no lane any more. */
  readonly ended: (parts: readonly Part[]) => void;
  /** Later routes of this row are to be taken now or waited for. */
  readonly follow: (row: OutboxRow, taken: readonly number[]) => void;
}

export function createTargets(options: TargetsOptions): Targets {
  const { rows, clock, kindByName, answers, rings, follow, log } = options;

  function note(parts: readonly Part[], change: Change, also?: (tx: Transaction) => Promise<void>) {
    return rows.note(
      parts.map(({ row: { id }, index }, at) => ({
        id,
        edit: (row) => changed(row, index, change),
        kept: at === 0 ? also : undefined,
      })),
    );
  }

  async function end(
    parts: readonly Part[],
    change: Pick<Target, 'state' | 'reason'>,
    also: Also = {},
  ): Promise<JobResult> {
    const at = clock.now();
    const changes = ({ kept, told }: Also): readonly RowChange[] =>
      parts.map((part) => ({
        id: part.row.id,
        edit: (row) =>
          settle(changed(row, part.index, change), part.index, at, {
            rings,
            isAnswerExpected: answers.expected,
          }),
        told: told && ((tx, now) => told(tx, part, now)),
        kept: kept && ((tx) => kept(tx, part)),
        ended: () => options.ended([part]),
      }));
    let made = await rows.make(async () => changes(also));
    if (made.written === 'thrown') {
      if (parts.length > 1) {
        for (const part of parts) await end([part], change, also);
        return { done: true };
      }
      // What has become of the message is kept also where its record cannot take it in: it is not sent anew for that.
      made = await rows.make(async () => changes({ ...also, told: undefined }));
    }
    if (made.written !== 'refused') options.ended(parts);
    for (const { before, after } of made.rows) follow(after, newlyOwed(before, after));
    return { done: true };
  }

  return {
    async sending({ parts, address, marker, repeated }, also) {
      const change: Change = {
        state: 'sending',
        address,
        // One that goes out by itself after its list was refused is looked for by itself.
        list: parts.every((part) => marker === ownMarker(part)) ? undefined : marker,
        ...(repeated ? { repeated } : {}),
      };
      await note(parts, change, also);
    },
    async refused({ parts, doubtSince }) {
      await note(parts, { state: doubtSince === undefined ? 'pending' : 'sending', repeated: false });
    },
    end,
    giveUp(parts, reason) {
      const [first] = parts;
      log.warn(
        { platform: first?.target.platform, reason, row: first?.row.id },
        'a message could not be delivered',
      );
      return end(parts, { state: 'failed', reason }, { told });

      async function told(tx: Transaction, { target, index }: Part, now: OutboxRow) {
        const failed = lost(routesOf(now, index), rings);
        // It is told by the last of those that count, once.
        const own = now.targets[index];
        if (failed === undefined || own === undefined || !failed.includes(own)) return;
        const routes = failed.map(({ platform }) => platform);
        await tellUnreached(tx, target, target.person, { reason, routes }, { ...options, kinds: kindByName });
      }
    },
  };
}

function changed(row: OutboxRow, index: number, change: Change): OutboxRow {
  return { ...row, targets: row.targets.map((one, at) => (at === index ? { ...one, ...change } : one)) };
}
