import type { PersonId } from '../../chat/outcome.ts';
import { addMs } from '../../time.ts';
import { appliesAt, climb, type Step, type WhoToAsk } from '../asking/index.ts';
import { type Branch, parsePlace } from '../branches/index.ts';
import { candidates, fallbackPeople } from './asking.ts';
import { withNextJoin } from './next-join.ts';
import type { HelpRequest, TimelineEvent, Urgency } from './schema.ts';

/** What a change of a call means for people; `news.ts` turns it into cards and messages. */
export type News =
  | { readonly type: 'called' }
  | { readonly type: 'added'; readonly raised: boolean }
  /** `again`: those who have this call's card already and are asked once more. */
  | {
      readonly type: 'asked';
      readonly people: readonly PersonId[];
      readonly again: readonly PersonId[];
    }
  | { readonly type: 'movedOn'; readonly people: readonly PersonId[] }
  | { readonly type: 'nobody' }
  | { readonly type: 'coming'; readonly person: PersonId; readonly first: boolean }
  | { readonly type: 'gaveUp'; readonly person: PersonId; readonly left: boolean }
  | { readonly type: 'quiet'; readonly person: PersonId }
  | { readonly type: 'stillOn'; readonly person: PersonId }
  | { readonly type: 'reminder' }
  | { readonly type: 'ended'; readonly by: PersonId };

/** A rule's result: the record as it is now, and what to tell whom. */
export interface Changed {
  readonly call: HelpRequest;
  readonly news: readonly News[];
}

const minute = 60_000;
/** How long a call whose building is unknown waits for the caller to say which, before the fallback person is asked. */
export const unknownBuildingMs = minute;
/** A responder who has not arrived is asked after this long whether they are still coming, and then once more given this long. */
export const quietMs = 10 * minute;
export const quietAgainMs = 5 * minute;
/** Someone on scene is asked this often whether it is over. */
export const onSceneMs = 60 * minute;
/** How often the supervisors are reminded of a call that nobody has answered or ended. */
export const reminderMs = 24 * 60 * minute;

/** The policy that a call follows; see policy.ts. */
export interface CallPolicy {
  readonly steps: readonly Step[];
  readonly lastAfterMs: number;
  readonly staleAfterMs: number;
  readonly fallback?: string | undefined;
}

export interface NewCall {
  readonly id: string;
  readonly number: string;
  readonly caller: PersonId;
  readonly branch: string | null;
  readonly zone: string | null;
  readonly urgency: Urgency;
  readonly note: string;
  readonly policy: CallPolicy;
}

/** Makes a call and asks its first step; without a building it waits for one. */
export function callForHelp(input: NewCall, now: string, who: WhoToAsk): Changed {
  const { note, policy, ...rest } = input;
  const call: HelpRequest = {
    ...rest,
    revision: 0,
    createdAt: now,
    notes: note === '' ? [] : [{ by: input.caller, at: now, text: note, urgency: input.urgency }],
    ...policyFields(policy),
    nextStep: 0,
    asked: [],
    responders: [],
    declined: [],
    unreached: [],
    timeline: [{ at: now, what: 'called', by: input.caller }],
  };
  if (call.branch === null) {
    return {
      call: { ...call, due: { what: 'fallback', at: addMs(now, unknownBuildingMs) } },
      news: [{ type: 'called' }],
    };
  }
  return after({ call, news: [{ type: 'called' }] }, (made) => askNext(made, now, who));
}

function policyFields(
  policy: CallPolicy,
): Pick<HelpRequest, 'steps' | 'lastAfterMs' | 'staleAfterMs' | 'fallback'> {
  return {
    steps: [...policy.steps],
    lastAfterMs: policy.lastAfterMs,
    staleAfterMs: policy.staleAfterMs,
    ...(policy.fallback === undefined ? {} : { fallback: policy.fallback }),
  };
}

/**
 * The caller said which building it is. What was typed before that may have begun with one of its zones: only now can
 * it be told from a note.
 */
export function setBranch(
  call: HelpRequest,
  branch: Branch,
  policy: CallPolicy,
  now: string,
  who: WhoToAsk,
): Changed {
  const { nobodyToldAt, ...rest } = call;
  const [first, ...later] = call.notes;
  const place = first === undefined ? undefined : parsePlace(first.text, branch, who.branches);
  const found = first !== undefined && place?.zone !== undefined && call.zone === null;
  const known: HelpRequest = {
    ...rest,
    // The branch's ladder begins: that nobody had confirmed before it did is no longer so.
    ...(nobodyToldAt !== undefined && call.responders.length > 0 ? { nobodyToldAt } : {}),
    branch: branch.id,
    ...(found ? { zone: place.zone ?? null, notes: [{ ...first, text: place.rest }, ...later] } : {}),
    ...policyFields(policy),
    nextStep: 0,
  };
  return after({ call: known, news: [{ type: 'called' }] }, (made) =>
    besideComing(made, byCaller(askNext(made, now, who))),
  );
}

/** More words from the caller of an open call. A higher urgency starts its ladder from the beginning. */
export function addToCall(
  call: HelpRequest,
  added: {
    readonly note: string;
    readonly zone: string | null;
    readonly urgency: Urgency;
    readonly policy: CallPolicy;
  },
  now: string,
  who: WhoToAsk,
): Changed {
  const raised = rank(added.urgency) > rank(call.urgency);
  const next: HelpRequest = {
    ...call,
    zone: added.zone ?? call.zone,
    urgency: raised ? added.urgency : call.urgency,
    notes: [
      ...call.notes,
      {
        by: call.caller,
        at: now,
        text: added.note,
        urgency: added.urgency,
        ...(added.zone === null ? {} : { zone: added.zone }),
      },
    ],
    timeline: [...call.timeline, { at: now, what: 'added', by: call.caller }],
  };
  const news: News = { type: 'added', raised };
  if (call.branch === null && call.asked.length === 0) return { call: next, news: [news] };
  if (raised && call.responders.length === 0) {
    // Whoever said that they can't come to a quiet word may come to an emergency.
    const { nobodyToldAt: _, ...rest } = next;
    const restarted = { ...rest, ...policyFields(added.policy), declined: [], nextStep: 0 };
    return after({ call: restarted, news: [news] }, (made) => byCaller(askNext(made, now, who)));
  }
  const again = stillAsked(call);
  const event: TimelineEvent = { at: now, what: 'added', by: call.caller, people: [...again] };
  return {
    call: { ...next, timeline: [...call.timeline, event] },
    news: [news, { type: 'asked', people: [], again }],
  };
}

/** The reply to what the caller did says whom it reached: no message says the same once more. */
function byCaller(changed: Changed): Changed {
  return { ...changed, news: changed.news.filter(({ type }) => type !== 'movedOn') };
}

/** Everyone who has a card of this call: those who were asked, and those who came without being asked. */
export function cardHolders(call: HelpRequest): ReadonlySet<PersonId> {
  const came = call.timeline.flatMap(({ what, by }) => (what === 'coming' && by !== undefined ? [by] : []));
  return new Set([...call.asked.map((one) => one.person), ...came]);
}

/** Everyone who knows of the call and has not said that they can't come. */
function stillAsked(call: HelpRequest): readonly PersonId[] {
  const people = new Set([...call.asked, ...call.responders].map((one) => one.person));
  return [...people].filter((person) => !gone(call, person));
}

/** "Ask more people now": the next step, and everyone again when no step is left. */
export function askMore(call: HelpRequest, now: string, who: WhoToAsk): Changed {
  const asked = besideComing(call, byCaller(askNext(call, now, who)));
  if (asked.news.some((news) => news.type === 'asked')) return asked;
  const coming = call.responders.map((one) => one.person);
  const again = stillAsked(call).filter((person) => !coming.includes(person));
  if (again.length === 0) return asked;
  const timeline: TimelineEvent[] = [...asked.call.timeline, { at: now, what: 'asked', people: [...again] }];
  return {
    call: { ...asked.call, timeline },
    news: [...asked.news, { type: 'asked', people: [], again }],
  };
}

/**
 * While somebody is coming, asking more people leaves the check on whether they arrive as it is due, and when nobody
 * more is found, the caller is not told that nobody is coming.
 */
function besideComing(call: HelpRequest, asked: Changed): Changed {
  if (call.responders.length === 0) return asked;
  if (asked.news.some((news) => news.type === 'nobody'))
    return { call: { ...call, nextStep: asked.call.nextStep }, news: [] };
  return { call: { ...asked.call, due: call.due }, news: asked.news };
}

function rank(urgency: Urgency): number {
  return ['assist', 'now', 'emergency'].indexOf(urgency);
}

/**
 * Asks the next step that reaches anybody; empty ones are skipped at once. When no step is left, the last word to the
 * caller is due after its own delay; when nobody could be asked at all, the fallback person is.
 *
 * @param lateMs how long ago the step was due: after a restart everyone on the missed steps is asked in one go.
 */
export function askNext(call: HelpRequest, now: string, who: WhoToAsk, lateMs = 0): Changed {
  const seen = cardHolders(call);
  const { nextStep, found, events, due } = climb(
    call,
    {
      ofStep: (step) => (appliesAt(step, call.branch, now, who) ? candidates(call, step.ask, now, who) : []),
      instead: () =>
        call.asked.some((one) => !gone(call, one.person))
          ? []
          : fallbackPeople(call, who).filter((one) => !gone(call, one.person)),
    },
    now,
    lateMs,
  );
  const next = withNextJoin(
    {
      ...call,
      nextStep,
      asked: [...call.asked, ...found],
      timeline: [...call.timeline, ...events],
    },
    now,
    who,
  );
  const people = found.map((one) => one.person);
  if (people.length === 0) {
    const waiting = call.nobodyToldAt === undefined && stillAsked(call).length > 0;
    return waiting ? { call: { ...next, due }, news: [] } : nobodyLeft(next, now);
  }
  const news: News = {
    type: 'asked',
    people: people.filter((person) => !seen.has(person)),
    again: people.filter((person) => seen.has(person)),
  };
  const moved: readonly News[] = call.asked.length > 0 ? [{ type: 'movedOn', people }] : [];
  return { call: { ...next, due }, news: [news, ...moved] };
}

/** Whoever said that they can't come, or could not be reached. */
export function gone(call: HelpRequest, person: PersonId): boolean {
  return [...call.declined, ...call.unreached].some((one) => one.person === person);
}

/** Nobody is left to ask: the caller is told at once, and the supervisors are reminded every day. */
export function nobodyLeft(call: HelpRequest, now: string): Changed {
  return {
    call: {
      ...call,
      nextStep: call.steps.length,
      nobodyToldAt: now,
      due: { what: 'reminder', at: addMs(now, reminderMs) },
      timeline: [...call.timeline, { at: now, what: 'nobody' }],
    },
    news: [{ type: 'nobody' }],
  };
}

function after(changed: Changed, next: (call: HelpRequest) => Changed): Changed {
  const then = next(changed.call);
  return { call: then.call, news: [...changed.news, ...then.news] };
}
