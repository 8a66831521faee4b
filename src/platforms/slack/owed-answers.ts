import type { Card } from '../../chat/card.ts';
import type { Clock } from '../../time.ts';
import type { Log } from '../shared/log.ts';
import { toSendError } from './send-error.ts';
import { say } from './texts.en.ts';

/** As long as Slack takes answers by the address that came with a command or a press. */
const keptMs = 30 * 60_000;
const firstPauseMs = 5000;
const longestPauseMs = 60_000;
/** Answers kept at a time: beyond them an outage must not fill the memory. */
const mostOwed = 2000;

/** One way by which an answer can leave. @throws SendError */
export type Way = (card: Card) => Promise<void>;

/**
 * Sees to it that an answer arrives: what no way takes now is tried again for half an hour. It is kept in memory alone,
 * because an answer can hold words that only a record may; what the person did is saved, and told, apart from it.
 */
export interface OwedAnswers {
  /** Tries each way in turn, until one takes it. Resolves when it has arrived, is owed or is refused for good. Never rejects. */
  send(user: string, card: Card, ways: readonly Way[]): Promise<void>;
  stop(): void;
}

interface Owed {
  readonly user: string;
  readonly card: Card;
  /** Those that have not refused it for good. */
  readonly ways: readonly Way[];
  /** Of the clock that never jumps. */
  readonly sinceMs: number;
}

export function createOwedAnswers({ clock, log }: { readonly clock: Clock; readonly log: Log }): OwedAnswers {
  /** By person, in the order in which they are to be read. */
  const queues = new Map<string, Owed[]>();
  const timers = new Set<() => void>();
  let count = 0;
  let stopped = false;

  /** The ways that are left to try; none when it is over. */
  async function tryWays(card: Card, ways: readonly Way[]): Promise<readonly Way[]> {
    const left: Way[] = [];
    for (const way of ways) {
      try {
        await way(card);
        return [];
      } catch (thrown) {
        const { failure, reason } = toSendError(thrown);
        log.warn({ reason }, 'Slack did not take an answer.');
        if (failure !== 'never') left.push(way);
      }
    }
    return left;
  }

  function owe(owed: Owed): void {
    if (count >= mostOwed) {
      log.error({}, 'An answer was given up: too many wait for Slack already.');
      return;
    }
    count += 1;
    const queue = queues.get(owed.user);
    if (queue === undefined) {
      queues.set(owed.user, [owed]);
      wait(owed.user, firstPauseMs);
    } else queue.push(owed);
  }

  function wait(user: string, ms: number): void {
    if (stopped) return;
    const cancel = clock.after(ms, () => {
      timers.delete(cancel);
      void pursue(user, Math.min(longestPauseMs, ms * 2));
    });
    timers.add(cancel);
  }

  /** Sends what one person is owed, until something is not taken. */
  async function pursue(user: string, nextPauseMs: number): Promise<void> {
    const queue = queues.get(user) ?? [];
    for (let owed = queue[0]; owed !== undefined; owed = queue[0]) {
      const lateMs = clock.elapsedMs() - owed.sinceMs;
      if (lateMs > keptMs) log.error({}, 'An answer was given up: Slack took it by no way in half an hour.');
      else {
        const ways = await tryWays(markLate(owed.card, lateMs), owed.ways);
        if (ways.length > 0) {
          queue[0] = { ...owed, ways };
          wait(user, nextPauseMs);
          return;
        }
      }
      queue.shift();
      count -= 1;
    }
    queues.delete(user);
  }

  return {
    send: async (user, card, ways) => {
      const sinceMs = clock.elapsedMs();
      const left = await tryWays(card, ways);
      if (left.length > 0) owe({ user, card, ways: left, sinceMs });
    },
    stop: () => {
      stopped = true;
      for (const cancel of timers) cancel();
    },
  };
}

/** Whoever reads it must not think that it was said just now; and where Slack said nothing, it may have come before. */
function markLate(card: Card, lateMs: number): Card {
  const text = say('slack.late', { minutes: Math.max(1, Math.round(lateMs / 60_000)) });
  return { ...card, parts: [...card.parts, { type: 'context', text }] };
}
