import type { Card } from '../../chat/card.ts';
import type { Clock } from '../../time.ts';
import type { SendError } from '../platform.ts';
import type { Log } from '../shared/log.ts';
import { toSendError } from './send-error.ts';
import { say } from './texts.en.ts';

/** As long as Slack takes answers by the address that came with a command or a press. */
const keptMs = 30 * 60_000;
const firstPauseMs = 5000;
const longestPauseMs = 60_000;
/** Before the one repeat of what may have arrived: it should find Slack well again, while somebody waits for it. */
const doubtPauseMs = 30_000;
/** Answers kept at a time: beyond them an outage must not fill the memory. */
const mostOwed = 2000;

/** One way by which an answer can leave. @throws SendError */
export type Way = (card: Card) => Promise<void>;

/**
 * Sees to it that an answer arrives: what certainly did not go out is tried again for half an hour, and what may have
 * arrived is sent once more. It is kept in memory alone, because an answer can hold words that only a record may; what
 * the person did is saved, and told, apart from it.
 */
export interface OwedAnswers {
  /**
   * Tries each way in turn, until one takes it or may have. Resolves when it has arrived, is owed or is refused for
   * good. Never rejects.
   *
   * @param line whose answers are to be read in their order: while one of them is owed, those that follow stand behind it
   */
  send(line: string, card: Card, ways: readonly Way[]): Promise<void>;
  stop(): void;
}

/** A way that has not refused it for good. */
interface Path {
  readonly way: Way;
  /** It may have arrived by this way already. */
  readonly doubtful: boolean;
}

interface Owed {
  readonly card: Card;
  readonly paths: readonly Path[];
  readonly tried: boolean;
  /** Of the clock that never jumps. */
  readonly sinceMs: number;
}

interface Line {
  /** In the order in which they are to be read. */
  readonly owed: Owed[];
  pauseMs: number;
  /** Absent while they are being sent. */
  cancelWait: (() => void) | undefined;
}

export function createOwedAnswers({ clock, log }: { readonly clock: Clock; readonly log: Log }): OwedAnswers {
  const lines = new Map<string, Line>();
  let count = 0;
  let stopped = false;

  /** The paths that are left to try; none when it is over. */
  async function tryPaths(card: Card, paths: readonly Path[]): Promise<readonly Path[]> {
    const left: Path[] = [];
    for (const [index, path] of paths.entries()) {
      try {
        await path.way(card);
        return [];
      } catch (thrown) {
        const error = toSendError(thrown);
        log.warn({ reason: error.reason }, 'Slack did not take an answer.');
        if (error.failure === 'later') left.push(path);
        if (error.failure === 'unknown') {
          if (path.doubtful) {
            log.error(
              {},
              'An answer was given up: Slack may have taken it, and did not say so for its repeat either.',
            );
            return [];
          }
          left.push({ ...path, doubtful: true });
          if (!saidThatItFailed(error)) return [...left, ...paths.slice(index + 1)];
        }
      }
    }
    return left;
  }

  /** False when too many wait. */
  function owe(line: Line, owed: Owed): boolean {
    if (count >= mostOwed) {
      log.error({}, 'An answer was given up: too many wait for Slack already.');
      return false;
    }
    count += 1;
    line.owed.push(owed);
    return true;
  }

  function wait(name: string, line: Line): void {
    if (stopped) return;
    const doubtful = line.owed[0]?.paths.some((path) => path.doubtful);
    line.cancelWait = clock.after(doubtful ? Math.max(doubtPauseMs, line.pauseMs) : line.pauseMs, () => {
      line.cancelWait = undefined;
      void pursue(name, line);
    });
    line.pauseMs = Math.min(longestPauseMs, line.pauseMs * 2);
  }

  /** Sends what is owed in one line, until something is not taken. */
  async function pursue(name: string, line: Line): Promise<void> {
    for (let owed = line.owed[0]; owed !== undefined; owed = line.owed[0]) {
      const lateMs = clock.elapsedMs() - owed.sinceMs;
      if (lateMs > keptMs) log.error({}, 'An answer was given up: Slack took it by no way in half an hour.');
      else {
        const late = owed.tried || lateMs >= 60_000;
        const paths = await tryPaths(late ? markLate(owed.card, lateMs) : owed.card, owed.paths);
        if (paths.length > 0) {
          line.owed[0] = { ...owed, paths, tried: true };
          wait(name, line);
          return;
        }
      }
      line.owed.shift();
      count -= 1;
    }
    lines.delete(name);
  }

  return {
    send: async (name, card, ways) => {
      const sinceMs = clock.elapsedMs();
      const paths = ways.map((way) => ({ way, doubtful: false }));
      const line = lines.get(name);
      if (line !== undefined && count < mostOwed) {
        owe(line, { card, paths, tried: false, sinceMs });
        if (line.cancelWait === undefined) return;
        line.cancelWait();
        line.cancelWait = undefined;
        void pursue(name, line);
        return;
      }
      const left = await tryPaths(card, paths);
      if (left.length === 0) return;
      // Another answer to the same person can have come to be owed meanwhile.
      const standing = lines.get(name);
      const joined = standing ?? { owed: [], pauseMs: firstPauseMs, cancelWait: undefined };
      if (!owe(joined, { card, paths: left, tried: true, sinceMs }) || standing !== undefined) return;
      lines.set(name, joined);
      wait(name, joined);
    },
    stop: () => {
      stopped = true;
      for (const { cancelWait } of lines.values()) cancelWait?.();
    },
  };
}

/** An error of Slack's server, unlike silence, makes it likely that nothing arrived: the next way is used at once. */
function saidThatItFailed({ reason }: SendError): boolean {
  return reason.startsWith('http_');
}

/** Whoever reads it must not think that it was said just now; and where Slack said nothing, it may have come before. */
function markLate(card: Card, lateMs: number): Card {
  const text = say('slack.late', { minutes: Math.max(1, Math.round(lateMs / 60_000)) });
  return { ...card, parts: [...card.parts, { type: 'context', text }] };
}
