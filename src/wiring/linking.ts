import type { Clock } from '../clock.ts';
import { backoffMs } from '../delivery/pace.ts';
import { toDeskError } from '../errors.ts';
import { type Platform, SendError } from '../platforms/platform.ts';
import type { Log } from './log.ts';

/** Looks through the directories of the platforms, so that staff are linked by e-mail before anyone needs them. */
export interface Linking {
  /**
   * Looks now, and where that fails again and again after a growing pause of at most a minute, until one look was
   * complete. A platform that is being looked through is looked through once more after that.
   */
  look(): void;
  stop(): void;
}

export interface LinkingOptions {
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
  /** Looks through one directory, whole; ends early when it is not to go on. Rejects when it could not be read or saved. */
  readonly read: (platform: Platform, goesOn: () => boolean) => Promise<void>;
}

export function createLinking(options: LinkingOptions): Linking {
  const looks = options.platforms
    .filter(({ directory }) => directory !== undefined)
    .map((platform) => createLook(platform, options));
  return {
    look() {
      for (const one of looks) one.begin();
    },
    stop() {
      for (const one of looks) one.stop();
    },
  };
}

/** The looks through one directory, one after the other. */
function createLook(platform: Platform, { clock, log, read }: LinkingOptions) {
  let isUnderWay = false;
  /** Asked for while one was under way, which may have passed those whom it is for. */
  let isWanted = false;
  let stopped = false;
  let tries = 0;
  let saidReason: string | undefined;
  let cancelRetry = () => {};

  async function look(): Promise<void> {
    isUnderWay = true;
    isWanted = false;
    try {
      await read(platform, () => !stopped);
      tries = 0;
      saidReason = undefined;
    } catch (thrown) {
      tries += 1;
      retryLater(thrown);
    } finally {
      isUnderWay = false;
    }
    if (isWanted) begin();
  }

  function retryLater(thrown: unknown): void {
    if (stopped) return;
    const { message: reason } = toDeskError(thrown);
    // Once a minute it would fill the log.
    if (reason !== saidReason) {
      log.warn({ platform: platform.name, reason }, 'the directory could not be read; it is tried again');
    }
    saidReason = reason;
    const askedMs = thrown instanceof SendError ? (thrown.retryAfterMs ?? 0) : 0;
    cancelRetry = clock.after(Math.max(askedMs, backoffMs(tries)), begin);
  }

  function begin(): void {
    if (stopped) return;
    isWanted = true;
    if (isUnderWay) return;
    cancelRetry();
    void look();
  }

  return {
    begin,
    stop: () => {
      stopped = true;
      cancelRetry();
    },
  };
}
