import { addMs } from '../../time.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { fallbackPeople } from './asking.ts';
import { join } from './join.ts';
import { leader } from './presses.ts';
import { askNext, type Changed, gone, nobodyLeft, onSceneMs, quietAgainMs, reminderMs } from './rules.ts';
import { dueOf, type HelpRequest } from './schema.ts';

/** A step this late was missed because the program was not running. */
const missedMs = 60_000;

/**
 * Does what fell due on a call. Nothing here compares the due time with `now`, because the wall clock may have jumped;
 * that it is due is what the caller says.
 *
 * @param lateMs milliseconds since it was due.
 */
export function onDue(call: HelpRequest, now: string, lateMs: number, who: WhoToAsk): Changed {
  switch (dueOf(call)?.what) {
    case 'join':
      return join(call, now, who);
    case 'step':
      return tooOld(call, now, lateMs) ? stale(call, now) : askNext(call, now, who, lateMs);
    case 'fallback':
      return tooOld(call, now, lateMs) ? stale(call, now) : askFallback(call, now, who);
    case 'last':
      return tooOld(call, now, lateMs) ? stale(call, now) : nobodyLeft(call, now);
    case 'quiet':
      return goneQuiet(call, now, who);
    case 'onScene':
      return stillOnScene(call, now);
    case 'reminder':
      return {
        call: {
          ...call,
          due: { what: 'reminder', at: addMs(now, reminderMs) },
          timeline: [...call.timeline, { at: now, what: 'reminded' }],
        },
        news: [{ type: 'reminder' }],
      };
    case undefined:
      return { call, news: [] };
  }
}

/** A call from long before a restart wakes nobody: its caller and the supervisors are told, and decide. */
function tooOld(call: HelpRequest, now: string, lateMs: number): boolean {
  return lateMs > missedMs && Date.parse(now) - Date.parse(call.createdAt) > call.staleAfterMs;
}

function stale(call: HelpRequest, now: string): Changed {
  const told = nobodyLeft(call, now);
  return { call: told.call, news: [...told.news, { type: 'reminder' }] };
}

/** The caller has not said which building it is: the organisation's fallback person is asked all the same. */
function askFallback(call: HelpRequest, now: string, who: WhoToAsk): Changed {
  const people = fallbackPeople(call, who).filter((one) => !gone(call, one.person));
  if (people.length === 0) return nobodyLeft(call, now);
  const ids = people.map((one) => one.person);
  return {
    call: {
      ...call,
      nextStep: call.steps.length,
      asked: [...call.asked, ...people.map((one) => ({ ...one, step: 0, at: now }))],
      due: { what: 'last', at: addMs(now, call.lastAfterMs) },
      timeline: [...call.timeline, { at: now, what: 'asked', people: ids }],
    },
    news: [
      { type: 'asked', people: ids, again: [] },
      { type: 'movedOn', people: ids },
    ],
  };
}

/** Nobody has arrived: the leader is asked once, then the ladder goes on. */
function goneQuiet(call: HelpRequest, now: string, who: WhoToAsk): Changed {
  const person = leader(call);
  if (person === undefined) return askNext(call, now, who);
  const timeline = [...call.timeline, { at: now, what: 'quiet' as const, people: [person] }];
  if (call.quietAskedAt === undefined) {
    return {
      call: { ...call, quietAskedAt: now, due: { what: 'quiet', at: addMs(now, quietAgainMs) }, timeline },
      news: [{ type: 'quiet', person }],
    };
  }
  return askNext({ ...call, timeline }, now, who);
}

function stillOnScene(call: HelpRequest, now: string): Changed {
  const person = call.responders.find((one) => one.onSceneAt !== undefined)?.person ?? leader(call);
  const next: HelpRequest = { ...call, due: { what: 'onScene', at: addMs(now, onSceneMs) } };
  if (person === undefined) return { call: next, news: [] };
  const timeline = [...call.timeline, { at: now, what: 'stillOn' as const, people: [person] }];
  return { call: { ...next, timeline }, news: [{ type: 'stillOn', person }] };
}
