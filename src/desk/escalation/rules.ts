import type { PersonId } from '../../chat/outcome.ts';
import { addMs, minuteMs, msBetween } from '../../time.ts';
import {
  appliesAt,
  candidatesOf,
  climb,
  fallbackPeople,
  type Policy,
  peopleOf,
  reminderAt,
  type Step,
  supervisorsOf,
  type WhoToAsk,
} from '../asking/index.ts';
import { withDeputy } from './deputy.ts';
import { type Escalation, gone, holder } from './schema.ts';
import { stillAsked } from './still-asked.ts';

/** What a change means for people; `news.ts` turns it into cards and messages. */
export type News =
  | { readonly type: 'escalated' }
  /** `again`: those who have the card already and are asked once more. */
  | { readonly type: 'asked'; readonly people: readonly PersonId[]; readonly again: readonly PersonId[] }
  | { readonly type: 'movedOn'; readonly people: readonly PersonId[]; readonly passedBy?: PersonId }
  | { readonly type: 'nobody' }
  | { readonly type: 'taken'; readonly person: PersonId }
  | { readonly type: 'quiet'; readonly person: PersonId }
  | { readonly type: 'reasonAdded'; readonly person: PersonId }
  | { readonly type: 'shown'; readonly person: PersonId }
  | { readonly type: 'reminder' }
  /** `by` is absent when the deadline passed. */
  | { readonly type: 'ended'; readonly by?: PersonId };

/** A rule's result: the record as it is now, and what to tell whom. */
export interface Changed {
  readonly escalation: Escalation;
  readonly news: readonly News[];
}

/** How long one whose building is unknown waits for the asker to say which, before the fallback person is asked. */
export const unknownBuildingMs = minuteMs;
/** Where the deadline comes before the last step, the steps are spread over this part of the time that is left. */
const askedWithin = 0.75;

export interface NewEscalation
  extends Pick<
    Escalation,
    | 'id'
    | 'number'
    | 'asker'
    | 'branch'
    | 'about'
    | 'wants'
    | 'reason'
    | 'deadlineAt'
    | 'deadlineWords'
    | 'concerns'
  > {
  readonly policy: Policy;
}

/** Makes one and asks its first step; without a building it waits for one. */
export function escalate(input: NewEscalation, now: string, who: WhoToAsk): Changed {
  const { policy, deadlineAt, deadlineWords, about, ...rest } = input;
  const escalation: Escalation = {
    ...rest,
    ...(about === undefined ? {} : { about }),
    ...(deadlineAt === undefined ? {} : { deadlineAt }),
    ...(deadlineWords === undefined ? {} : { deadlineWords }),
    revision: 0,
    createdAt: now,
    ...policyFields(policy, now, deadlineAt),
    nextStep: 0,
    asked: [],
    unreached: [],
    answers: [],
    reasons: [],
    timeline: [{ at: now, what: 'escalated', by: input.asker }],
  };
  if (escalation.branch === null) {
    return {
      escalation: { ...escalation, next: { what: 'fallback', at: addMs(now, unknownBuildingMs) } },
      news: [{ type: 'escalated' }],
    };
  }
  const asked = askNext(escalation, now, who);
  return { escalation: asked.escalation, news: [{ type: 'escalated' }, ...asked.news] };
}

function policyFields(policy: Policy, now: string, deadlineAt: string | undefined) {
  return {
    steps: spread(policy.steps, now, deadlineAt),
    lastAfterMs: policy.lastAfterMs,
    staleAfterMs: policy.staleAfterMs,
    ...(policy.quietAfterMs === undefined ? {} : { quietAfterMs: policy.quietAfterMs }),
    ...(policy.fallback === undefined ? {} : { fallback: policy.fallback }),
  };
}

/** Steps that would come after the deadline help nobody: they are drawn together so that everyone is asked before it. */
function spread(steps: readonly Step[], from: string, deadlineAt: string | undefined): Step[] {
  const last = steps.at(-1)?.afterMs ?? 0;
  const room = deadlineAt === undefined ? Number.POSITIVE_INFINITY : Math.max(0, msBetween(from, deadlineAt));
  if (last < room) return [...steps];
  const factor = (room * askedWithin) / last;
  return steps.map((step) => ({ ...step, afterMs: Math.round(step.afterMs * factor) }));
}

/**
 * The asker said which building it is: its ladder begins.
 *
 * @param deadlineAt what the deadline as it was typed means there; undefined when that has to be asked
 */
export function setBranch(
  escalation: Escalation,
  branch: string,
  policy: Policy,
  deadlineAt: string | undefined,
  now: string,
  who: WhoToAsk,
): Changed {
  const { nobodyToldAt: _, deadlineWords, deadlineAt: before, ...others } = escalation;
  // What that building's policy leaves open is not what the general one said.
  const { quietAfterMs: __, fallback: ___, ...rest } = others;
  // What was typed is meant on the building's clock, also where that makes it over; until now it stood on another one.
  const until = deadlineWords === undefined ? before : deadlineAt;
  const asked = askNext(
    {
      ...rest,
      branch,
      ...(until === undefined ? {} : { deadlineAt: until }),
      ...policyFields(policy, now, until),
      nextStep: 0,
    },
    now,
    who,
  );
  // Whoever acknowledged it is still asked for the answer when that was due.
  if (holder(escalation) === undefined || escalation.next?.what !== 'quiet') return asked;
  return { ...asked, escalation: { ...asked.escalation, next: escalation.next } };
}

/**
 * The asker said which moment was meant, or that there is no deadline. Steps count from where the one that is due has its
 * time from: the ladder begins anew where the building was named late, and waits for whoever acknowledged.
 */
export function setDeadline(escalation: Escalation, deadlineAt: string | undefined, now: string): Changed {
  const { deadlineAt: _, deadlineWords: __, ...rest } = escalation;
  const { next, nextStep, createdAt } = escalation;
  const dueStep = next?.what === 'step' ? escalation.steps[nextStep] : undefined;
  const from = next === undefined || dueStep === undefined ? createdAt : addMs(next.at, -dueStep.afterMs);
  const steps = spread(escalation.steps, from, deadlineAt);
  const waiting = dueStep && steps[nextStep];
  const stepAt = waiting === undefined ? undefined : addMs(from, waiting.afterMs);
  return {
    escalation: {
      ...rest,
      ...(deadlineAt === undefined ? {} : { deadlineAt }),
      steps,
      ...(stepAt === undefined || next === undefined || stepAt >= next.at
        ? {}
        : { next: { what: 'step', at: stepAt < now ? now : stepAt } }),
      timeline: [...escalation.timeline, { at: now, what: 'deadlineSet', by: escalation.asker }],
    },
    news: [],
  };
}

/** Whoever may never be asked: the asker, those it is about, and those who passed it on or cannot be reached. */
function never(escalation: Escalation): readonly PersonId[] {
  return [escalation.asker, ...escalation.concerns, ...gone(escalation)];
}

/**
 * Asks the next step that reaches anybody; empty ones are skipped at once. Supervisors are asked one at a time while a
 * later step asks supervisors too, and then all who are left; nobody of them twice.
 *
 * @param lateMs how long ago the step was due: after a restart everyone on the missed steps is asked in one go.
 */
export function askNext(
  escalation: Escalation,
  now: string,
  who: WhoToAsk,
  lateMs = 0,
  passedBy?: PersonId,
): Changed {
  const { branch, fallback } = escalation;
  const out = never(escalation);
  const before = new Set(escalation.asked.map((one) => one.person));
  const taken = new Set([...out.map(who.people.canonical), ...before]);

  function supervisors(branch: string, step: number): readonly PersonId[] {
    const left = supervisorsOf(branch, now, who, out).filter((person) => !taken.has(person));
    const more = escalation.steps.slice(step + 1).some((later) => later.ask.includes('supervisor'));
    const chosen = more ? left.slice(0, 1) : left;
    for (const person of chosen) taken.add(person);
    return chosen;
  }

  const { nextStep, found, events, due } = climb(
    escalation,
    {
      ofStep: (step, index) => {
        if (!appliesAt(step, branch, now, who)) return [];
        return candidatesOf({ branch, never: out }, step.ask, now, who, (at, target, ...rest) =>
          target === 'supervisor' && at !== null ? supervisors(at, index) : peopleOf(at, target, ...rest),
        );
      },
      instead: () =>
        stillAsked(escalation, who.people).length > 0
          ? []
          : fallbackPeople({ branch, fallback, never: out }, who),
    },
    now,
    lateMs,
  );
  const asked: Escalation = {
    ...escalation,
    nextStep,
    asked: [...escalation.asked, ...found],
    timeline: [...escalation.timeline, ...events],
  };
  const people = found.map((one) => one.person);
  if (people.length === 0) {
    const waiting = escalation.nobodyToldAt === undefined && stillAsked(escalation, who.people).length > 0;
    return waiting ? { escalation: { ...asked, next: due }, news: [] } : lastWord(asked, now, who);
  }
  const moved: readonly News[] =
    escalation.asked.length === 0
      ? []
      : [{ type: 'movedOn', people, ...(passedBy === undefined ? {} : { passedBy }) }];
  return {
    escalation: { ...asked, next: due },
    news: [
      {
        type: 'asked',
        people: people.filter((person) => !before.has(person)),
        again: people.filter((person) => before.has(person)),
      },
      ...moved,
    ],
  };
}

/** Nobody is left to ask: whoever decides then is asked, where no step has done so, and the asker is told. */
export function lastWord(escalation: Escalation, now: string, who: WhoToAsk): Changed {
  const deputed = withDeputy(escalation, now, who);
  if (deputed === undefined) return nobodyLeft(escalation, now);
  const told = nobodyLeft(deputed.escalation, now);
  return {
    escalation: told.escalation,
    news: [{ type: 'asked', people: [deputed.person], again: [] }, ...told.news],
  };
}

/** Nobody is left to ask: the asker is told at once, and the supervisors are reminded every day. */
export function nobodyLeft(escalation: Escalation, now: string): Changed {
  return {
    escalation: {
      ...escalation,
      nextStep: escalation.steps.length,
      nobodyToldAt: now,
      next: { what: 'reminder', at: reminderAt(escalation.timeline, now) },
      timeline: [...escalation.timeline, { at: now, what: 'nobody' }],
    },
    news: [{ type: 'nobody' }],
  };
}
