import { addMs } from '../../time.ts';
import { fallbackPeople, hasLeft, isTooOld, quietTimes, reminderMs, type WhoToAsk } from '../asking/index.ts';
import { end } from './presses.ts';
import { askNext, type Changed, lastWord, nobodyLeft } from './rules.ts';
import { dueOf, type Escalation, gone, holder } from './schema.ts';

/**
 * Does what fell due. Nothing here compares the due time with `now`, because the wall clock may have jumped; that it is
 * due is what the caller says.
 *
 * @param lateMs milliseconds since it was due.
 */
export function onDue(escalation: Escalation, now: string, lateMs: number, who: WhoToAsk): Changed {
  const due = dueOf(escalation);
  if (due === undefined) return { escalation, news: [] };
  const { deadlineAt } = escalation;
  // After a stop both may have passed: whoever would be asked now could not answer in time any more.
  if (deadlineAt !== undefined && deadlineAt <= addMs(due.at, lateMs)) return tooLate(escalation, now);
  const isOld = isTooOld(escalation, now, lateMs);
  switch (due.what) {
    case 'deadline':
      return tooLate(escalation, now);
    case 'step':
      return isOld ? stale(escalation, now) : askNext(escalation, now, who, lateMs);
    case 'fallback':
      return isOld ? stale(escalation, now) : askFallback(escalation, now, who);
    case 'last':
      return isOld ? stale(escalation, now) : lastWord(escalation, now, who);
    case 'quiet':
      return isOld ? stale(escalation, now) : goneQuiet(escalation, now, who);
    case 'reminder':
      return {
        escalation: {
          ...escalation,
          next: { what: 'reminder', at: addMs(now, reminderMs) },
          timeline: [...escalation.timeline, { at: now, what: 'reminded' }],
        },
        news: [{ type: 'reminder' }],
      };
  }
}

/** Never before its deadline: a timer may be a millisecond early, and then the cards would show the minute before. */
function tooLate(escalation: Escalation, now: string): Changed {
  const { deadlineAt = now } = escalation;
  return end(escalation, 'noDecision', undefined, deadlineAt > now ? deadlineAt : now);
}

/** One from long before a restart wakes nobody: its asker and the supervisors are told, and decide. */
function stale(escalation: Escalation, now: string): Changed {
  const told = nobodyLeft(escalation, now);
  return { escalation: told.escalation, news: [...told.news, { type: 'reminder' }] };
}

/** The asker has not said which building it is: the organisation's fallback person is asked all the same. */
function askFallback(escalation: Escalation, now: string, who: WhoToAsk): Changed {
  const { branch, fallback } = escalation;
  const never = [escalation.asker, ...escalation.concerns, ...gone(escalation)];
  const people = fallbackPeople({ branch, fallback, never }, who);
  if (people.length === 0) return lastWord(escalation, now, who);
  const ids = people.map((one) => one.person);
  // A fallback person may have taken it up in the meantime: then they are asked again, and stand there once.
  const have = new Set(escalation.asked.map((one) => one.person));
  const fresh = people.filter((one) => !have.has(one.person));
  return {
    escalation: {
      ...escalation,
      nextStep: escalation.steps.length,
      asked: [...escalation.asked, ...fresh.map((one) => ({ ...one, step: 0, at: now }))],
      next: { what: 'last', at: addMs(now, escalation.lastAfterMs) },
      timeline: [...escalation.timeline, { at: now, what: 'asked', people: ids }],
    },
    news: [
      {
        type: 'asked',
        people: fresh.map((one) => one.person),
        again: ids.filter((person) => have.has(person)),
      },
      { type: 'movedOn', people: ids },
    ],
  };
}

/** Acknowledged and then nothing: whoever did is asked once for the answer, then the ladder goes on. */
function goneQuiet(escalation: Escalation, now: string, who: WhoToAsk): Changed {
  const person = holder(escalation);
  if (person === undefined || hasLeft(person, who.people)) return askNext(escalation, now, who);
  const timeline = [...escalation.timeline, { at: now, what: 'quiet' as const, people: [person] }];
  if (escalation.quietAskedAt !== undefined) return askNext({ ...escalation, timeline }, now, who);
  return {
    escalation: {
      ...escalation,
      quietAskedAt: now,
      next: { what: 'quiet', at: addMs(now, quietTimes(escalation).againMs) },
      timeline,
    },
    news: [{ type: 'quiet', person }],
  };
}
