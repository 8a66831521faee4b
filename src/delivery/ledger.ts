import type { Store, Transaction } from '../store/store.ts';
import type { Background } from './background.ts';

type Entry = (tx: Transaction) => Promise<void>;

/** What delivery writes down: many small entries share one transaction. */
export interface Ledger {
  /** Resolves when it is durable, false when the disk refused. */
  write(entry: Entry): Promise<boolean>;
  /** Like `write`, but tried again until it succeeds: for what has happened and must be known after a restart. */
  insist(entry: Entry): Promise<void>;
}

export interface LedgerOptions {
  readonly store: Store;
  readonly background: Background;
  readonly log: { warn(fields: object, message: string): void };
}

const retryMs = 5000;

export function createLedger({ store, log, background }: LedgerOptions): Ledger {
  let waiting: { readonly entry: Entry; readonly done: (saved: boolean) => void }[] = [];

  /** Never rejects. Whoever waits for an entry is under way in the background, so a stop waits for this too. */
  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    try {
      await store.transact(async (tx) => {
        for (const { entry } of batch) await entry(tx);
      });
      for (const { done } of batch) done(true);
    } catch (thrown) {
      log.warn(
        { reason: thrown instanceof Error ? thrown.message : String(thrown) },
        'delivery could not write down what it sent',
      );
      for (const { done } of batch) done(false);
    }
  }

  function write(entry: Entry): Promise<boolean> {
    return new Promise((done) => {
      if (waiting.length === 0) setImmediate(() => void flush());
      waiting.push({ entry, done });
    });
  }

  return {
    write,
    async insist(entry) {
      while (!(await write(entry)) && !background.stopped) {
        await background.pause(retryMs);
      }
    },
  };
}
