import type { PersonId } from '../../chat/outcome.ts';
import { addMs, dayMs, hourMs, minuteMs, msBetween } from '../../time.ts';
import type { SupplementKind } from './codes.ts';
import { type Incident, isInHand, type Report, restrictedTexts, reviewWithinMs } from './schema.ts';

/** How long before the end of the author's shift a draft is brought up. */
const beforeShiftEndMs = 15 * minuteMs;
/** When a draft is brought up with somebody who is not on shift, and again with everybody. */
const weekMs = 7 * dayMs;
/** How long a draft is kept that nobody changes. */
export const draftKeptMs = 30 * dayMs;

/** Two reports of one place whose times are no further apart may be about the same event. */
export const sameEventMs = 2 * hourMs;

export interface NewDraft extends Pick<Incident, 'call' | 'form' | 'link'> {
  readonly id: string;
  readonly author: PersonId;
  readonly report: Report;
  /** When the author's shift ends, if they are on one. */
  readonly shiftEndAt: string | undefined;
}

export function newDraft({ shiftEndAt, ...input }: NewDraft, now: string): Incident {
  return {
    ...input,
    revision: 0,
    state: 'draft',
    createdAt: now,
    edition: 1,
    questions: [],
    supplements: [],
    dueAt: nudgeAt(shiftEndAt, now),
    keptUntil: addMs(now, draftKeptMs),
  };
}

/** Before the shift ends, also when little is left of it; without a shift after a week. */
function nudgeAt(shiftEndAt: string | undefined, now: string): string {
  if (shiftEndAt === undefined) return addMs(now, weekMs);
  const left = msBetween(now, shiftEndAt);
  return addMs(now, Math.max(left - beforeShiftEndMs, Math.floor(left / 2)));
}

/**
 * Its author has a week and then thirty days again; what is due before the shift ends stays due.
 *
 * @param form the instance of the form that changes it
 */
export function editDraft(draft: Incident, report: Report, form: string, now: string): Incident {
  const weekAt = addMs(now, weekMs);
  const dueAt =
    draft.nudgedAt === undefined && draft.dueAt !== undefined && draft.dueAt < weekAt ? draft.dueAt : weekAt;
  return { ...draft, report, form, edition: draft.edition + 1, dueAt, keptUntil: addMs(now, draftKeptMs) };
}

/** The text stands as it is from here on. */
export function submit(draft: Incident, report: Report, number: string, now: string): Incident {
  const { keptUntil: _, nudgedAt: __, ...rest } = draft;
  return {
    ...rest,
    report,
    number,
    state: 'submitted',
    submittedAt: now,
    dueAt: addMs(now, reviewWithinMs),
  };
}

/** When a draft is deleted. */
export function keptUntil(draft: Incident): string {
  return draft.keptUntil ?? addMs(draft.createdAt, draftKeptMs);
}

/** Whether what falls due now is its end. Until its author was reminded it never is. */
export function isKeptLongEnough(draft: Incident): boolean {
  return draft.dueAt !== undefined && draft.dueAt >= keptUntil(draft);
}

/** The author was reminded, and has at least a week from then. */
export function nudged(draft: Incident, now: string): Incident {
  // A timer may be a millisecond early, and a wall clock put back: the moment that was due is not due again.
  const at = draft.dueAt !== undefined && draft.dueAt > now ? draft.dueAt : now;
  const inAWeek = addMs(at, weekMs);
  const until = keptUntil(draft) < inAWeek ? inAWeek : keptUntil(draft);
  const weekAt = addMs(until, weekMs - draftKeptMs);
  return { ...draft, nudgedAt: now, keptUntil: until, dueAt: at < weekAt ? weekAt : until };
}

/** The reviewers were reminded. */
export function reminded(incident: Incident, now: string): Incident {
  return { ...incident, nudgedAt: now, dueAt: addMs(now, reviewWithinMs) };
}

/** Somebody has it in hand: nobody is reminded. */
function inHand(incident: Incident): Incident {
  const { dueAt: _, nudgedAt: __, ...rest } = incident;
  return rest;
}

/** Whoever has it in hand may still review it: that is looked at again after a day. */
export function stillInHand(incident: Incident, now: string): Incident {
  return { ...incident, dueAt: addMs(now, reviewWithinMs) };
}

/** Its author is gone and answers no more: it is with whoever asked again. */
export function unanswerable(incident: Incident, now: string): Incident {
  return { ...stillInHand(incident, now), state: 'underReview' };
}

/** Whoever had it in hand may review it no more: it waits for any reviewer, like what nobody has taken. */
export function released(incident: Incident, now: string): Incident {
  return { ...inHand(incident), state: 'submitted', dueAt: addMs(now, reviewWithinMs) };
}

/**
 * Somebody else who has it in hand; undefined when the person may go on. What its author has
 * answered waits for any reviewer, like what nobody has taken.
 */
export function inOtherHands(incident: Incident, person: PersonId): Incident['review'] {
  const { review } = incident;
  return isInHand(incident) && review?.by !== person ? review : undefined;
}

export function startReview(incident: Incident, person: PersonId, now: string): Incident {
  const state = incident.state === 'submitted' ? 'underReview' : incident.state;
  return { ...inHand(incident), state, review: { by: person, at: now } };
}

export function askAuthor(incident: Incident, person: PersonId, text: string, now: string): Incident {
  return {
    ...inHand(incident),
    state: 'returned',
    review: incident.review?.by === person ? incident.review : { by: person, at: now },
    questions: [...incident.questions, { by: person, at: now, text }],
  };
}

/** Adds to a submitted report. What its author adds while it is returned is the answer. */
export function supplementIt(
  incident: Incident,
  added: { readonly by: PersonId; readonly kind: SupplementKind; readonly text: string },
  isAuthor: boolean,
  now: string,
): Incident {
  const supplements = [...incident.supplements, { ...added, at: now }];
  if (!isAuthor || incident.state !== 'returned') return { ...incident, supplements };
  const questions = incident.questions.map((one) => ({ ...one, answeredAt: one.answeredAt ?? now }));
  return { ...incident, supplements, questions, state: 'submitted', dueAt: addMs(now, reviewWithinMs) };
}

export function close(incident: Incident, person: PersonId, note: string, now: string): Incident {
  return { ...inHand(incident), state: 'closed', closed: { by: person, at: now, note } };
}

/** Takes a closed report up again; what closed it is kept with the reason. */
export function reopen(incident: Incident, person: PersonId, reason: string, now: string): Incident {
  const { closed, ...rest } = incident;
  if (closed === undefined) return incident;
  return {
    ...rest,
    state: 'underReview',
    review: { by: person, at: now },
    reopened: [...(incident.reopened ?? []), { by: person, at: now, reason, closed }],
  };
}

/** What the author was asked and has not answered yet, oldest first. */
export function openQuestions(incident: Incident): Incident['questions'] {
  return incident.state === 'returned'
    ? incident.questions.filter((one) => one.answeredAt === undefined)
    : [];
}

/** The names of the restricted fields that hold something. */
export function filledFields(incident: Incident): readonly string[] {
  return [
    ...restrictedTexts.filter((field) => incident.report[field] !== undefined),
    ...(incident.supplements.length > 0 ? ['supplements'] : []),
    ...(incident.questions.length > 0 ? ['questions'] : []),
    ...(incident.closed === undefined && incident.reopened === undefined ? [] : ['closed.note']),
    ...(incident.reopened === undefined ? [] : ['reopened.reason']),
  ];
}
