import type { PersonId } from '../../chat/outcome.ts';
import { addMs } from '../../time.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { askNext, type Changed, type News, onSceneMs, quietMs } from './rules.ts';
import type { HelpRequest } from './schema.ts';

/** "I'm coming". Several can come; the first leads. Pressing it twice changes nothing. */
export function claim(call: HelpRequest, person: PersonId, now: string): Changed {
  if (isResponder(call, person)) return { call, news: [] };
  const first = call.responders.length === 0;
  // Whoever leads now has not been asked yet whether they are still coming.
  const { quietAskedAt, ...rest } = call;
  return {
    call: {
      ...rest,
      ...(first || quietAskedAt === undefined ? {} : { quietAskedAt }),
      responders: [...call.responders, { person, at: now }],
      declined: without(call.declined, person),
      due: first ? { what: 'quiet', at: addMs(now, quietMs) } : call.due,
      timeline: [...call.timeline, { at: now, what: 'coming', by: person }],
    },
    news: [{ type: 'coming', person, first }],
  };
}

/** "On scene" says "I'm coming" too, for those who simply went. */
export function arrive(call: HelpRequest, person: PersonId, now: string): Changed {
  const claimed = claim(call, person, now);
  if (claimed.call.responders.some((one) => one.person === person && one.onSceneAt !== undefined)) {
    return { call, news: [] };
  }
  return {
    call: {
      ...claimed.call,
      responders: claimed.call.responders.map((one) =>
        one.person === person ? { ...one, onSceneAt: now } : one,
      ),
      due: { what: 'onScene', at: addMs(now, onSceneMs) },
      timeline: [...claimed.call.timeline, { at: now, what: 'onScene', by: person }],
    },
    news: claimed.news,
  };
}

/** "Can't come", also from somebody who was coming. When nobody asked is left, the next step is asked at once. */
export function decline(call: HelpRequest, person: PersonId, now: string, who: WhoToAsk): Changed {
  if (call.declined.some((one) => one.person === person)) return { call, news: [] };
  const wasComing = isResponder(call, person);
  const responders = without(call.responders, person);
  // Whoever was there has left, and the others are still on their way: whether they arrive is to be asked again.
  const onTheWay = call.due?.what === 'onScene' && responders.length > 0 && !responders.some(isThere);
  const { quietAskedAt, ...rest } = call;
  const next: HelpRequest = {
    ...rest,
    ...(leader(call) === person || quietAskedAt === undefined ? {} : { quietAskedAt }),
    responders,
    declined: [...call.declined, { person, at: now }],
    due: onTheWay ? { what: 'quiet', at: addMs(now, quietMs) } : call.due,
    timeline: [...call.timeline, { at: now, what: 'cannotCome', by: person }],
  };
  const left = wasComing && next.responders.length === 0;
  const news: readonly News[] = wasComing ? [{ type: 'gaveUp', person, left }] : [];
  return moveOnIfNobodyIsLeft(next, news, left, now, who);
}

/** Somebody who was asked could not be reached on any platform. */
export function unreached(
  call: HelpRequest,
  person: PersonId,
  reason: string,
  now: string,
  who: WhoToAsk,
): Changed {
  if (call.unreached.some((one) => one.person === person)) return { call, news: [] };
  const next: HelpRequest = {
    ...call,
    unreached: [...call.unreached, { person, at: now, reason }],
    timeline: [...call.timeline, { at: now, what: 'unreached', people: [person] }],
  };
  return moveOnIfNobodyIsLeft(next, [], false, now, who);
}

function moveOnIfNobodyIsLeft(
  call: HelpRequest,
  news: readonly News[],
  leaderLeft: boolean,
  now: string,
  who: WhoToAsk,
): Changed {
  const out = new Set([...call.declined, ...call.unreached].map((one) => one.person));
  const everybodyOut = call.asked.length > 0 && call.asked.every((one) => out.has(one.person));
  const waiting = call.responders.length === 0 && call.nobodyToldAt === undefined;
  if (call.responders.length > 0 || !(leaderLeft || (waiting && everybodyOut))) return { call, news };
  const moved = askNext(call, now, who);
  return { call: moved.call, news: [...news, ...moved.news] };
}

/** Ends the call. The caller checks that this person may. */
export function end(
  call: HelpRequest,
  how: NonNullable<HelpRequest['ended']>['how'],
  person: PersonId,
  now: string,
  reason?: string,
): Changed {
  const { due: _, joinAt: __, ...rest } = call;
  return {
    call: {
      ...rest,
      ended: { how, by: person, at: now, ...(reason === undefined ? {} : { reason }) },
      timeline: [...call.timeline, { at: now, what: how, by: person }],
    },
    news: [{ type: 'ended', by: person }],
  };
}

/** The first to say that they are coming leads, as long as they do come. */
export function leader(call: HelpRequest): PersonId | undefined {
  return call.responders[0]?.person;
}

export function isResponder(call: HelpRequest, person: PersonId): boolean {
  return call.responders.some((one) => one.person === person);
}

function isThere(responder: HelpRequest['responders'][number]): boolean {
  return responder.onSceneAt !== undefined;
}

function without<T extends { readonly person: PersonId }>(list: readonly T[], person: PersonId): T[] {
  return list.filter((one) => one.person !== person);
}
