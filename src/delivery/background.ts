import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Log } from './ports.ts';

/** Work that nobody waits for: its failures are logged, and a stop waits for what is under way. */
export interface Background {
  /** Starts a task; nothing new is started after `stop`. */
  run(task: () => Promise<unknown>): void;
  readonly stopped: boolean;
  /** Waits so many elapsed milliseconds, or until the stop. */
  pause(ms: number): Promise<void>;
  /** Takes no more, and resolves when everything under way has ended. */
  stop(): Promise<void>;
}

export function createBackground(log: Log, clock: Clock): Background {
  const underWay = new Set<Promise<void>>();
  const pauses = new Set<() => void>();
  let stopped = false;

  return {
    get stopped() {
      return stopped;
    },
    run(task) {
      if (stopped) return;
      const ended = Promise.resolve()
        .then(task)
        .then(
          () => undefined,
          (thrown: unknown) => {
            log.error({ reason: messageOf(thrown) }, 'a task of delivery failed');
          },
        )
        .finally(() => underWay.delete(ended));
      underWay.add(ended);
    },
    pause: (ms) =>
      new Promise((resolve) => {
        if (stopped) return resolve();
        const end = () => {
          cancel();
          pauses.delete(end);
          resolve();
        };
        const cancel = clock.after(ms, end);
        pauses.add(end);
      }),
    async stop() {
      stopped = true;
      for (const end of pauses) end();
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
