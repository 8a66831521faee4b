import { addMs } from '../../time.ts';
import { reminderAt, type WhoToAsk } from '../asking/index.ts';
import { fallbackPeople } from './asking.ts';
import { resting, withCheck } from './coming.ts';
import type { Changed } from './rules.ts';
import type { HelpRequest } from './schema.ts';

/**
 * The caller has not said which building it is, or finds none that fits: the organisation's fallback person is asked all
 * the same, and nobody else before the caller is told, unless that one can't come or is out of reach.
 */
export function askFallback(call: HelpRequest, now: string, who: WhoToAsk): Changed {
  const people = fallbackPeople(call, who);
  if (people.length === 0) return nobodyLeft(call, now);
  const ids = people.map((one) => one.person);
  const asked: HelpRequest = {
    ...call,
    nextStep: call.steps.length,
    asked: [...call.asked, ...people.map((one) => ({ ...one, step: 0, at: now }))],
    due: { what: 'last', at: addMs(now, call.lastAfterMs) },
    timeline: [...call.timeline, { at: now, what: 'asked', people: ids }],
  };
  return {
    call: resting(withCheck(call, asked, now)),
    news: [
      { type: 'asked', people: ids, again: [] },
      { type: 'movedOn', people: ids },
    ],
  };
}

/** Nobody is left to ask: the caller is told at once, and the supervisors are reminded every day. */
export function nobodyLeft(call: HelpRequest, now: string): Changed {
  return {
    call: {
      ...call,
      nextStep: call.steps.length,
      nobodyToldAt: now,
      due: { what: 'reminder', at: reminderAt(call.timeline, now) },
      timeline: [...call.timeline, { at: now, what: 'nobody' }],
    },
    news: [{ type: 'nobody' }],
  };
}
