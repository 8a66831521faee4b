import type { Actor, Request } from '../../chat/request.ts';
import type { Clock } from '../../time.ts';
import type { DeskPort } from '../platform.ts';
import type { Log } from '../shared/log.ts';
import type { RequestIncoming } from './incoming.ts';
import type { Outlet } from './outlet.ts';
import type { People } from './people.ts';

/** What answering needs, made once at the start. */
export interface Tools {
  readonly desk: DeskPort;
  readonly clock: Clock;
  readonly log: Log;
  readonly people: People;
  readonly outlet: Outlet;
}

/** One payload under way: when it came, and its one reply. */
export interface Arrival {
  /** Of the clock that never jumps. */
  readonly atMs: number;
  /** The transport's own reply; later calls do nothing. False when the connection was gone. */
  readonly reply: (payload?: unknown) => Promise<boolean>;
}

/** Slack waits three seconds; what is not there after two is announced, and follows. */
export const answerWithinMs = 2000;
/**
 * How long Slack may take to open a form or to say who somebody is before a command is answered without: what that
 * answer saves still has its moment.
 */
export const askWithinMs = 1800;
/** Until when a trigger is worth trying. */
export const triggerWithinMs = 2500;
/** The same for a command, which leaves Slack half a second: a form given up as it is asked for could open all the same. */
export const commandTriggerWithinMs = askWithinMs - 500;

export function msSince(arrival: Arrival, clock: Clock): number {
  return clock.elapsedMs() - arrival.atMs;
}

export function incomingToRequest(
  incoming: RequestIncoming,
  actor: Actor,
  tools: Tools,
  canOpenForm: boolean,
): Request {
  const { key, what, place, contact } = incoming;
  return {
    key,
    actor,
    locale: tools.people.readerOf(actor.user).locale,
    canOpenForm,
    what,
    ...(place === undefined ? {} : { place }),
    ...(contact === undefined ? {} : { contact }),
  };
}
