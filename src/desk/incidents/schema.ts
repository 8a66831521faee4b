import { z } from 'zod';
import type { Collection } from '../../store/store.ts';
import { addMs, dayMs } from '../../time.ts';
import { routeFields } from '../routes/index.ts';
import { categories, kinds, outcomes, services, severities, states, supplementKinds } from './codes.ts';

/** The largest text of a report, in characters. */
export const textLimit = 3000;
/** The largest question to its author: it stands above the answer's field, where every platform has to show it whole. */
export const questionLimit = 1000;
/** The largest of its shorter texts. */
export const lineLimit = 500;

/** What the author says. It may be half filled while it is a draft, and never changes once it is submitted. */
export const reportSchema = z.strictObject({
  branch: z.string().optional(),
  zone: z.string().optional(),
  /** UTC ISO text. */
  occurredAt: z.string().optional(),
  /** Whether that time is only approximate. */
  about: z.boolean(),
  kind: z.enum(kinds).optional(),
  /** The main category. */
  category: z.enum(categories).optional(),
  also: z.array(z.enum(categories)),
  severity: z.enum(severities).optional(),
  narrative: z.string().optional(),
  staffActions: z.string().optional(),
  outcomes: z.array(z.enum(outcomes)),
  services: z.array(z.enum(services)),
  servicesReference: z.string().optional(),
  injuries: z.string().optional(),
  property: z.string().optional(),
  duringEvent: z.boolean().optional(),
  footage: z.boolean().optional(),
  /** Members of staff whom it is about. They neither review it nor read it, and are never asked about it. */
  concerns: z.array(z.string()).optional(),
  followUp: z.string().optional(),
});
export type Report = z.infer<typeof reportSchema>;

/** The fields of a report that hold people's words. Only the record holds them; posted cards, lists and logs never do. */
export const restrictedTexts = [
  'narrative',
  'staffActions',
  'servicesReference',
  'injuries',
  'property',
  'followUp',
] as const satisfies readonly (keyof Report)[];

/** Everything that only those read who may read the narrative. */
export const restrictedFields: readonly string[] = [
  ...restrictedTexts,
  'supplements',
  'questions',
  'closed.note',
  'reopened.reason',
];

/** How long a report waits for a review before its reviewers are reminded, and then every time again. */
export const reviewWithinMs = dayMs;

const supplement = z.strictObject({
  by: z.string(),
  at: z.string(),
  kind: z.enum(supplementKinds),
  text: z.string(),
});

const question = z.strictObject({
  by: z.string(),
  at: z.string(),
  text: z.string(),
  answeredAt: z.string().optional(),
});
export type Question = z.infer<typeof question>;

const closing = z.strictObject({ by: z.string(), at: z.string(), note: z.string() });

const reopening = z.strictObject({
  by: z.string(),
  at: z.string(),
  reason: z.string(),
  /** What it undid. */
  closed: closing,
});

const routeEvent = z.strictObject({
  at: z.string(),
  what: z.enum(['rerouted', 'delayed', 'unreached']),
  people: z.array(z.string()),
  ...routeFields,
});
export type RouteEvent = z.infer<typeof routeEvent>;

export const incidentSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  state: z.enum(states),
  /** Such as `CEN-2026-00042`; given at submission. */
  number: z.string().optional(),
  author: z.string(),
  createdAt: z.string(),
  /** Raised by each change of a draft's text, so that a form opened before it cannot overwrite it. */
  edition: z.int(),
  /** The instance of the form that its text was last saved from; absent when it was only typed. */
  form: z.string().optional(),
  report: reportSchema,
  /** The call for help that it is about. */
  call: z.strictObject({ id: z.string(), number: z.string() }).optional(),
  /** The chat message that it is about. */
  link: z.string().optional(),
  submittedAt: z.string().optional(),
  /** Who reviews it, since when. */
  review: z.strictObject({ by: z.string(), at: z.string() }).optional(),
  /** What the author has been asked. The last one is open while the report is returned. */
  questions: z.array(question),
  /** What was added since it was submitted. */
  supplements: z.array(supplement),
  closed: closing.optional(),
  /** Every time that it was taken up again after it was closed. */
  reopened: z.array(reopening).optional(),
  /** When its author or its reviewers are reminded, a draft is deleted, or it is looked who has it in hand. */
  dueAt: z.string().optional(),
  /** When somebody was reminded last. */
  nudgedAt: z.string().optional(),
  /** When a draft is deleted unless it is changed. */
  keptUntil: z.string().optional(),
  /** How messages of it got to people, where that was not as usual. What people did with it stands in the fields above. */
  timeline: z.array(routeEvent).optional(),
});
export type Incident = z.infer<typeof incidentSchema>;

export const incidentCollection: Collection<Incident> = {
  name: 'incidents',
  schema: incidentSchema,
  indexes: {
    due: dueOf,
    number: (incident) => incident.number,
    draftsOf: (incident) => (incident.state === 'draft' ? incident.author : undefined),
    call: (incident) => incident.call?.id,
    /** Submitted reports by place and time, for finding the same event reported twice. */
    place: ({ state, report }) =>
      state === 'draft' || report.branch === undefined || report.occurredAt === undefined
        ? undefined
        : placeKey(report.branch, report.zone, report.occurredAt),
  },
};

/**
 * When something is to be done about it. While somebody has it in hand, a day after they last did something with it, and
 * then every day: it is looked whether they may still review it.
 */
export function dueOf({ dueAt, review, questions, ...incident }: Incident): string | undefined {
  if (dueAt !== undefined || !isInHand(incident)) return dueAt;
  const since = [review?.at ?? '', questions.at(-1)?.at ?? ''].toSorted().at(-1);
  return since ? addMs(since, reviewWithinMs) : undefined;
}

/** Whether one of those who review has it in hand. */
export function isInHand({ state }: Pick<Incident, 'state'>): boolean {
  return state === 'underReview' || state === 'returned';
}

/** @param at UTC ISO text, or its beginning */
export function placeKey(branch: string, zone: string | undefined, at: string): string {
  return `${branch}\n${zone ?? ''}\n${at}`;
}

export const emptyReport: Report = { about: false, also: [], outcomes: [], services: [] };
