import type { Clock } from '../../time.ts';
import type { DeskPort } from '../platform.ts';
import type { Live } from './live.ts';
import type { BrowserOptions } from './options.ts';

/** Tells open pages when what is dialled has changed: they must be able to say it once the desk cannot be asked. */
export interface StartWatch {
  /** Follows the desk's changes from now on. */
  start(desk: DeskPort): void;
  stop(): void;
}

/** Changes within this time are looked at once. */
const coalesceMs = 250;

export function createStartWatch(
  { dialText, people }: Pick<BrowserOptions, 'dialText' | 'people'>,
  live: Live,
  clock: Clock,
): StartWatch {
  let known = '';
  let stopListening: (() => void) | undefined;
  let cancelLook: (() => void) | undefined;

  function dialled(): string {
    return JSON.stringify([dialText(), people().map(({ user, dialText: own }) => [user, own])]);
  }

  function look(): void {
    cancelLook ??= clock.after(coalesceMs, () => {
      cancelLook = undefined;
      const now = dialled();
      if (now === known) return;
      known = now;
      live.tell({ type: 'start' });
    });
  }

  return {
    start(desk) {
      known = dialled();
      stopListening = desk.onChange?.(look);
    },
    stop() {
      stopListening?.();
      cancelLook?.();
      cancelLook = undefined;
    },
  };
}
