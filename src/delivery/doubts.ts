import type { Clock } from '../clock.ts';
import type { Address, Platform, Posted } from '../platforms/platform.ts';
import { toSendError, withinDeadline } from './deadline.ts';
import { backoffMs, createGate, type Gate } from './pace.ts';
import type { Sending } from './sending.ts';

/** So long a message is held back while the platform is there and does not say whether it has it. */
const patienceMs = 20_000;
const askWithinMs = 15_000;
/** Whether a platform answers at all is asked so often at most. */
const knownForMs = 500;

/** What is known of a message that may have arrived. */
export type Finding =
  | { readonly posted: Posted }
  | 'absent'
  /** The platform cannot be asked. `busy`: it has not said for a while, but it may answer later. */
  | 'unknowable'
  | 'busy'
  | { readonly againMs: number };

/** Finds out whether messages arrived, where the platform can be asked. */
export interface Doubts {
  canAsk(platform: Platform): boolean;
  /** Never rejects. */
  find(platform: Platform, sending: Sending): Promise<Finding>;
}

export function createDoubts(platforms: readonly Platform[], clock: Clock): Doubts {
  const gates = new Map<Platform, Gate>();
  const lastAsked = new Map<Platform, { readonly atMs: number; readonly answer: Promise<boolean> }>();
  for (const platform of platforms) {
    if (platform.sent !== undefined) gates.set(platform, createGate(platform.sent.pace, clock.elapsedMs));
  }

  /** Not now: held back a while, but not for long. */
  function wait(ms: number, { doubtSince }: Sending): Finding {
    const left = patienceMs - (clock.elapsedMs() - (doubtSince ?? clock.elapsedMs()));
    return left <= 0 ? 'busy' : { againMs: Math.min(ms, left) };
  }

  /** Whether it answers anything at all. Never rejects. */
  async function isThere(platform: Platform): Promise<boolean> {
    try {
      await withinDeadline(platform.probe?.() ?? Promise.resolve(), askWithinMs, clock);
      return true;
    } catch (thrown) {
      return toSendError(thrown).retryAfterMs !== undefined;
    }
  }

  /** Whether it answers, as far as was known a moment ago: hundreds of messages may wait for that. Never rejects. */
  function answers(platform: Platform, to: Address): Promise<boolean> {
    if (platform.isThere === undefined) return Promise.resolve(true);
    const before = lastAsked.get(platform);
    if (before !== undefined && clock.elapsedMs() - before.atMs < knownForMs) return before.answer;
    const answer = withinDeadline(platform.isThere(to), askWithinMs, clock).catch(() => false);
    lastAsked.set(platform, { atMs: clock.elapsedMs(), answer });
    return answer;
  }

  return {
    canAsk: (platform) => platform.sent !== undefined,
    async find(platform, sending) {
      if (sending.answer.posted !== undefined) return { posted: sending.answer.posted };
      const gate = gates.get(platform);
      const since = sending.parts[0]?.row.at;
      if (platform.sent === undefined || gate === undefined || since === undefined) {
        const isWaited = !sending.repeated && !(await answers(platform, sending.address));
        return isWaited ? { againMs: backoffMs(sending.tries) } : 'unknowable';
      }
      const closed = gate.enter();
      if (closed > 0) return wait(closed, sending);
      try {
        const looking = platform.sent.find(sending.address, sending.marker, since);
        const posted = await withinDeadline(looking, askWithinMs, clock);
        return posted === undefined ? 'absent' : { posted };
      } catch (thrown) {
        const { failure, retryAfterMs } = toSendError(thrown);
        if (failure === 'never') return 'unknowable';
        if (retryAfterMs !== undefined) {
          gate.close(retryAfterMs);
          return wait(retryAfterMs, sending);
        }
        const againMs = backoffMs(sending.tries);
        const finding = wait(againMs, sending);
        // While the platform is away altogether a repeat would be as lost, and other routes are taken meanwhile.
        return finding === 'busy' && !(await isThere(platform)) ? { againMs } : finding;
      }
    },
  };
}
