import type { Clock } from '../clock.ts';
import { SendError } from '../platforms/platform.ts';

/**
 * Waits for a call no longer than so many elapsed milliseconds.
 *
 * @param late takes the answer that comes after that; one that fails then is nobody's any more.
 * @throws SendError `unknown` when it took too long.
 */
export function withinDeadline<T>(
  call: Promise<T>,
  ms: number,
  clock: Clock,
  late: (value: T) => void = () => {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    let over = false;
    const cancel = clock.after(ms, () => {
      over = true;
      reject(new SendError('unknown', 'no_answer'));
    });
    call.then(
      (value) => {
        cancel();
        if (over) late(value);
        else resolve(value);
      },
      (thrown: unknown) => {
        cancel();
        reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
      },
    );
  });
}

/** Any failure of a platform as a SendError; what is not one is a mistake of ours and worth another try. */
export function toSendError(thrown: unknown): SendError {
  return thrown instanceof SendError ? thrown : new SendError('later', 'unexpected', { cause: thrown });
}
