import type { Clock } from '../../time.ts';
import { pause } from '../shared/within.ts';
import { toSendError } from './send-error.ts';

const firstPauseMs = 1000;
const longestPauseMs = 30_000;

/**
 * Makes a call, again and again where Teams is too busy: after the pause that it asks for or a growing one, with jitter
 * so that many do not come back at once.
 *
 * @param options `forMs`: elapsed milliseconds after which no other try begins. `mayRepeat`: a call that may have been
 *   taken is made again as well.
 * @throws SendError of the last try.
 */
export async function tryAgain<T>(
  call: () => Promise<T>,
  options: { readonly clock: Clock; readonly forMs: number; readonly mayRepeat: boolean },
): Promise<T> {
  const { clock, forMs, mayRepeat } = options;
  const untilMs = clock.elapsedMs() + forMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    try {
      return await call();
    } catch (thrown) {
      const error = toSendError(thrown);
      const waitMs = (error.retryAfterMs ?? pauseMs) + Math.random() * (pauseMs / 2);
      const isWorth = error.failure === 'later' || (mayRepeat && error.failure === 'unknown');
      if (!isWorth || clock.elapsedMs() + waitMs > untilMs) throw error;
      await pause(waitMs, clock);
    }
  }
}
