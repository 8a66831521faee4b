import type { PersonId } from '../../chat/outcome.ts';
import { addMs, minuteMs } from '../../time.ts';
import { appliesAt, climb, notPutOff, type Step, triedAgain, type WhoToAsk } from '../asking/index.ts';
import { type Branch, parsePlace } from '../branches/index.ts';

import { candidates, fallbackPeople } from './asking.ts';
import { isEnough, isResponder, needed, resting, withCheck } from './coming.ts';
import { askFallback, nobodyLeft } from './fallback.ts';
import { shiftTargets, withNextJoin } from './next-join.ts';
import { worthTrying } from './out-of-reach.ts';
import { type HelpRequest, type TimelineEvent, type Urgency, zoneOf } from './schema.ts';

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
  /**
   * `why`, where they have not said so themselves: they are at another call now, or somebody else had said in their name
   * that they are coming.
   */
  | {
      readonly type: 'gaveUp';
      readonly person: PersonId;
      readonly left: boolean;
      readonly why?: 'elsewhere' | 'notTheirs';
    }
  | { readonly type: 'quiet'; readonly person: PersonId }
  | { readonly type: 'stillOn'; readonly person: PersonId }
  | { readonly type: 'reminder' }
  | { readonly type: 'ended'; readonly by: PersonId };

/** A rule's result: the record as it is now, and what to tell whom. */
export interface Changed {
  readonly call: HelpRequest;
  readonly news: readonly News[];
}

/** How long a call whose building is unknown waits for the caller to say which, before the fallback person is asked. */
export const unknownBuildingMs = minuteMs;

/** The policy that a call follows; see policy.ts. */
export interface CallPolicy {
  readonly steps: readonly Step[];
  readonly lastAfterMs: number;
  readonly staleAfterMs: number;
  readonly quietAfterMs?: number | undefined;
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
  const call = following(
    {
      revision: 0,
      createdAt: now,
      notes: note === '' ? [] : [{ by: input.caller, at: now, text: note, urgency: input.urgency }],
      asked: [],
      responders: [],
      declined: [],
      unreached: [],
      timeline: [{ at: now, what: 'called', by: input.caller }],
      ...rest,
    },
    policy,
  );
  if (call.branch === null) {
    return {
      call: { ...call, due: { what: 'fallback', at: addMs(now, unknownBuildingMs) } },
      news: [{ type: 'called' }],
    };
  }
  return after({ call, news: [{ type: 'called' }] }, (made) => askNext(made, now, who));
}

/** The call at the start of a policy's steps. */
export function following(
  call: Omit<HelpRequest, 'steps' | 'lastAfterMs' | 'staleAfterMs' | 'nextStep'>,
  policy: CallPolicy,
): HelpRequest {
  const { needs: _, quietAfterMs: __, fallback: ___, ...rest } = call;
  return Object.assign(rest, {
    steps: [...policy.steps],
    lastAfterMs: policy.lastAfterMs,
    staleAfterMs: policy.staleAfterMs,
    ...(policy.quietAfterMs === undefined ? {} : { quietAfterMs: policy.quietAfterMs }),
    ...(policy.fallback === undefined ? {} : { fallback: policy.fallback }),
    nextStep: 0,
  });
}

/**
 * The caller said which building it is. What was typed before that may have begun with one of its zones: only now can
 * they be told from notes. The one typed last is where the caller is. Whoever was asked before, or is coming, is asked
 * again: until now they did not know where to.
 */
export function setBranch(
  call: HelpRequest,
  branch: Branch,
  policy: CallPolicy,
  now: string,
  who: WhoToAsk,
): Changed {
  const { nobodyToldAt, ...rest } = call;
  const notes = call.notes.map((note) => {
    if (note.became !== undefined) return note;
    const { zone, rest: text } = parsePlace(note.text, branch, who.branches);
    return zone === undefined ? note : { ...note, text, zone };
  });
  const zone = zoneOf(notes);
  const known = following(
    {
      ...rest,
      // The branch's ladder begins: that nobody had confirmed before it did is no longer so.
      ...(nobodyToldAt !== undefined && call.responders.length > 0 ? { nobodyToldAt } : {}),
      branch: branch.id,
      ...(zone !== undefined && call.zone === null ? { zone, firstZone: null, notes } : {}),
    },
    policy,
  );
  const sent = after({ call: known, news: [{ type: 'called' }] }, (made) =>
    byCaller(askNext(made, now, who)),
  );
  return toldAgain(sent, stillAsked(call), now);
}

/** Those who were asked before hear of what is new too, where the step has not asked them just now. */
export function toldAgain({ call, news }: Changed, before: readonly PersonId[], now: string): Changed {
  const asked = new Set(news.flatMap((one) => (one.type === 'asked' ? [...one.people, ...one.again] : [])));
  const again = before.filter((person) => !asked.has(person));
  if (again.length === 0) return { call, news };
  return {
    call: { ...call, timeline: [...call.timeline, { at: now, what: 'asked', people: again }] },
    news: [...news, { type: 'asked', people: [], again }],
  };
}

/** The reply to what the caller did says whom it reached: no message says the same once more. */
export function byCaller(changed: Changed): Changed {
  return { ...changed, news: changed.news.filter(({ type }) => type !== 'movedOn') };
}

/** Everyone who has a card of this call: those who were asked, and those who came without being asked. */
export function cardHolders(call: HelpRequest): ReadonlySet<PersonId> {
  const came = call.timeline.flatMap(({ what, by }) => (what === 'coming' && by !== undefined ? [by] : []));
  return new Set([...call.asked.map((one) => one.person), ...came]);
}

/** Everyone who knows of the call and has not said that they can't come. */
export function stillAsked(call: HelpRequest): readonly PersonId[] {
  const people = new Set([...call.asked, ...call.responders].map((one) => one.person));
  return [...people].filter((person) => !gone(call, person));
}

/** Those who were asked and have not said anything yet, so that it is worth waiting for them. */
export function mayAnswer(call: HelpRequest): readonly PersonId[] {
  return stillAsked(call).filter((person) => !isResponder(call, person));
}

/**
 * "Ask more people now": the next step, and everyone again when no step is left, with those whom it did not reach at first.
 * A caller who was told that nobody has confirmed is told so again only when those asked again have had their time.
 */
export function askMore(call: HelpRequest, now: string, who: WhoToAsk): Changed {
  let asked = byCaller(askNext(call, now, who));
  // A step that only asks the same people once more is not what was asked for.
  while (!asked.news.some(asksSomebodyNew) && asked.call.nextStep < call.steps.length) {
    asked = after(asked, (next) => byCaller(askNext(next, now, who)));
  }
  if (asked.news.some((news) => news.type === 'asked')) return inTime(asked);
  const isTold = call.nobodyToldAt !== undefined;
  if (!isTold && mayAnswer(call).length === 0) return asked;
  const tried = worthTrying(call, who);
  const again = [...mayAnswer(call), ...tried];
  if (again.length === 0) return { call, news: [] };
  const word = { what: 'last', at: addMs(now, call.lastAfterMs) } as const;
  const waiting = isTold ? { ...call, due: isEnough(call) ? call.due : word } : asked.call;
  const timeline: TimelineEvent[] = [...waiting.timeline, { at: now, what: 'asked', people: [...again] }];
  const next = { ...triedAgain(waiting, tried), timeline };
  return inTime({ call: next, news: [{ type: 'asked', people: [], again }] });

  function inTime({ call: next, news }: Changed): Changed {
    return { call: { ...next, due: notPutOff(call.due, next.due) }, news };
  }
}

/**
 * Asks the next step that reaches anybody, and with it whoever has come on shift since the earlier ones; empty steps are
 * skipped at once. When no step is left, the last word to the caller is due after its own delay; when nobody could be
 * asked at all, the fallback person is, and while the building is unknown before anybody else. With enough people coming,
 * all that stays due is the check on them.
 *
 * @param lateMs how long ago the step was due: after a restart everyone on the missed steps is asked in one go.
 */
export function askNext(call: HelpRequest, now: string, who: WhoToAsk, lateMs = 0): Changed {
  // Whoever came from the list of what waits was not asked.
  const isFirst = call.branch === null && call.asked.length === 0;
  if (isFirst && fallbackPeople(call, who).length > 0) return askFallback(call, now, who);
  const seen = cardHolders(call);
  // While enough are coming, nobody whose shift starts is asked: it is made up for as soon as more are asked.
  const started = candidates(call, shiftTargets(call, now, who), now, who).filter(
    ({ person }) => !seen.has(person) && !gone(call, person),
  );
  const { nextStep, found, events, due } = climb(
    call,
    {
      ofStep(step, index) {
        const own = appliesAt(step, call.branch, now, who) ? candidates(call, step.ask, now, who) : [];
        const since = index === call.nextStep ? started : [];
        return [...since, ...own.filter(({ person }) => since.every((one) => one.person !== person))];
      },
      mayAnswer: (person) => !gone(call, person),
      instead() {
        if (started.length > 0) return started;
        if (mayAnswer(call).length > 0) return [];
        return fallbackPeople(call, who);
      },
    },
    now,
    lateMs,
  );
  const climbed = call.steps
    .slice(call.nextStep, nextStep)
    .filter((step) => appliesAt(step, call.branch, now, who));
  const needs = Math.max(needed(call), ...climbed.map((step) => step.needs ?? 1));
  const asked: HelpRequest = {
    ...call,
    nextStep,
    ...(needs > 1 ? { needs } : {}),
    asked: [...call.asked, ...found],
    // What is sent to them now may arrive; where it does not, that is noted anew.
    unreached: call.unreached.filter((one) => !found.some(({ person }) => person === one.person)),
    timeline: [...call.timeline, ...events],
  };
  const next = withCheck(call, withNextJoin(asked, now, who), now);
  const people = found.map((one) => one.person);
  if (people.length === 0) {
    if (isEnough(next)) return { call: resting(next), news: [] };
    const waiting = call.nobodyToldAt === undefined && mayAnswer(call).length > 0;
    return waiting ? { call: { ...next, due }, news: [] } : nobodyLeft(next, now);
  }
  const news: News = {
    type: 'asked',
    people: people.filter((person) => !seen.has(person)),
    again: people.filter((person) => seen.has(person)),
  };
  const moved: readonly News[] = call.asked.length > 0 ? [{ type: 'movedOn', people }] : [];
  return { call: resting(Object.assign({}, next, { due })), news: [news, ...moved] };
}

function asksSomebodyNew(news: News): boolean {
  return news.type === 'asked' && news.people.length > 0;
}

/** Whoever said that they can't come, or could not be reached. */
export function gone(call: HelpRequest, person: PersonId): boolean {
  return [...call.declined, ...call.unreached].some((one) => one.person === person);
}

/** One change after the other, told of together. */
export function after(changed: Changed, next: (call: HelpRequest) => Changed): Changed {
  const then = next(changed.call);
  return { call: then.call, news: [...changed.news, ...then.news] };
}
