import type { PersonId } from '../../chat/outcome.ts';
import type { RouteName } from '../../chat/request.ts';
import { msBetween } from '../../time.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { coming, isAskedSince, isEnough, isResponder, lastWordOf, resting, withCheck } from './coming.ts';
import { askNext, type Changed, gone, mayAnswer, type News, toldAgain } from './rules.ts';
import type { HelpRequest } from './schema.ts';

/** Within so long after somebody's last word the same one says nothing new: it is a hurried thumb. */
const sameWordMs = 60_000;

/**
 * "I'm coming". Several can come; the first leads. When enough are, the steps rest. Pressed again, it is a word that they
 * still are, and brings somebody back who had gone quiet.
 */
export function claim(call: HelpRequest, person: PersonId, now: string): Changed {
  const me = counted(call, person);
  if (me !== undefined) return { call: heardAgain(call, me, now), news: [] };
  const first = coming(call).length === 0;
  const next: HelpRequest = {
    ...reached(call, person),
    responders: [...without(call.responders, person), { person, at: now }],
    declined: without(call.declined, person),
    timeline: [...call.timeline, { at: now, what: 'coming', by: person }],
  };
  return { call: resting(withCheck(call, next, now)), news: [{ type: 'coming', person, first }] };
}

/** "On scene" says "I'm coming" too, for those who simply went. Pressed again, it is a word that they still are there. */
export function arrive(call: HelpRequest, person: PersonId, now: string): Changed {
  const me = counted(call, person);
  if (me?.onSceneAt !== undefined) return { call: heardAgain(call, me, now), news: [] };
  const { call: claimed, news } = me === undefined ? claim(call, person, now) : { call, news: [] };
  const next: HelpRequest = {
    ...reached(claimed, person),
    responders: claimed.responders.map((one) =>
      one.person === person ? { person, at: one.at, onSceneAt: now } : one,
    ),
    timeline: [...claimed.timeline, { at: now, what: 'onScene', by: person }],
  };
  return { call: resting(withCheck(claimed, next, now)), news };
}

/**
 * "Can't come", also from somebody who was coming. When too few are left, or nobody who was asked may still come, the
 * next step is asked at once. Whoever has not answered is asked again: they have read that enough are coming.
 */
export function decline(call: HelpRequest, person: PersonId, now: string, who: WhoToAsk): Changed {
  if (call.declined.some((one) => one.person === person)) return { call, news: [] };
  const next = givenUp(call, person, now);
  const wasComing = isResponder(call, person);
  const gaveUp: News = { type: 'gaveUp', person, left: coming(next).length === 0 };
  return goneOn(call, next, wasComing ? [gaveUp] : [], now, who);
}

/** Somebody else had said in their name that they are coming: they are asked like anybody who has not answered. */
export function withoutClaim(call: HelpRequest, person: PersonId, now: string, who: WhoToAsk): Changed {
  const next = { ...call, responders: without(call.responders, person) };
  const left = coming(next).length === 0;
  return goneOn(call, next, [{ type: 'gaveUp', person, left, why: 'notTheirs' }], now, who);
}

/** @param news that somebody comes no longer; nothing where they had not said that they would */
function goneOn(
  before: HelpRequest,
  next: HelpRequest,
  news: readonly News[],
  now: string,
  who: WhoToAsk,
): Changed {
  const tooFew = news.length > 0 && !isEnough(next);
  const moved = moveOn(resting(withCheck(before, next, now)), news, tooFew, now, who);
  return isEnough(before) ? askedOnceMore(moved, now) : moved;
}

/** The call with somebody who can't come, before anything follows from it. */
export function givenUp(call: HelpRequest, person: PersonId, now: string): HelpRequest {
  return {
    ...reached(call, person),
    responders: without(call.responders, person),
    declined: [...call.declined, { person, at: now }],
    timeline: [...call.timeline, { at: now, what: 'cannotCome', by: person }],
  };
}

/** Why somebody could not be reached, and by which routes it was tried. */
interface Unreached {
  readonly reason: string;
  readonly routes?: readonly RouteName[] | undefined;
}

/** Somebody who was asked could not be reached on any platform. */
export function unreached(
  call: HelpRequest,
  person: PersonId,
  why: Unreached,
  now: string,
  who: WhoToAsk,
): Changed {
  const next = noteUnreached(call, person, why, now);
  return next === call ? { call, news: [] } : moveOn(next, [], false, now, who);
}

/** The call with that noted, once for each person; of a drill that is over, too, for its summary. */
export function noteUnreached(
  call: HelpRequest,
  person: PersonId,
  { reason, routes }: Unreached,
  now: string,
): HelpRequest {
  if (call.unreached.some((one) => one.person === person)) return call;
  const tried = routes === undefined ? {} : { routes: [...new Set(routes)] };
  return {
    ...call,
    unreached: [...call.unreached, { person, at: now, reason, ...tried }],
    timeline: [...call.timeline, { at: now, what: 'unreached', people: [person] }],
  };
}

function moveOn(
  call: HelpRequest,
  news: readonly News[],
  tooFew: boolean,
  now: string,
  who: WhoToAsk,
): Changed {
  const isOut = (person: PersonId) => gone(call, person) || isResponder(call, person);
  const isWaiting = call.nobodyToldAt === undefined && call.asked.length > 0;
  const everybodyOut = isWaiting && call.asked.every((one) => isOut(one.person));
  if (isEnough(call) || !(tooFew || everybodyOut)) return { call, news };
  const moved = askNext(call, now, who);
  // Those asked so far have read that somebody is coming; to a drill nobody is to.
  const next = moved.news.length > 0 || call.drill !== undefined ? moved : askedAgain(moved.call, now);
  return { call: next.call, news: [...news, ...next.news] };
}

/**
 * Too few are coming now, and everybody who may still answer has read that enough are. Not for a drill, to which nobody is
 * to come, nor once its caller was told that nobody has confirmed: that one may be of yesterday.
 */
export function askedOnceMore(changed: Changed, now: string): Changed {
  const { call } = changed;
  if (isEnough(call) || call.drill !== undefined || call.nobodyToldAt !== undefined) return changed;
  return toldAgain(changed, mayAnswer(call), now);
}

/** Everybody who may still answer is asked once more, as no step is left that could ask somebody else. */
function askedAgain(call: HelpRequest, now: string): Changed {
  const people = mayAnswer(call);
  if (isEnough(call) || people.length === 0) return { call, news: [] };
  const { news, ...asked } = toldAgain({ call, news: [] }, people, now);
  return { ...asked, news: [...news, { type: 'movedOn', people }] };
}

/** Ends the call. The caller checks that this person may. */
export function end(
  call: HelpRequest,
  how: NonNullable<HelpRequest['ended']>['how'],
  person: PersonId,
  now: string,
  reason?: string,
): Changed {
  const { due: _, check: __, joinAt: ___, ...rest } = reached(call, person);
  return {
    call: {
      ...rest,
      ended: { how, by: person, at: now, ...(reason === undefined ? {} : { reason }) },
      timeline: [...call.timeline, { at: now, what: how, by: person }],
    },
    news: [{ type: 'ended', by: person }],
  };
}

function counted(call: HelpRequest, person: PersonId): HelpRequest['responders'][number] | undefined {
  return coming(call).find((one) => one.person === person);
}

/** Nobody waits for the arrival of those who answer a drill. */
function heardAgain(
  call: HelpRequest,
  { person, ...me }: HelpRequest['responders'][number],
  now: string,
): HelpRequest {
  const isSame = msBetween(lastWordOf({ person, ...me }), now) < sameWordMs && !isAskedSince(call, person);
  if (isSame || call.drill !== undefined) return call;
  const what = me.onSceneAt === undefined ? 'coming' : 'onScene';
  const next: HelpRequest = {
    ...reached(call, person),
    responders: call.responders.map((one) => (one.person === person ? { ...one, heardAt: now } : one)),
    timeline: [...call.timeline, { at: now, what, by: person }],
  };
  return resting(withCheck(call, next, now));
}

/** Whoever presses has been reached, by whatever way. */
function reached(call: HelpRequest, person: PersonId): HelpRequest {
  return { ...call, unreached: without(call.unreached, person) };
}

function without<T extends { readonly person: PersonId }>(list: readonly T[], person: PersonId): T[] {
  return list.filter((one) => one.person !== person);
}
