import type { Card } from '../../chat/card.ts';
import type { Clock } from '../../clock.ts';
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
   * @param line whose answers are to be read in their order: while one of them has certainly not arrived, those that follow
   *   stand behind it
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
  /** By the same clock, when it is to be tried next. What may have arrived has one repeat, and is not tried before. */
  readonly againAtMs: number;
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

  /** When it is tried next, after this line's pause, which grows. */
  function againAt(line: Line, paths: readonly Path[]): number {
    const pauseMs = mayHaveArrived(paths) ? Math.max(doubtPauseMs, line.pauseMs) : line.pauseMs;
    line.pauseMs = Math.min(longestPauseMs, line.pauseMs * 2);
    return clock.elapsedMs() + pauseMs;
  }

  /** Until the first of them is to be tried. */
  function wait(name: string, line: Line): void {
    if (stopped) return;
    const holdsUp = line.owed.findIndex(({ paths }) => !mayHaveArrived(paths));
    const tried = line.owed.slice(0, holdsUp === -1 ? undefined : holdsUp + 1);
    const atMs = Math.min(...tried.map(({ againAtMs }) => againAtMs));
    line.cancelWait = clock.after(Math.max(0, atMs - clock.elapsedMs()), () => {
      line.cancelWait = undefined;
      void pursue(name, line);
    });
  }

  /** Sends what is owed in one line, until something has certainly not arrived. */
  async function pursue(name: string, line: Line): Promise<void> {
    let at = 0;
    for (let owed = line.owed[at]; owed !== undefined; owed = line.owed[at]) {
      const paths = await trySoon(owed);
      if (paths === 'not yet') at += 1;
      else if (paths.length === 0) {
        line.owed.splice(at, 1);
        count -= 1;
      } else {
        line.owed[at] = { ...owed, paths, tried: true, againAtMs: againAt(line, paths) };
        if (!mayHaveArrived(paths)) break;
        at += 1;
      }
    }
    if (line.owed.length === 0) lines.delete(name);
    else wait(name, line);
  }

  /** The paths that are left to try; none when it is over. */
  async function trySoon(owed: Owed): Promise<readonly Path[] | 'not yet'> {
    if (mayHaveArrived(owed.paths) && clock.elapsedMs() < owed.againAtMs) return 'not yet';
    const lateMs = clock.elapsedMs() - owed.sinceMs;
    if (lateMs > keptMs) {
      log.error({}, 'An answer was given up: Slack took it by no way in half an hour.');
      return [];
    }
    const isLate = owed.tried || lateMs >= 60_000;
    return tryPaths(isLate ? markLate(owed.card, lateMs) : owed.card, owed.paths);
  }

  return {
    send: async (name, card, ways) => {
      const sinceMs = clock.elapsedMs();
      const paths = ways.map((way) => ({ way, doubtful: false }));
      const line = lines.get(name);
      if (line !== undefined && count < mostOwed) {
        owe(line, { card, paths, tried: false, sinceMs, againAtMs: sinceMs });
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
      const againAtMs = againAt(joined, left);
      if (!owe(joined, { card, paths: left, tried: true, sinceMs, againAtMs })) return;
      if (standing !== undefined && standing.cancelWait === undefined) return;
      standing?.cancelWait?.();
      lines.set(name, joined);
      wait(name, joined);
    },
    stop: () => {
      stopped = true;
      for (const { cancelWait } of lines.values()) cancelWait?.();
    },
  };
}

function mayHaveArrived(paths: readonly Path[]): boolean {
  return paths.some(({ doubtful }) => doubtful);
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
