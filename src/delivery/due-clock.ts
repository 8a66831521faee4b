import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { AnyCollection, Commit, Store, Stored } from '../store/store.ts';
import { msBetween } from '../time.ts';
import type { Background } from './background.ts';
import type { DueWork } from './due-work.ts';
import type { AnyKind, Log } from './ports.ts';

/** Wakes due work. What is due lies in the records; the timers only wait for it. */
export interface DueClock {
  start(): Promise<void>;
  stop(): void;
  /** Whether nothing here waits for what is due of this record, or its moment has long passed without it being handled. */
  hasLost(kind: AnyKind, record: Stored): boolean;
  /** Waits for it again; what is overdue comes at once. */
  takeUp(kind: AnyKind, record: Stored): void;
}

export interface DueClockOptions {
  readonly store: Store;
  readonly kinds: readonly AnyKind[];
  readonly clock: Clock;
  readonly background: Background;
  readonly work: DueWork;
  readonly log: Log;
}

/** What is still not handled this long after its moment has been lost. */
const lostMs = 2 * 60_000;
/** The longest that a Node timer waits; beyond it the wait is taken in pieces. */
const longestMs = 2 ** 31 - 1;
/** Before what falls due at a moment that has come already: a rule that never ends must not keep the program busy. */
const sameMomentMs = 500;

interface Waiting {
  readonly dueAt: string;
  /** In elapsed milliseconds. */
  readonly at: number;
  readonly cancel: () => void;
  /** Its moment has come: a change after which the record is due at the same moment is waited for anew. */
  hasCome: boolean;
}

export function createDueClock(options: DueClockOptions): DueClock {
  const { store, kinds, clock, work, log, background } = options;
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
   *
   * @param latestAt now is at least this, whatever the wall clock says
   */
  function schedule(kind: AnyKind, id: string, record: Stored | undefined, latestAt = ''): void {
    const key = `${kind.kind}:${id}`;
    const dueAt = record === undefined ? undefined : kind.dueAt?.(record);
    const known = waiting.get(key);
    const isSame = known !== undefined && known.dueAt === dueAt;
    if (isSame && !known.hasCome) return;
    known?.cancel();
    waiting.delete(key);
    // Work that is being done may still need what could not be saved of this moment.
    if (!isSame) work.forget(kind, id);
    if (dueAt === undefined || stopped) return;
    const now = clock.now();
    const ahead = msBetween(now < latestAt ? latestAt : now, dueAt);
    wait(kind, id, dueAt, clock.elapsedMs() + ahead, isSame ? Math.max(sameMomentMs, ahead) : ahead);
  }

  /** @param at elapsed milliseconds; in the past when it was missed. */
  function wait(kind: AnyKind, id: string, dueAt: string, at: number, delay = at - clock.elapsedMs()): void {
    const cancel = clock.after(Math.min(longestMs, Math.max(0, delay)), () => {
      if (clock.elapsedMs() + 1 < at) return wait(kind, id, dueAt, at);
      one.hasCome = true;
      background.run(() => fire(kind, id, dueAt, at));
    });
    const one: Waiting = { dueAt, at, cancel, hasCome: false };
    waiting.set(`${kind.kind}:${id}`, one);
  }

  function hasLost(kind: AnyKind, record: Stored): boolean {
    const dueAt = kind.dueAt?.(record);
    const known = waiting.get(`${kind.kind}:${record.id}`);
    if (dueAt === undefined || stopped) return false;
    return known?.dueAt !== dueAt || clock.elapsedMs() > known.at + lostMs;
  }

  function takeUp(kind: AnyKind, record: Stored): void {
    const dueAt = kind.dueAt?.(record);
    const known = waiting.get(`${kind.kind}:${record.id}`);
    if (dueAt === undefined || stopped) return;
    known?.cancel();
    const at = known?.dueAt === dueAt ? known.at : clock.elapsedMs() + msBetween(clock.now(), dueAt);
    wait(kind, record.id, dueAt, at);
  }

  async function fire(kind: AnyKind, id: string, dueAt: string, at: number): Promise<void> {
    try {
      await work.run(kind, id, { dueAt, atMs: at });
    } catch (thrown) {
      log.error({ kind: kind.kind, id, reason: messageOf(thrown) }, 'due work failed; it is tried again');
      const known = waiting.get(`${kind.kind}:${id}`);
      // Changed meanwhile: what it is due for now is waited for already.
      if (stopped || known?.dueAt !== dueAt) return;
      known.cancel();
      wait(kind, id, dueAt, at, work.tryAgainIn(kind, id));
    }
  }

  return {
    async start() {
      stopListening = store.changes(changed);
      for (const kind of kindOf.values()) {
        const due = await store.range<Stored>(kind.collection as AnyCollection, 'due', {});
        for (const record of due) schedule(kind, record.id, record, kind.latestAt?.(record));
      }
    },
    stop() {
      stopped = true;
      stopListening?.();
      for (const { cancel } of waiting.values()) cancel();
    },
    hasLost,
    takeUp,
  };
}
