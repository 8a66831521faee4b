import { z } from 'zod';
import type { Collection } from '../../store/store.ts';
import { ladderFields } from '../asking/index.ts';
import { routeFields } from '../routes/index.ts';

/** How soon somebody should come. `assist`: when you can; `now`: come now; `emergency`: the dial text is shown first. */
export const urgencies = ['assist', 'now', 'emergency'] as const;
export type Urgency = (typeof urgencies)[number];

const responder = z.strictObject({
  person: z.string(),
  at: z.string(),
  onSceneAt: z.string().optional(),
  /** Their last word, where they have said the same once more. */
  heardAt: z.string().optional(),
  /** Since when they count no longer: they said that they are coming or there, and not a word since. */
  quietAt: z.string().optional(),
});

/** Asks somebody who is coming whether they still are, or somebody who is there whether it is over. */
const check = z.strictObject({ what: z.enum(['quiet', 'onScene']), at: z.string() });

/** What happens next by itself. */
const due = z.strictObject({
  what: z.enum(['fallback', 'step', 'last', 'quiet', 'onScene', 'reminder']),
  at: z.string(),
});

const declined = z.array(z.strictObject({ person: z.string(), at: z.string() }));

/** Someone's words for those who come. Restricted: only the record holds them, and no channel, notification or log does. */
const note = z.strictObject({
  by: z.string(),
  at: z.string(),
  text: z.string(),
  /** As typed with these words, so that they can become a call of their own. */
  zone: z.string().optional(),
  urgency: z.enum(urgencies),
  /** Of words that made the call more urgent: how urgent it was until then. */
  from: z.enum(urgencies).optional(),
  /** The number of the call that "New call" made of it. */
  became: z.string().optional(),
  /** Of words after hours, which asked people from the beginning, or more urgent ones: where the call stood until then. */
  stood: z
    .strictObject({
      nextStep: z.int(),
      declined,
      due: due.optional(),
      check: check.optional(),
      quietAskedAt: z.string().optional(),
      nobodyToldAt: z.string().optional(),
    })
    .optional(),
});

const event = z.strictObject({
  at: z.string(),
  what: z.enum([
    'called',
    'added',
    'lowered',
    'asked',
    'skipped',
    'coming',
    'cannotCome',
    'onScene',
    'unreached',
    'rerouted',
    'delayed',
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
  /** Which step was skipped. */
  step: z.int().optional(),
  /** Of words that named another zone: the one until then. */
  from: z.string().optional(),
  ...routeFields,
});
export type TimelineEvent = z.infer<typeof event>;

export const helpSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  /** For people, such as `H-0007`. */
  number: z.string(),
  caller: z.string(),
  createdAt: z.string(),
  /** Null: building unknown. Nobody is asked at first, then the fallback person and whoever is found without it. */
  branch: z.string().nullable(),
  zone: z.string().nullable(),
  /** Once words have named another zone: the one that it was made at, or null. */
  firstZone: z.string().nullable().optional(),
  urgency: z.enum(urgencies),
  notes: z.array(note),
  ...ladderFields,
  /** The most who must come of any step so far; absent: one. */
  needs: z.int().optional(),
  responders: z.array(responder),
  declined,
  /** When the caller was told that nobody has confirmed. */
  nobodyToldAt: z.string().optional(),
  /** When a responder who has gone quiet was asked whether they are still coming. */
  quietAskedAt: z.string().optional(),
  /** What happens next by itself. An open call always has one. */
  due: due.optional(),
  /** What is due beside it while some are coming, but fewer than needed. */
  check: check.optional(),
  /** When the next shift at the branch starts: whoever starts then is asked too. */
  joinAt: z.string().optional(),
  /**
   * It came of a check-in, asked first at `at`, that somebody alone there until `until` has not answered. `calledAt`:
   * since when it is an ordinary call, because the caller asked for help. `before`: the call of theirs there that was open.
   */
  checkIn: z
    .strictObject({
      at: z.string(),
      until: z.string(),
      calledAt: z.string().optional(),
      before: z.strictObject({ number: z.string(), at: z.string() }).optional(),
    })
    .optional(),
  /** The number of the caller's other call, to which "I mean" added the words of this one. */
  meant: z.string().optional(),
  /** It is a drill: nobody is to come, and it ends by itself, at `endsAt` at the latest. `over`: how it ended. */
  drill: z
    .strictObject({
      endsAt: z.string(),
      over: z.enum(['lastStep', 'leader', 'realCall', 'missed']).optional(),
    })
    .optional(),
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
    /** Open calls by their caller: a second call joins the first, and none ever joins a drill. */
    openCaller(call) {
      if (call.ended !== undefined) return undefined;
      return call.drill === undefined ? call.caller : drillKey(call.caller);
    },
    /** Calls that are over, by their caller and when they ended; no drills. */
    endedOf: ({ caller, ended, drill }) =>
      ended === undefined || drill !== undefined ? undefined : endedKey(caller, ended.at),
    /** Open calls, and drills too, by their branch. */
    openAt: (call) => (call.ended === undefined ? (call.branch ?? undefined) : undefined),
    /** Of these the drills alone: every call looks for them, and a branch may have many calls open. */
    drillAt: (call) =>
      call.ended === undefined && call.drill !== undefined ? (call.branch ?? undefined) : undefined,
    due: (call) => dueOf(call)?.at,
    number: (call) => call.number,
  },
};

/** @param at UTC ISO text */
export function endedKey(caller: string, at: string): string {
  return `${caller}\n${at}`;
}

/** Under which a drill is found by its leader: none that a caller has. */
export function drillKey(leader: string): string {
  return `drill:${leader}`;
}

/** What falls due first: the call's next step, the check on who is coming already, or the start of a shift. */
export function dueOf(
  call: HelpRequest,
): { readonly what: NonNullable<HelpRequest['due']>['what'] | 'join'; readonly at: string } | undefined {
  const { due, check: beside, joinAt } = call;
  const next = due !== undefined && beside !== undefined && beside.at < due.at ? beside : due;
  if (joinAt !== undefined && next !== undefined && joinAt < next.at) return { what: 'join', at: joinAt };
  return next;
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
  if (call.responders.some(({ onSceneAt, quietAt }) => onSceneAt !== undefined && quietAt === undefined))
    return 'onScene';
  if (call.responders.length > 0) return 'coming';
  if (call.nobodyToldAt !== undefined) return 'unanswered';
  if (isWithNobody(call)) return 'unsent';
  return 'open';
}

/** Whether it is with nobody, as its building is unknown: nobody was asked, nor has anybody come to it unasked. */
export function isWithNobody({ branch, asked, responders }: HelpRequest): boolean {
  return branch === null && asked.length === 0 && responders.length === 0;
}

/** Whether it stands for somebody of whom nothing has been heard, instead of for what a caller has asked. */
export function isCheckIn(call: HelpRequest): boolean {
  return call.checkIn !== undefined && call.checkIn.calledAt === undefined;
}

/** Since when people read that its caller has called: of a missed check-in, only once they have asked for help. */
export function since({ checkIn, createdAt }: HelpRequest): string {
  return checkIn?.calledAt ?? createdAt;
}

/** Whether it waits for somebody: drills wait for nobody. */
export function isWaiting(call: HelpRequest): boolean {
  return call.ended === undefined && call.drill === undefined;
}

/** Its caller's words, each once, also when they were typed again; not those that became a call of their own. */
export function notesOf(call: Pick<HelpRequest, 'notes'>): readonly string[] {
  const kept = call.notes.filter(({ became, text }) => became === undefined && text !== '');
  return [...new Set(kept.map(({ text }) => text))];
}

/** Where its caller's words put it last, but for those that became a call of their own; undefined where they name no zone. */
export function zoneOf(notes: HelpRequest['notes']): string | undefined {
  return notes.findLast(({ became, zone }) => became === undefined && zone !== undefined)?.zone;
}

/** The largest note, in characters. */
export const noteLimit = 200;
