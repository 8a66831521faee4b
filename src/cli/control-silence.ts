import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import { connectTo } from './control-door.ts';

/** A command may take long, a backup say. So it is not its answer that is waited for, but any sign of life. */
const silenceMs = 20_000;
const answerMs = 10_000;

/**
 * Tells when a desk takes no commands at all: again and again it is asked on a second connection whether it runs.
 *
 * @param path where the desk listens
 * @param tell called at most once, after 30 seconds of silence at the earliest
 * @returns the function that ends it
 */
export function watchForSilence(path: string, clock: Pick<Clock, 'after'>, tell: () => void): () => void {
  let cancel = clock.after(silenceMs, ask);
  let asking: Socket | undefined;
  let isOver = false;

  function ask(): void {
    cancel = clock.after(answerMs, tell);
    connectTo(path).then(
      (socket) => {
        asking = socket;
        if (isOver) socket?.destroy();
        socket?.once('data', hearAgain);
        // One that has gone meanwhile breaks off the command's own connection too.
        socket?.on('error', () => {});
        socket?.write(`${JSON.stringify({ command: 'running', words: [] })}\n`);
      },
      () => {},
    );
  }

  function hearAgain(): void {
    asking?.destroy();
    cancel();
    if (!isOver) cancel = clock.after(silenceMs, ask);
  }

  return () => {
    isOver = true;
    cancel();
    asking?.destroy();
  };
}
