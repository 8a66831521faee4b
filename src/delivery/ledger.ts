import { setImmediate as nextTurn } from 'node:timers/promises';
import { DeskError, messageOf } from '../errors.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { Background } from './background.ts';
import type { Log } from './ports.ts';

type Entry = (tx: Transaction) => Promise<void>;

/** `refused`: by the disk, for everything alike. `thrown`: by the entry itself; nothing of it is kept. */
export type Written = 'saved' | 'refused' | 'thrown';

/** What delivery writes down: many small entries share one transaction, and none fails because of another. */
export interface Ledger {
  /**
   * Resolves when it is durable, or cannot be.
   *
   * @param failed called at once after each try that comes to nothing, before any other entry
   */
  write(entry: Entry, failed?: () => void): Promise<Written>;
  /**
   * Like `write`, but tried again until it succeeds: for what has happened and must be known after a restart. An entry
   * that throws is given up after a few tries; `refused` only when everything is being stopped, unless asked for.
   */
  insist(entry: Entry, how?: HowInsisted): Promise<Written>;
}

interface HowInsisted {
  /** See `write`. */
  readonly failed?: () => void;
  /** Whoever insists goes on without the disk: `refused` is told at the first time. */
  readonly isRefusedAtOnce?: boolean;
}

export interface LedgerOptions {
  readonly store: Store;
  readonly background: Background;
  readonly log: Log;
}

interface Waiting {
  readonly entry: Entry;
  readonly failed: (() => void) | undefined;
  readonly done: (written: Written) => void;
}

const retryMs = 5000;
/** An entry that throws so often does not do so by accident. */
const triesWhenThrown = 3;

export function createLedger({ store, log, background }: LedgerOptions): Ledger {
  let waiting: Waiting[] = [];
  let isFlushing = false;

  /**
   * One transaction at a time: what follows for one entry from its end, the next may depend on. Never rejects. Whoever
   * waits for an entry is under way in the background, so a stop waits for this too.
   */
  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await settle(batch);
    }
    isFlushing = false;
  }

  async function settle(batch: readonly Waiting[]): Promise<void> {
    const written = await transact(batch.map(({ entry }) => entry));
    // The last first, so that each finds what it began with.
    if (written !== 'saved') for (const { failed } of batch.toReversed()) failed?.();
    if (written === 'thrown' && batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      await settle(batch.slice(0, half));
      return settle(batch.slice(half));
    }
    for (const { done } of batch) done(written);
    await nextTurn();
  }

  async function transact(entries: readonly Entry[]): Promise<Written> {
    try {
      await store.transact(async (tx) => {
        for (const entry of entries) await entry(tx);
      });
      return 'saved';
    } catch (thrown) {
      log.warn({ reason: messageOf(thrown) }, 'delivery could not write down what it sent');
      return thrown instanceof DeskError && thrown.code === 'NOT_SAVED' ? 'refused' : 'thrown';
    }
  }

  function write(entry: Entry, failed?: () => void): Promise<Written> {
    return new Promise((done) => {
      if (!isFlushing) setImmediate(() => void flush());
      isFlushing = true;
      waiting.push({ entry, done, failed });
    });
  }

  return {
    write,
    async insist(entry, { failed, isRefusedAtOnce = false } = {}) {
      for (let thrown = 0; ; ) {
        const written = await write(entry, failed);
        if (written === 'saved' || background.stopped) return written;
        if (written === 'refused' && isRefusedAtOnce) return written;
        if (written === 'thrown' && ++thrown >= triesWhenThrown) {
          log.error(
            { tries: thrown },
            'something that delivery has to write down keeps failing and is given up',
          );
          return written;
        }
        await background.pause(retryMs);
      }
    },
  };
}
