import { z } from 'zod';
import type { PersonId } from '../../chat/outcome.ts';
import type { Collection } from '../../store/store.ts';
import { ladderFields } from '../asking/index.ts';
import { routeFields } from '../routes/index.ts';

/** What the asker wants: yes or no, or to know that somebody in charge has seen it. */
export const wants = ['decision', 'acknowledgement'] as const;
export type Wants = (typeof wants)[number];

/** What somebody who was asked can answer. */
export const answers = ['acknowledged', 'yes', 'no', 'passedOn'] as const;
export type AnswerGiven = (typeof answers)[number];

const event = z.strictObject({
  at: z.string(),
  what: z.enum([
    'escalated',
    'asked',
    'skipped',
    'tookUp',
    'unreached',
    'rerouted',
    'delayed',
    ...answers,
    'reasonAdded',
    'deadlineSet',
    'quiet',
    'nobody',
    'reminded',
    'noDecision',
    'withdrawn',
    'seen',
  ]),
  by: z.string().optional(),
  people: z.array(z.string()).optional(),
  /** Which step was skipped. */
  step: z.int().optional(),
  ...routeFields,
});
export type TimelineEvent = z.infer<typeof event>;

export const escalationSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  /** For people, such as `E-0007`. */
  number: z.string(),
  asker: z.string(),
  createdAt: z.string(),
  /** Null: building unknown. Nobody is asked at first, then the fallback person and whoever is found without it. */
  branch: z.string().nullable(),
  /** The record that it is about, by the number that people know it by. */
  about: z.strictObject({ kind: z.enum(['incident', 'help']), number: z.string() }).optional(),
  wants: z.enum(wants),
  /** What needs deciding. Restricted: only the asker and those asked see it, on their cards and Homes. */
  reason: z.string(),
  /** By when an answer is wanted. */
  deadlineAt: z.string().optional(),
  /** A deadline as it was typed, while no building says on whose clock. */
  deadlineWords: z.string().optional(),
  /** People whom it is about: never asked and never shown it. */
  concerns: z.array(z.string()),
  ...ladderFields,
  answers: z.array(z.strictObject({ person: z.string(), what: z.enum(answers), at: z.string() })),
  /** Why somebody answered as they did. Restricted like `reason`. */
  reasons: z.array(z.strictObject({ by: z.string(), at: z.string(), text: z.string() })),
  /** When the asker was told that nobody has answered. */
  nobodyToldAt: z.string().optional(),
  /** When somebody who acknowledged and then went quiet was asked for the answer. */
  quietAskedAt: z.string().optional(),
  /** What happens next by itself, beside the deadline. An open one always has it. */
  next: z
    .strictObject({ what: z.enum(['fallback', 'step', 'last', 'quiet', 'reminder']), at: z.string() })
    .optional(),
  ended: z
    .strictObject({
      how: z.enum(['yes', 'no', 'acknowledged', 'noDecision', 'withdrawn']),
      /** Absent when nobody ended it. */
      by: z.string().optional(),
      at: z.string(),
    })
    .optional(),
  /** The supervisor who has seen that it ended without a decision. */
  seen: z.strictObject({ by: z.string(), at: z.string() }).optional(),
  timeline: z.array(event),
});
export type Escalation = z.infer<typeof escalationSchema>;

export const escalationCollection: Collection<Escalation> = {
  name: 'escalations',
  schema: escalationSchema,
  indexes: {
    due: (escalation) => dueOf(escalation)?.at,
    open: (escalation) => (escalation.ended === undefined ? escalation.createdAt : undefined),
  },
};

/** What falls due first: the next step of the ladder, or the deadline. */
export function dueOf(
  escalation: Escalation,
): { readonly what: NonNullable<Escalation['next']>['what'] | 'deadline'; readonly at: string } | undefined {
  const { ended, next, deadlineAt } = escalation;
  if (ended !== undefined) return undefined;
  if (deadlineAt !== undefined && (next === undefined || deadlineAt <= next.at))
    return { what: 'deadline', at: deadlineAt };
  return next;
}

/** Where it stands; follows from the record. */
export type EscalationState =
  | 'unsent'
  | 'open'
  | 'taken'
  | 'unanswered'
  | NonNullable<Escalation['ended']>['how'];

export function stateOf(escalation: Escalation): EscalationState {
  if (escalation.ended !== undefined) return escalation.ended.how;
  if (holder(escalation) !== undefined) return 'taken';
  if (escalation.nobodyToldAt !== undefined) return 'unanswered';
  return escalation.asked.length === 0 && escalation.branch === null ? 'unsent' : 'open';
}

/** What everybody who has answered answered last. */
export function lastAnswers(escalation: Escalation): ReadonlyMap<PersonId, AnswerGiven> {
  return new Map(escalation.answers.map((answer) => [answer.person, answer.what]));
}

/** Who has acknowledged it last and has not passed it on since. */
export function holder(escalation: Escalation): PersonId | undefined {
  const latest = lastAnswers(escalation);
  return escalation.answers.findLast((answer) => latest.get(answer.person) === 'acknowledged')?.person;
}

/** Those whose last answer was to pass it on. */
export function passedOn(escalation: Escalation): readonly PersonId[] {
  return [...lastAnswers(escalation)].filter(([, what]) => what === 'passedOn').map(([person]) => person);
}

/** Those whom nothing reached, and who have not answered since. */
export function outOfReach(escalation: Escalation): readonly PersonId[] {
  const latest = lastAnswers(escalation);
  return escalation.unreached.map((one) => one.person).filter((person) => !latest.has(person));
}

/** Those who passed it on or could not be reached, and have not answered otherwise since. */
export function gone(escalation: Escalation): readonly PersonId[] {
  return [...passedOn(escalation), ...outOfReach(escalation)];
}

/** The longest text of what needs deciding, and of a reason for an answer, in characters. */
export const reasonLimit = 1000;
