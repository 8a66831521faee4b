import type { PersonId } from '../../chat/outcome.ts';
import type { RouteName } from '../../chat/request.ts';
import { addMs } from '../../time.ts';
import { quietTimes, type WhoToAsk } from '../asking/index.ts';
import { hasLostDeputy } from './deputy.ts';
import { askNext, type Changed, lastWord } from './rules.ts';
import { type AnswerGiven, type Escalation, holder, lastAnswers } from './schema.ts';
import { stillAsked } from './still-asked.ts';

/** "Acknowledge": the answer where no more was wanted, else a promise to decide that is followed up. */
export function acknowledge(escalation: Escalation, person: PersonId, now: string): Changed {
  if (escalation.wants === 'acknowledgement')
    return end(answered(escalation, person, 'acknowledged', now), 'acknowledged', person, now);
  if (holder(escalation) === person) return { escalation, news: [] };
  const { quietAskedAt: _, ...rest } = answered(escalation, person, 'acknowledged', now);
  return {
    escalation: { ...rest, next: { what: 'quiet', at: addMs(now, quietTimes(escalation).firstMs) } },
    news: [{ type: 'taken', person }],
  };
}

/** "Yes" or "No": the first one counts. */
export function decide(escalation: Escalation, what: 'yes' | 'no', person: PersonId, now: string): Changed {
  return end(answered(escalation, person, what, now), what, person, now);
}

/**
 * "Pass on": the next step is asked at once, unless somebody else has acknowledged it. Where the asker was told that this
 * person decides, the next who does is asked in any case.
 */
export function passOn(escalation: Escalation, person: PersonId, now: string, who: WhoToAsk): Changed {
  if (lastAnswers(escalation).get(person) === 'passedOn') return { escalation, news: [] };
  const passed = answered(escalation, person, 'passedOn', now);
  if (hasLostDeputy(escalation, passed, who)) return lastWord(passed, now, who);
  return holder(passed) === undefined
    ? askNext(passed, now, who, 0, person)
    : { escalation: passed, news: [] };
}

function answered(escalation: Escalation, person: PersonId, what: AnswerGiven, now: string): Escalation {
  return {
    ...escalation,
    answers: [...escalation.answers, { person, what, at: now }],
    timeline: [...escalation.timeline, { at: now, what, by: person }],
  };
}

/** Ends it, by an answer, by its asker, or by its deadline. The caller checks that this person may. */
export function end(
  escalation: Escalation,
  how: NonNullable<Escalation['ended']>['how'],
  by: PersonId | undefined,
  now: string,
): Changed {
  const { next: _, ...rest } = escalation;
  const isAnswer = how !== 'withdrawn' && how !== 'noDecision';
  return {
    escalation: {
      ...rest,
      ended: { how, at: now, ...(by === undefined ? {} : { by }) },
      timeline: isAnswer
        ? escalation.timeline
        : [...escalation.timeline, { at: now, what: how, ...(by === undefined ? {} : { by }) }],
    },
    news: [{ type: 'ended', ...(by === undefined ? {} : { by }) }],
  };
}

/** Why somebody answered as they did, added after the press. */
export function addReason(escalation: Escalation, person: PersonId, text: string, now: string): Changed {
  return {
    escalation: {
      ...escalation,
      reasons: [...escalation.reasons, { by: person, at: now, text }],
      timeline: [...escalation.timeline, { at: now, what: 'reasonAdded', by: person }],
    },
    news: [{ type: 'reasonAdded', person }],
  };
}

/** A supervisor who was not asked takes it up, and is asked like the others from then on. */
export function takeUp(escalation: Escalation, person: PersonId, now: string): Changed {
  if (escalation.asked.some((one) => one.person === person))
    return { escalation, news: [{ type: 'shown', person }] };
  return {
    escalation: {
      ...escalation,
      asked: [...escalation.asked, { person, step: escalation.nextStep, why: 'tookUp', at: now }],
      timeline: [...escalation.timeline, { at: now, what: 'tookUp', by: person }],
    },
    news: [{ type: 'shown', person }],
  };
}

/** A supervisor has seen that it ended without a decision. */
export function markSeen(escalation: Escalation, person: PersonId, now: string): Changed {
  return {
    escalation: {
      ...escalation,
      seen: { by: person, at: now },
      timeline: [...escalation.timeline, { at: now, what: 'seen', by: person }],
    },
    news: [],
  };
}

/**
 * Somebody who was asked could not be reached by any route; when nobody is left, the next step is asked at once, and where
 * the asker was told that this person decides, the next who does.
 */
export function unreached(
  escalation: Escalation,
  person: PersonId,
  { reason, routes }: { readonly reason: string; readonly routes?: readonly RouteName[] | undefined },
  now: string,
  who: WhoToAsk,
): Changed {
  const tried = routes === undefined ? {} : { routes: [...new Set(routes)] };
  if (escalation.unreached.some((one) => one.person === person)) return { escalation, news: [] };
  const next: Escalation = {
    ...escalation,
    unreached: [...escalation.unreached, { person, at: now, reason, ...tried }],
    timeline: [...escalation.timeline, { at: now, what: 'unreached', people: [person] }],
  };
  if (hasLostDeputy(escalation, next, who)) return lastWord(next, now, who);
  const waiting = holder(next) === undefined && next.nobodyToldAt === undefined;
  return waiting && stillAsked(next, who.people).length === 0
    ? askNext(next, now, who)
    : { escalation: next, news: [] };
}
