import type { Clock } from '../../time.ts';
import type { DeskPort } from '../platform.ts';
import type { Live } from './live.ts';
import type { BrowserOptions } from './options.ts';

/**
 * Tells open pages when what is dialled has changed: they must be able to say it once the desk cannot be asked. And when
 * the branches have, which their tabs follow.
 */
export interface StartWatch {
  /** Follows the desk's changes from now on. */
  start(desk: DeskPort): void;
  stop(): void;
}

/** Changes within this time are looked at once. */
const coalesceMs = 250;

export function createStartWatch(
  { dialText, people, branches }: Pick<BrowserOptions, 'dialText' | 'people' | 'branches'>,
  live: Live,
  clock: Clock,
): StartWatch {
  let known = '';
  let stopListening: (() => void) | undefined;
  let cancelLook: (() => void) | undefined;

  function watched(): string {
    return JSON.stringify([
      dialText(),
      people().map(({ user, dialText: own }) => [user, own]),
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

  return {
    start(desk) {
      known = watched();
      stopListening = desk.onChange?.(look);
    },
    stop() {
      stopListening?.();
      cancelLook?.();
      cancelLook = undefined;
    },
  };
}
