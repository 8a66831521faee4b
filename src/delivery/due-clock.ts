import type { AnyCollection, Commit, Store, Stored, Transaction } from '../store/store.ts';
import { type Clock, msBetween } from '../time.ts';
import type { Background } from './background.ts';
import type { AnyKind, Log } from './ports.ts';

/** Wakes due work. What is due lies in the records; the timers only wait for it. */
export interface DueClock {
  start(): Promise<void>;
  stop(): void;
}

export interface DueClockOptions {
  readonly store: Store;
  readonly kinds: readonly AnyKind[];
  readonly clock: Clock;
  readonly background: Background;
  readonly enqueue: (
    tx: Transaction,
    outcome: Awaited<ReturnType<NonNullable<AnyKind['onDue']>>>,
  ) => Promise<void>;
  readonly log: Log;
}

/** Due work that could not be saved is tried again after this. */
const retryMs = 5000;
/** The longest that a Node timer waits; beyond it the wait is taken in pieces. */
const longestMs = 2 ** 31 - 1;

interface Waiting {
  readonly dueAt: string;
  readonly cancel: () => void;
}

export function createDueClock({ store, kinds, clock, enqueue, log, background }: DueClockOptions): DueClock {
  const kindOf = new Map(kinds.filter((kind) => kind.dueAt).map((kind) => [kind.collection.name, kind]));
  const waiting = new Map<string, Waiting>();
  let stopListening: (() => void) | undefined;
  let stopped = false;

  function changed(commit: Commit): void {
    for (const change of commit.changes) {
      const kind = kindOf.get(change.collection);
      if (kind !== undefined) schedule(kind, change.id, change.after);
    }
  }

  /**
   * From the moment it is seen, a wait runs on elapsed time, so that a wall clock that jumps neither wakes anybody
   * early nor delays help.
   */
  function schedule(kind: AnyKind, id: string, record: Stored | undefined): void {
    const key = `${kind.kind}:${id}`;
    const dueAt = record === undefined ? undefined : kind.dueAt?.(record);
    const known = waiting.get(key);
    if (known !== undefined && known.dueAt === dueAt) return;
    known?.cancel();
    waiting.delete(key);
    if (dueAt === undefined || stopped) return;
    wait(kind, id, dueAt, clock.elapsedMs() + msBetween(clock.now(), dueAt));
  }

  /** @param at elapsed milliseconds; in the past when it was missed. */
  function wait(kind: AnyKind, id: string, dueAt: string, at: number, delay = at - clock.elapsedMs()): void {
    const cancel = clock.after(Math.min(longestMs, Math.max(0, delay)), () => {
      if (clock.elapsedMs() + 1 < at) wait(kind, id, dueAt, at);
      else background.run(() => fire(kind, id, dueAt, at));
    });
    waiting.set(`${kind.kind}:${id}`, { dueAt, cancel });
  }

  async function fire(kind: AnyKind, id: string, dueAt: string, at: number): Promise<void> {
    try {
      await store.transact(async (tx) => {
        const record = await tx.get<Stored>(kind.collection as AnyCollection, id);
        if (record === undefined || kind.onDue === undefined || kind.dueAt?.(record) !== dueAt) return;
        const lateMs = Math.max(0, clock.elapsedMs() - at);
        await enqueue(tx, await kind.onDue(tx, id, { now: clock.now(), lateMs }));
      });
    } catch (thrown) {
      log.error(
        { kind: kind.kind, id, reason: thrown instanceof Error ? thrown.message : String(thrown) },
        'due work failed; it is tried again',
      );
      if (!stopped) wait(kind, id, dueAt, at, retryMs);
    }
  }

  return {
    async start() {
      stopListening = store.changes(changed);
      for (const kind of kindOf.values()) {
        const due = await store.range<Stored>(kind.collection as AnyCollection, 'due', {});
        for (const record of due) schedule(kind, record.id, record);
      }
    },
    stop() {
      stopped = true;
      stopListening?.();
      for (const { cancel } of waiting.values()) cancel();
    },
  };
}
