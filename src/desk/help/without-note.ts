import type { PersonId } from '../../chat/outcome.ts';
import { type HelpRequest, type Urgency, zoneOf } from './schema.ts';

type Note = HelpRequest['notes'][number];
type Responder = HelpRequest['responders'][number];
/** Where a call stood before words that asked people from the beginning, or made it more urgent. */
type Stood = NonNullable<Note['stood']>;

/** What such words change, as it is before. */
export function stoodAt({ nextStep, due, check, quietAskedAt, nobodyToldAt, declined }: HelpRequest): Stood {
  return {
    nextStep,
    declined,
    ...(due === undefined ? {} : { due }),
    ...(check === undefined ? {} : { check }),
    ...(quietAskedAt === undefined ? {} : { quietAskedAt }),
    ...(nobodyToldAt === undefined ? {} : { nobodyToldAt }),
  };
}

/**
 * The call without words that became one of their own: it is where those that are left put it, and where these had asked
 * people from the beginning, it stands again as it did before. What more urgent ones changed has a button of its own.
 */
export function withoutNote(call: HelpRequest, note: Note, became: string, now: string): HelpRequest {
  const notes = call.notes.map((one) => (one === note ? { ...one, became } : one));
  const { firstZone } = call;
  const left = {
    ...call,
    notes,
    ...(firstZone === undefined ? {} : { zone: zoneOf(notes) ?? firstZone }),
  };
  const late = notes.findLast(
    ({ became: own, stood, from }) => own !== undefined && stood !== undefined && from === undefined,
  );
  return late?.stood === undefined || call.ended !== undefined || isAbout(left, late.at)
    ? left
    : putBack(left, late.at, late.stood, now);
}

/** The call with those counted again who count no longer because of words that are a call of their own now. */
export function countingAgain(call: HelpRequest): HelpRequest {
  const since = call.notes.find(
    ({ at, became }) => became !== undefined && call.responders.some(({ quietAt }) => quietAt === at),
  )?.at;
  if (since === undefined || isAbout(call, since)) return call;
  return { ...call, responders: countedSince(call, since) };
}

/**
 * Where a call stood when it was as urgent as this last, before words that are a call of their own now; undefined where
 * it has been about more since.
 */
export function stoodBefore(call: HelpRequest, urgency: Urgency): Stood | undefined {
  const note = call.notes.findLast(({ became, from }) => became !== undefined && from === urgency);
  return note === undefined || isAbout(call, note.at) ? undefined : note.stood;
}

/** The answers that were there then, and those given since. */
export function declinedSince(stood: Stood, { declined }: HelpRequest): HelpRequest['declined'] {
  return [...stood.declined, ...declined.filter(({ person }) => !has(stood.declined, person))];
}

/** Whether somebody has come to it since or can't come after all, or its caller has said more that is still about it. */
function isAbout({ timeline, notes }: HelpRequest, since: string): boolean {
  const came = new Set(timeline.flatMap(({ what, by }) => (what === 'coming' ? [by] : [])));
  return timeline.some(({ at, what, by }) => {
    if (at < since || by === undefined) return false;
    if (what === 'added') return !notes.some((one) => one.at === at && one.became !== undefined);
    return what !== 'cannotCome' || came.has(by);
  });
}

function putBack(call: HelpRequest, since: string, stood: Stood, now: string): HelpRequest {
  const { due: _, check: __, quietAskedAt: ___, nobodyToldAt: ____, ...rest } = call;
  return {
    ...rest,
    ...stood,
    notes: call.notes.map((one) => {
      const { stood: then, ...note } = one;
      return then === undefined || one.at < since ? one : note;
    }),
    responders: countedSince(call, since),
    declined: declinedSince(stood, call),
    ...(stood.due === undefined ? {} : { due: notPast(stood.due, now) }),
    ...(stood.check === undefined ? {} : { check: notPast(stood.check, now) }),
  };
}

function countedSince({ responders }: HelpRequest, since: string): Responder[] {
  return responders.map((one) => {
    const { quietAt, ...rest } = one;
    return quietAt === since ? rest : one;
  });
}

function has(list: HelpRequest['declined'], person: PersonId): boolean {
  return list.some((one) => one.person === person);
}

function notPast<T extends { readonly at: string }>(due: T, now: string): T {
  return due.at < now ? { ...due, at: now } : due;
}
