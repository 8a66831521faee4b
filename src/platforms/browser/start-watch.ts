import type { Clock } from '../../clock.ts';
import type { DeskPort } from '../platform.ts';
import type { Live } from './live.ts';
import type { BrowserOptions } from './options.ts';

/**
 * Tells open pages when what is dialled has changed: they must be able to say it once the desk cannot be asked. And when
 * the branches or somebody's shift have, which their tabs and the lines under the names follow.
 */
export interface StartWatch {
  /** Follows the desk's changes, and the time, from now on. */
  start(desk: DeskPort): void;
  stop(): void;
}

/** Changes within this time are looked at once. */
const coalesceMs = 250;
/** Shifts begin and end without a change at the desk. */
const lookAgainMs = 60_000;

export function createStartWatch(
  { dialText, people, branches }: Pick<BrowserOptions, 'dialText' | 'people' | 'branches'>,
  live: Live,
  clock: Clock,
): StartWatch {
  let known = '';
  let stopListening: (() => void) | undefined;
  let cancelLook: (() => void) | undefined;
  let cancelTick = () => {};

  function watched(): string {
    return JSON.stringify([
      dialText(),
      people().map(({ user, role, branches: codes, detail, dialText: own }) => [
        user,
        role,
        codes,
        detail,
        own,
      ]),
      branches().map(({ code, name }) => [code, name]),
    ]);
  }

  function look(): void {
    cancelLook ??= clock.after(coalesceMs, () => {
      cancelLook = undefined;
      const now = watched();
      if (now === known) return;
      known = now;
      live.tell({ type: 'start' });
    });
  }

  function tick(): void {
    cancelTick = clock.after(lookAgainMs, tick);
    look();
  }

  return {
    start(desk) {
      known = watched();
      stopListening = desk.onChange?.(look);
      cancelTick = clock.after(lookAgainMs, tick);
    },
    stop() {
      stopListening?.();
      cancelTick();
      cancelLook?.();
      cancelLook = undefined;
    },
  };
}
