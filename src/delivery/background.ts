import type { Log } from './ports.ts';

/** Work that nobody waits for: its failures are logged, and a stop waits for what is under way. */
export interface Background {
  /** Starts a task; nothing new is started after `stop`. */
  run(task: () => Promise<unknown>): void;
  readonly stopped: boolean;
  /** Takes no more, and resolves when everything under way has ended. */
  stop(): Promise<void>;
}

export function createBackground(log: Log): Background {
  const underWay = new Set<Promise<void>>();
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
            log.error(
              { reason: thrown instanceof Error ? thrown.message : String(thrown) },
              'a task of delivery failed',
            );
          },
        )
        .finally(() => underWay.delete(ended));
      underWay.add(ended);
    },
    async stop() {
      stopped = true;
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
