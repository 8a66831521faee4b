import type { Clock } from '../../clock.ts';
import { pause } from '../shared/within.ts';
import { toSendError } from './send-error.ts';

const firstPauseMs = 1000;
const longestPauseMs = 30_000;
/** Before the one repeat of what may have been taken: it should find Teams well again, while somebody waits for it. */
const doubtPauseMs = 10_000;

/**
 * Makes a call, again and again where Teams is too busy: after the pause that it asks for or a growing one, with jitter
 * so that many do not come back at once.
 *
 * @param call is told whether it may have been taken before
 * @param options `forMs`: elapsed milliseconds after which no other try begins. `repeats`: how often a call that may have
 *   been taken is made again; it is `always` where nobody sees that.
 * @throws SendError of the last try.
 */
export async function tryAgain<T>(
  call: (inDoubt: boolean) => Promise<T>,
  options: { readonly clock: Clock; readonly forMs: number; readonly repeats: 'always' | 'once' | 'never' },
): Promise<T> {
  const { clock, forMs, repeats } = options;
  const untilMs = clock.elapsedMs() + forMs;
  let inDoubt = false;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    try {
      return await call(inDoubt);
    } catch (thrown) {
      const error = toSendError(thrown);
      const mayRepeat = repeats === 'always' || (repeats === 'once' && !inDoubt);
      const isWorth = error.failure === 'later' || (mayRepeat && error.failure === 'unknown');
      const leastMs = error.failure === 'unknown' && repeats === 'once' ? doubtPauseMs : pauseMs;
      const waitMs = (error.retryAfterMs ?? leastMs) + Math.random() * (pauseMs / 2);
      if (!isWorth || clock.elapsedMs() + waitMs > untilMs) throw error;
      inDoubt ||= error.failure === 'unknown';
      await pause(waitMs, clock);
    }
  }
}
