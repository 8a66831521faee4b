import type { Clock } from '../clock.ts';
import type { Transaction } from '../store/store.ts';
import { msBetween } from '../time.ts';
import type { Answers } from './answers.ts';
import type { Background } from './background.ts';
import {
  answerWaitMs,
  expireWaiting,
  isReached,
  longestWaitMs,
  newlyOwed,
  type Rings,
  routesOf,
  takeNext,
} from './routes.ts';
import type { Rows } from './rows.ts';
import type { OutboxRow, Target } from './schema.ts';

/** `wait`: it may still be needed, and that is looked at again. */
type Verdict = 'take' | 'drop' | 'wait';

/**
 * After a restart the platforms are tried first: a program that stood still for an hour must not send everybody an
 * e-mail while Slack is well.
 */
const afterRestartMs = 10_000;

/** Waits for the moments at which later routes are taken. */
export interface Rerouting {
  /** Waits for the next routes of a row as it is now, and for nothing else of it. */
  follow(row: OutboxRow, afterRestart?: boolean): void;
  stop(): void;
}

export interface ReroutingOptions {
  readonly clock: Clock;
  readonly rows: Rows;
  readonly background: Background;
  readonly answers: Answers;
  readonly rings: Rings;
  /** These targets of the row are to be sent now. */
  readonly send: (row: OutboxRow, indexes: readonly number[]) => void;
}

export function createRerouting(options: ReroutingOptions): Rerouting {
  const { clock, rows, background, answers, rings, send } = options;
  /** By row and target. */
  const timers = new Map<string, { readonly dueAt: string; readonly cancel: () => void }>();

  function follow(row: OutboxRow, afterRestart = false): void {
    for (const [index, target] of row.targets.entries()) {
      const { message, dueAt } = target;
      if (message === undefined) continue;
      const key = `${row.id}.${index}`;
      const known = timers.get(key);
      if (known?.dueAt === dueAt) continue;
      known?.cancel();
      timers.delete(key);
      if (dueAt === undefined) continue;
      // From here on elapsed time counts: a wall clock that jumps neither hurries a route nor holds it up.
      // Nor does one that jumped before: no route waits longer than any ever does.
      const leftMs = Math.min(msBetween(clock.now(), dueAt), longestWaitMs(target));
      const waitMs = Math.max(afterRestart ? afterRestartMs : 0, leftMs);
      wait(row.id, index, dueAt, waitMs);
    }
  }

  function wait(id: string, index: number, dueAt: string, ms: number): void {
    const key = `${id}.${index}`;
    timers.get(key)?.cancel();
    const cancel = clock.after(ms, () => {
      timers.delete(key);
      background.run(() => take(id, index, dueAt));
    });
    timers.set(key, { dueAt, cancel });
  }

  /** Goes on while the disk refuses: help does not wait for it. */
  async function take(id: string, index: number, dueAt: string): Promise<void> {
    let target: Target | undefined;
    let verdict = 'take' as Verdict;
    const move = (decide: typeof decided) =>
      rows.make(async (tx) => {
        const row = await rows.find(tx, id);
        target = row?.targets[index];
        if (row === undefined || target?.message === undefined || target.dueAt !== dueAt) return [];
        verdict = await decide(tx, row, target, index);
        if (verdict === 'wait') return [];
        const { message } = target;
        const at = clock.now();
        const isDropped = verdict === 'drop';
        const edit = (now: OutboxRow): OutboxRow => ({
          ...now,
          targets: isDropped ? expireWaiting(now.targets, message) : takeNext(now.targets, message, at),
        });
        return [{ id, edit }];
      });
    let made = await move(decided);
    // Where the record cannot say it, one message too many does less harm than none.
    if (made.written === 'thrown') made = await move(async () => 'take');
    if (verdict === 'wait' && target !== undefined) wait(id, index, dueAt, answerWaitMs(target));
    for (const { before, after } of made.rows) {
      send(after, newlyOwed(before, after));
      follow(after);
    }
  }

  /** Whoever has answered since, on any platform, knows; what was delivered is done with when no answer is needed. */
  async function decided(tx: Transaction, row: OutboxRow, target: Target, index: number): Promise<Verdict> {
    if (!isReached(routesOf(row, index), rings))
      return (await answers.given(tx, target, row.at)) ? 'drop' : 'take';
    const awaited = await answers.awaited(tx, target, clock.now());
    return ({ yes: 'take', perhaps: 'wait', no: 'drop' } as const)[awaited];
  }

  return {
    follow,
    stop() {
      for (const { cancel } of timers.values()) cancel();
      timers.clear();
    },
  };
}
