import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Clock } from '../../clock.ts';

/** Slack's client pings every two seconds, so that several answers are owed at every look. */
const lookMs = 5000;
/** So many looks in a row without a sign of life: the connection is dead, whatever the socket says. */
const silentLooks = 4;

/** Where every WebSocket of the process tells of the control frames that it receives. */
const frames = ['undici:websocket:ping', 'undici:websocket:pong'] as const;

/** Watches one connection for signs of life. */
export interface Pulse {
  /** Something came in by it. */
  heard(): void;
  stop(): void;
}

export interface PulseOptions {
  /** The address of the connection; Slack gives each one its own. */
  readonly url: string;
  readonly clock: Clock;
  /** The first sign of life after its opening. */
  readonly alive: () => void;
  /** Told once, when nothing has come in for about twenty seconds. */
  readonly quiet: () => void;
}

/**
 * Slack's client notices a connection that has died without a word too, but by the wall clock: after that is set
 * back, an hour may pass. Here looks are counted, so that neither a jump nor a long pause of the process is taken for
 * silence.
 */
export function watchPulse({ url, clock, alive, quiet }: PulseOptions): Pulse {
  const { href } = new URL(url);
  let silent = 0;
  let wasHeard = false;
  let cancel = clock.after(lookMs, look);

  function look(): void {
    silent += 1;
    if (silent <= silentLooks) {
      cancel = clock.after(lookMs, look);
      return;
    }
    stop();
    quiet();
  }

  function heard(): void {
    silent = 0;
    if (wasHeard) return;
    wasHeard = true;
    alive();
  }

  function received(message: unknown): void {
    const { websocket } = message as { readonly websocket?: { readonly url?: string } };
    if (websocket?.url === href) heard();
  }

  function stop(): void {
    cancel();
    for (const frame of frames) unsubscribe(frame, received);
  }

  for (const frame of frames) subscribe(frame, received);
  return { heard, stop };
}
