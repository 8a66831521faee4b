import { addMs, msBetween } from '../../time.ts';
import { isTooOld, quietTimes, reminderMs, type WhoToAsk } from '../asking/index.ts';
import {
  awaited,
  firstThere,
  isEnough,
  lastWordOf,
  leader,
  onSceneMs,
  resting,
  withCheck,
} from './coming.ts';
import { askFallback, nobodyLeft } from './fallback.ts';
import { join } from './join.ts';
import { askedOnceMore } from './presses.ts';
import { askNext, type Changed } from './rules.ts';
import { calledAt } from './running.ts';
import { dueOf, type HelpRequest } from './schema.ts';

/**
 * Does what fell due on a call. Nothing here compares the due time with `now`, because the wall clock may have jumped;
 * that it is due is what the caller says.
 *
 * @param lateMs milliseconds since it was due.
 */
export function onDue(call: HelpRequest, now: string, lateMs: number, who: WhoToAsk): Changed {
  const isOld = isTooOld({ createdAt: calledAt(call), staleAfterMs: call.staleAfterMs }, now, lateMs);
  switch (dueOf(call)?.what) {
    case 'join':
      return isOld ? notJoined(call) : join(call, now, who);
    case 'step':
      return isOld ? stale(call, now) : askNext(call, now, who, lateMs);
    case 'fallback':
      return isOld ? stale(call, now) : askFallback(call, now, who);
    case 'last':
      return isOld ? stale(call, now) : nobodyLeft(call, now);
    case 'quiet':
      return isOld ? stale(call, now) : goneQuiet(call, now, who);
    case 'onScene':
      return isOld || isForgotten(call, now) ? forgotten(call, now) : stillOnScene(call, now);
    case 'reminder':
      return remind(call, now);
    case undefined:
      return { call, news: [] };
  }
}

/**
 * A call from long before a restart wakes nobody: its caller and the supervisors are told, and decide. Nobody is asked any
 * more whether they are there yet, and whoever never said so counts no longer.
 */
function stale(call: HelpRequest, now: string): Changed {
  const { check: _, quietAskedAt: __, joinAt: ___, ...rest } = call;
  const responders = call.responders.map((one) =>
    one.onSceneAt === undefined && one.quietAt === undefined ? { ...one, quietAt: now } : one,
  );
  const told = nobodyLeft({ ...rest, responders }, now);
  return { call: told.call, news: [...told.news, { type: 'reminder' }] };
}

/** A shift has started since, and whoever is on it is not asked about a call from long before. */
function notJoined(call: HelpRequest): Changed {
  const { joinAt: _, ...rest } = call;
  return { call: rest, news: [] };
}

/** Somebody on the way has not arrived: they are asked once, and then others are asked instead of them. */
function goneQuiet(call: HelpRequest, now: string, who: WhoToAsk): Changed {
  const person = awaited(call)?.person;
  if (person === undefined) return askNext(call, now, who);
  const timeline = [...call.timeline, { at: now, what: 'quiet' as const, people: [person] }];
  if (call.quietAskedAt === undefined) {
    const check = { what: 'quiet', at: addMs(now, quietTimes(call).againMs) } as const;
    return {
      call: resting({ ...call, quietAskedAt: now, check, timeline }),
      news: [{ type: 'quiet', person }],
    };
  }
  const responders = call.responders.map((one) => (one.person === person ? { ...one, quietAt: now } : one));
  const asked = askNext(withCheck(call, { ...call, responders, timeline }, now), now, who);
  const moved = asked.news.length === 0 ? asked : askedOnceMore(asked, now);
  // Nobody more is asked, and those who were have had their time.
  return moved.news.length === 0 && !isEnough(moved.call) ? nobodyLeft(moved.call, now) : moved;
}

function remind(call: HelpRequest, now: string): Changed {
  return {
    call: {
      ...call,
      due: { what: 'reminder', at: addMs(now, reminderMs) },
      timeline: [...call.timeline, { at: now, what: 'reminded' }],
    },
    news: [{ type: 'reminder' }],
  };
}

/** Whether whoever is there has been asked for too long whether it is over: they have gone home and forgotten to say so. */
function isForgotten(call: HelpRequest, now: string): boolean {
  const there = firstThere(call);
  const since = there === undefined ? call.createdAt : lastWordOf(there);
  const first = call.timeline.find(({ what, at }) => what === 'stillOn' && at >= since);
  return first !== undefined && msBetween(first.at, now) >= call.staleAfterMs;
}

/** From now on the supervisors are reminded of it every day instead, unless something else is due that ends in that. */
function forgotten(call: HelpRequest, now: string): Changed {
  const { check: _, ...rest } = call;
  return call.due?.what === 'onScene' ? remind(rest, now) : { call: rest, news: [] };
}

function stillOnScene(call: HelpRequest, now: string): Changed {
  const person = firstThere(call)?.person ?? leader(call);
  const next = resting({ ...call, check: { what: 'onScene', at: addMs(now, onSceneMs) } });
  if (person === undefined) return { call: next, news: [] };
  const timeline = [...call.timeline, { at: now, what: 'stillOn' as const, people: [person] }];
  return { call: { ...next, timeline }, news: [{ type: 'stillOn', person }] };
}
