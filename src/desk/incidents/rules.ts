import type { PersonId } from '../../chat/outcome.ts';
import { addMs, msBetween } from '../../time.ts';
import type { SupplementKind } from './codes.ts';
import { type Incident, type Report, restrictedTexts } from './schema.ts';

const minute = 60_000;
/** How long before the end of the author's shift a draft is brought up. */
const beforeShiftEndMs = 15 * minute;
/** When a draft is brought up by somebody who is not on shift. */
const weekMs = 7 * 24 * 60 * minute;

/** Two reports of one place whose times are no further apart may be about the same event. */
export const sameEventMs = 2 * 60 * minute;

export interface NewDraft extends Pick<Incident, 'call' | 'link'> {
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
  };
}

/** Before the shift ends, also when little is left of it; without a shift after a week. */
function nudgeAt(shiftEndAt: string | undefined, now: string): string {
  if (shiftEndAt === undefined) return addMs(now, weekMs);
  const left = msBetween(now, shiftEndAt);
  return addMs(now, Math.max(left - beforeShiftEndMs, Math.floor(left / 2)));
}

export function editDraft(draft: Incident, report: Report): Incident {
  return { ...draft, report, edition: draft.edition + 1 };
}

/** The text stands as it is from here on. */
export function submit(draft: Incident, report: Report, number: string, now: string): Incident {
  const { dueAt: _, ...rest } = draft;
  return { ...rest, report, number, state: 'submitted', submittedAt: now };
}

export function nudged(draft: Incident, now: string): Incident {
  const { dueAt: _, ...rest } = draft;
  return { ...rest, nudgedAt: now };
}

/** Somebody else who has it in hand; undefined when the person may go on. */
export function inOtherHands(incident: Incident, person: PersonId): Incident['review'] {
  return incident.review === undefined || incident.review.by === person ? undefined : incident.review;
}

export function startReview(incident: Incident, person: PersonId, now: string): Incident {
  const state = incident.state === 'submitted' ? 'underReview' : incident.state;
  return { ...incident, state, review: { by: person, at: now } };
}

export function askAuthor(incident: Incident, person: PersonId, text: string, now: string): Incident {
  return {
    ...incident,
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
  return { ...incident, supplements, questions, state: 'submitted' };
}

export function close(incident: Incident, person: PersonId, note: string, now: string): Incident {
  return { ...incident, state: 'closed', closed: { by: person, at: now, note } };
}

/** The question that the author has not answered yet. */
export function openQuestion(incident: Incident): Incident['questions'][number] | undefined {
  return incident.state === 'returned' ? incident.questions.at(-1) : undefined;
}

/** The names of the restricted fields that hold something. */
export function filledFields(incident: Incident): readonly string[] {
  return [
    ...restrictedTexts.filter((field) => incident.report[field] !== undefined),
    ...(incident.supplements.length > 0 ? ['supplements'] : []),
    ...(incident.questions.length > 0 ? ['questions'] : []),
    ...(incident.closed === undefined ? [] : ['closed.note']),
  ];
}
