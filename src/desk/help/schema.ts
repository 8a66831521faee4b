import { z } from 'zod';
import type { Collection } from '../../store/store.ts';
import { asked, step } from '../asking/index.ts';

/** How soon somebody should come. `assist`: when you can; `now`: come now; `emergency`: the dial text is shown first. */
export const urgencies = ['assist', 'now', 'emergency'] as const;
export type Urgency = (typeof urgencies)[number];

const responder = z.strictObject({ person: z.string(), at: z.string(), onSceneAt: z.string().optional() });

/** Someone's words for those who come. Restricted: only the record holds them, and no channel, notification or log does. */
const note = z.strictObject({
  by: z.string(),
  at: z.string(),
  text: z.string(),
  /** As typed with these words, so that they can become a call of their own. */
  zone: z.string().optional(),
  urgency: z.enum(urgencies),
  /** The number of the call that "New call" made of it. */
  became: z.string().optional(),
});

const route = z.enum(['slack', 'teams', 'browser', 'email', 'webhook']);

const event = z.strictObject({
  at: z.string(),
  what: z.enum([
    'called',
    'added',
    'asked',
    'skipped',
    'coming',
    'cannotCome',
    'onScene',
    'unreached',
    'rerouted',
    'quiet',
    'stillOn',
    'nobody',
    'reminded',
    'done',
    'cancelled',
    'closed',
  ]),
  by: z.string().optional(),
  people: z.array(z.string()).optional(),
  /** By which route somebody was reached, and which ones before it did not deliver. */
  route: route.optional(),
  insteadOf: z.array(route).optional(),
});
export type TimelineEvent = z.infer<typeof event>;

export const helpSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  /** For people, such as `H-0007`. */
  number: z.string(),
  caller: z.string(),
  createdAt: z.string(),
  /** Null: building unknown, nobody has been asked yet. */
  branch: z.string().nullable(),
  zone: z.string().nullable(),
  urgency: z.enum(urgencies),
  notes: z.array(note),
  /** The policy as it stood when the call was made. */
  steps: z.array(step),
  lastAfterMs: z.int(),
  staleAfterMs: z.int(),
  /** A staff id. */
  fallback: z.string().optional(),
  /** Index of the step that comes next; beyond the last one, nobody is left to ask. */
  nextStep: z.int(),
  asked: z.array(asked),
  responders: z.array(responder),
  declined: z.array(z.strictObject({ person: z.string(), at: z.string() })),
  unreached: z.array(z.strictObject({ person: z.string(), at: z.string(), reason: z.string() })),
  /** When the caller was told that nobody has confirmed. */
  nobodyToldAt: z.string().optional(),
  /** When a responder who has gone quiet was asked whether they are still coming. */
  quietAskedAt: z.string().optional(),
  /** What happens next by itself. An open call always has one. */
  due: z
    .strictObject({
      what: z.enum(['fallback', 'step', 'last', 'quiet', 'onScene', 'reminder']),
      at: z.string(),
    })
    .optional(),
  /** When the next shift at the branch starts: whoever starts then is asked too. */
  joinAt: z.string().optional(),
  ended: z
    .strictObject({
      how: z.enum(['done', 'cancelled', 'closed']),
      by: z.string(),
      at: z.string(),
      reason: z.string().optional(),
    })
    .optional(),
  timeline: z.array(event),
});
export type HelpRequest = z.infer<typeof helpSchema>;

export const helpCollection: Collection<HelpRequest> = {
  name: 'help',
  schema: helpSchema,
  indexes: {
    /** Open calls by their caller: a second call joins the first. */
    openCaller: (call) => (call.ended === undefined ? call.caller : undefined),
    due: (call) => dueOf(call)?.at,
    number: (call) => call.number,
  },
};

/** What falls due first: the call's next step, or the start of a shift. */
export function dueOf(
  call: HelpRequest,
): { readonly what: NonNullable<HelpRequest['due']>['what'] | 'join'; readonly at: string } | undefined {
  const { due, joinAt } = call;
  if (joinAt !== undefined && due !== undefined && joinAt < due.at) return { what: 'join', at: joinAt };
  return due;
}

/** Where a call stands; follows from the record. */
export type HelpState =
  | 'unsent'
  | 'open'
  | 'coming'
  | 'onScene'
  | 'unanswered'
  | 'done'
  | 'cancelled'
  | 'closed';

export function stateOf(call: HelpRequest): HelpState {
  if (call.ended !== undefined) return call.ended.how;
  if (call.responders.some((responder) => responder.onSceneAt !== undefined)) return 'onScene';
  if (call.responders.length > 0) return 'coming';
  if (call.nobodyToldAt !== undefined) return 'unanswered';
  if (call.asked.length === 0 && call.branch === null) return 'unsent';
  return 'open';
}

/** The largest note, in characters. */
export const noteLimit = 200;
