import { addMs } from '../../time.ts';
import { quietTimes, reminderMs, type WhoToAsk } from '../asking/index.ts';
import { fallbackPeople } from './asking.ts';
import { awaited, isEnough, leader, onSceneMs, resting, withCheck } from './coming.ts';
import { join } from './join.ts';
import { askNext, type Changed, gone, nobodyLeft } from './rules.ts';
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
  const moved = askNext(withCheck(call, { ...call, responders, timeline }, now), now, who);
  // Nobody more is asked, and those who were have had their time.
  return moved.news.length === 0 && !isEnough(moved.call) ? nobodyLeft(moved.call, now) : moved;
}

function stillOnScene(call: HelpRequest, now: string): Changed {
  const person = call.responders.find((one) => one.onSceneAt !== undefined)?.person ?? leader(call);
  const next = resting({ ...call, check: { what: 'onScene', at: addMs(now, onSceneMs) } });
  if (person === undefined) return { call: next, news: [] };
  const timeline = [...call.timeline, { at: now, what: 'stillOn' as const, people: [person] }];
  return { call: { ...next, timeline }, news: [{ type: 'stillOn', person }] };
}
