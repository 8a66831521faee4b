import type { PersonId } from '../../chat/outcome.ts';
import { addMs, hourMs } from '../../time.ts';
import { notPutOff, quietTimes } from '../asking/index.ts';
import type { HelpRequest } from './schema.ts';

type Responder = HelpRequest['responders'][number];
type Check = NonNullable<HelpRequest['check']>;

/** Someone on scene is asked this often whether it is over. */
export const onSceneMs = hourMs;

/** How many must come before nobody more is asked. */
export function needed(call: HelpRequest): number {
  return call.needs ?? 1;
}

/** Those who are coming or there, in the order in which they said so; without those who have gone quiet. */
export function coming(call: HelpRequest): readonly Responder[] {
  return call.responders.filter(({ quietAt }) => quietAt === undefined);
}

/** Whether somebody has been there, so long ago that nobody knows whether they still are. */
export function wasThere({ onSceneAt, quietAt }: Responder): boolean {
  return onSceneAt !== undefined && quietAt !== undefined;
}

/** When somebody who is coming or there last said so. */
export function lastWordOf({ at, onSceneAt, heardAt }: Responder): string {
  return heardAt ?? onSceneAt ?? at;
}

/** Whether somebody has been asked since their last word whether they still come, or whether it is over. */
export function isAskedSince({ timeline }: HelpRequest, person: PersonId): boolean {
  const last = timeline.findLast(
    ({ what, by, people }) =>
      by === person || ((what === 'quiet' || what === 'stillOn') && people?.includes(person)),
  );
  return last !== undefined && last.by !== person;
}

/** The first of those who are there: it is they who are asked whether it is over. */
export function firstThere(call: HelpRequest): Responder | undefined {
  return coming(call).find(isThere);
}

export function isEnough(call: HelpRequest): boolean {
  return coming(call).length >= needed(call);
}

/** Whether too few are coming and nobody more is asked or waited for: every step is over, and the last word is said. */
export function isShort(call: HelpRequest): boolean {
  return !isEnough(call) && call.due?.what === 'reminder';
}

/** Whoever read that nobody has confirmed is told so again when those asked once more have had their time. */
export function lastWordAfter(call: HelpRequest, now: string): Pick<HelpRequest, 'due'> {
  if (call.nobodyToldAt === undefined || isEnough(call)) return {};
  return { due: notPutOff(call.due, { what: 'last', at: addMs(now, call.lastAfterMs) }) };
}

/** The first to say that they are coming leads, as long as they do come. */
export function leader(call: HelpRequest): PersonId | undefined {
  return (coming(call)[0] ?? call.responders[0])?.person;
}

export function isResponder(call: HelpRequest, person: PersonId): boolean {
  return call.responders.some((one) => one.person === person);
}

/** Whose arrival is waited for: the first on the way, until as many are there as are needed. */
export function awaited(call: HelpRequest): Responder | undefined {
  const counted = coming(call);
  return counted.filter(isThere).length >= needed(call)
    ? undefined
    : counted.find((responder) => !isThere(responder));
}

/** The check on those who come: it is what is due while they are enough, and due beside the next step while they are not. */
export function checkOf({ check, due }: HelpRequest): Check | undefined {
  if (check !== undefined) return check;
  return due?.what === 'quiet' || due?.what === 'onScene' ? { what: due.what, at: due.at } : undefined;
}

/**
 * `next` with the check that follows from who is coming: the one of `before` while it is about the same person, and they
 * have not said the same once more.
 */
export function withCheck(before: HelpRequest, next: HelpRequest, now: string): HelpRequest {
  const { check: _, ...unchecked } = next;
  const kept = spokeAgain(before, next) ? undefined : checkOf(before);
  const who = awaited(next);
  if (who !== undefined && who.person === awaited(before)?.person && kept?.what === 'quiet')
    return { ...unchecked, check: kept };
  const { quietAskedAt: __, ...rest } = unchecked;
  if (who !== undefined) {
    const at = addMs(lastWordOf(who), quietTimes(next).firstMs);
    return { ...rest, check: { what: 'quiet', at: at > now ? at : now } };
  }
  if (coming(next).length === 0) return rest;
  const asked: Check = { what: 'onScene', at: addMs(now, onSceneMs) };
  return { ...rest, check: kept?.what === 'onScene' ? kept : asked };
}

/** Whether whoever the check is on has said once more that they are coming or there. */
function spokeAgain(before: HelpRequest, next: HelpRequest): boolean {
  const checked = awaited(before) ?? firstThere(before);
  const heardAt = next.responders.find(({ person }) => person === checked?.person)?.heardAt;
  return heardAt !== undefined && heardAt !== checked?.heardAt;
}

/** While enough are coming the steps rest, and only the check on those who come falls due. */
export function resting(call: HelpRequest): HelpRequest {
  const { check, ...rest } = call;
  return check !== undefined && isEnough(call) ? { ...rest, due: check } : call;
}

function isThere({ onSceneAt }: Responder): boolean {
  return onSceneAt !== undefined;
}

/** Whether somebody who was asked has said that they can't come: a bystander's word changes nothing for the caller. */
export function hasRefusal({ asked, declined }: HelpRequest): boolean {
  return declined.some(({ person }) => asked.some((one) => one.person === person));
}
