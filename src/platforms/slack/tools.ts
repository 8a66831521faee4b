import type { Card } from '../../chat/card.ts';
import type { Actor, Request } from '../../chat/request.ts';
import type { Clock } from '../../clock.ts';
import type { DeskPort } from '../platform.ts';
import { foreseeFirst } from '../shared/foresee.ts';
import type { Log } from '../shared/log.ts';
import type { Recent } from '../shared/recent.ts';
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
  readonly taken: Recent<Taken>;
}

/** A payload that is or was answered: should it be delivered again, it gets the same reply and nothing else. */
export interface Taken {
  readonly said: Said;
  /** Resolves when nothing more is to be said in answer. */
  readonly done: Promise<void>;
}

/** The transport's own reply, once there is one. */
export interface Said {
  payload?: unknown;
}

/** One payload under way: when it came, and its one reply. */
export interface Arrival {
  /** Of the clock that never jumps. */
  readonly atMs: number;
  readonly said: Said;
  /** The transport's own reply; later calls do nothing. False when the connection was gone. */
  readonly reply: (payload?: unknown) => Promise<boolean>;
  /** No reply at all, so that Slack delivers it again; it does so with events only. */
  readonly refuse: () => Promise<void>;
}

/** Slack waits three seconds; what is not there after two is announced, and follows. */
export const answerWithinMs = 2000;
/**
 * How long Slack may take to open a form or to say who somebody is before a command is answered without: what that
 * answer saves still has its moment.
 */
export const askWithinMs = 1800;
/** The same for somebody's form for a call for help: it opens for whoever it is, and its trigger does not wait. */
export const askForFormWithinMs = 500;
/** Until when a trigger is worth trying. */
export const triggerWithinMs = 2500;
/** The same for a command, which leaves Slack half a second: a form given up as it is asked for could open all the same. */
export const commandTriggerWithinMs = askWithinMs - 500;

export function msSince(arrival: Arrival, clock: Clock): number {
  return clock.elapsedMs() - arrival.atMs;
}

/** What somebody has to read at once before it is known who they are, such as what to dial. */
export function earlyWord({ what, place }: RequestIncoming, { desk, clock }: Tools): Card | undefined {
  if (what.type !== 'command') return undefined;
  const look = { now: clock.now(), ...(place === undefined ? {} : { place }) };
  return foreseeFirst(desk.commands, what.words, look);
}

export function incomingToRequest(
  incoming: RequestIncoming,
  actor: Actor,
  tools: Tools,
  canOpenForm: boolean,
): Request {
  const { key, edited, what, place, contact } = incoming;
  const locale = tools.people.localeOf(actor.user);
  return {
    key,
    actor,
    canOpenForm,
    what,
    ...(edited === undefined ? {} : { edited }),
    ...(locale === undefined ? {} : { locale }),
    ...(place === undefined ? {} : { place }),
    ...(contact === undefined ? {} : { contact }),
  };
}
