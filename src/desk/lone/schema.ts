import { z } from 'zod';
import { atOnce } from '../../chat/record-kind.ts';
import type { AnyCollection, Collection } from '../../store/store.ts';
import { route } from '../routes/index.ts';

const event = z.strictObject({
  at: z.string(),
  what: z.enum([
    'began',
    'asked',
    'askedAgain',
    'answered',
    'lookedAfter',
    'missed',
    'unreached',
    'rerouted',
    'ended',
  ]),
  by: z.string().optional(),
  /** By which route somebody was reached, and which ones before it did not deliver. */
  route: route.optional(),
  insteadOf: z.array(route).optional(),
});
export type LoneEvent = z.infer<typeof event>;

/** One stretch of time in which the roster shows one person alone at a branch. Instants are UTC ISO text. */
export const stretchSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  branch: z.string(),
  person: z.string(),
  /** `planned`: it has not begun. */
  state: z.enum(['planned', 'alone', 'over']),
  from: z.string(),
  /** As the roster has it; check-ins end with it. */
  until: z.string(),
  /** When the person is asked next, unless the stretch ends before. */
  nextAt: z.string(),
  /** The check-in that waits for an answer. It is never dropped because the shift ends. */
  question: z
    .strictObject({
      askedAt: z.string(),
      againAt: z.string().optional(),
      /** When it is asked again, or counts as missed. */
      dueAt: z.string(),
    })
    .optional(),
  /** The check-in that was not answered, and the number of the call that came of it. */
  missed: z.strictObject({ askedAt: z.string(), call: z.string() }).optional(),
  /** Since when no message reaches the person. */
  unreachedAt: z.string().optional(),
  timeline: z.array(event),
});
export type Stretch = z.infer<typeof stretchSchema>;

export type LoneDue = 'begin' | 'ask' | 'again' | 'missed' | 'end';

/** What falls due next; follows from the record. Undefined once it is over. */
export function dueOf(stretch: Stretch): { readonly what: LoneDue; readonly at: string } | undefined {
  const { state, question, from, until, nextAt } = stretch;
  if (state === 'over') return undefined;
  if (state === 'planned') return { what: 'begin', at: from };
  if (question !== undefined) {
    return { what: question.againAt === undefined ? 'again' : 'missed', at: question.dueAt };
  }
  return nextAt < until ? { what: 'ask', at: nextAt } : { what: 'end', at: until };
}

export const stretchCollection: Collection<Stretch> = {
  name: 'lone',
  schema: stretchSchema,
  indexes: {
    due: (stretch) => dueOf(stretch)?.at,
    openBranch: (stretch) => (stretch.state === 'over' ? undefined : stretch.branch),
    openPerson: (stretch) => (stretch.state === 'alone' ? stretch.person : undefined),
    over: ({ timeline }) => timeline.findLast(({ what }) => what === 'ended')?.at,
  },
};

/** What the messages show that ask somebody who is alone; the stretch decides. Instants are UTC ISO text. */
export const questionSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  /** The id of the stretch. */
  stretch: z.string(),
  branch: z.string(),
  person: z.string(),
  until: z.string(),
  askedAt: z.string(),
  /** When it is asked again, or counts as missed. */
  dueAt: z.string(),
  isAgain: z.boolean().optional(),
  /** The number of the call that came of it because it was not answered. */
  call: z.string().optional(),
  /** It is no longer asked: it was answered, or the check-ins went on or ended without an answer. */
  closed: z.strictObject({ what: z.enum(['answered', 'over']), at: z.string() }).optional(),
});
export type Question = z.infer<typeof questionSchema>;

export const questionCollection: Collection<Question> = {
  name: 'loneQuestions',
  schema: questionSchema,
  indexes: { over: ({ closed }) => closed?.at },
};

/** When the roster of a branch is looked at next. */
export const watchSchema = z.strictObject({
  /** The branch code. */
  id: z.string(),
  revision: z.int(),
  /** UTC ISO text; absent: at once, because the roster or a setting has changed. */
  lookAt: z.string().optional(),
});
export type Watch = z.infer<typeof watchSchema>;

export function watchDueAt(watch: Watch): string {
  return watch.lookAt ?? atOnce;
}

export const watchCollection: Collection<Watch> = {
  name: 'loneWatches',
  schema: watchSchema,
  indexes: { due: watchDueAt },
};

export const loneCollections: readonly AnyCollection[] = [
  stretchCollection,
  questionCollection,
  watchCollection,
];
