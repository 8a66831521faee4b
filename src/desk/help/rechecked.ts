import type { PersonId } from '../../chat/outcome.ts';
import { addMs } from '../../time.ts';
import { hasLeft, notPutOff, triedAgain, type WhoToAsk } from '../asking/index.ts';
import { coming, isEnough } from './coming.ts';
import { leftStaff, outOfReach } from './out-of-reach.ts';
import { noteUnreached, unreached, withoutClaim } from './presses.ts';
import { after, type Changed, mayAnswer } from './rules.ts';
import { calledAt } from './running.ts';
import type { HelpRequest } from './schema.ts';

/**
 * Whoever was asked and has left the list of staff since is waited for no longer and not asked again, unless they are
 * coming. Their buttons go on working. Where nobody else may answer, the next people are asked at once.
 */
export function withoutLeft(call: HelpRequest, now: string, who: WhoToAsk): Changed {
  const note = (one: HelpRequest, person: PersonId): Changed =>
    isOld(call, now)
      ? { call: noteUnreached(one, person, { reason: leftStaff }, now), news: [] }
      : unreached(one, person, { reason: leftStaff }, now, who);
  return mayAnswer(call)
    .filter((person) => hasLeft(person, who.people))
    .reduce<Changed>((changed, person) => after(changed, (one) => note(one, person)), { call, news: [] });
}

/**
 * Whoever had a card only at an account that is not theirs has not said that they are coming: others are asked at once, and
 * their caller is told.
 *
 * @param cutOff those whose card stands only where by now somebody else reads
 */
export function withoutWrongClaims(
  call: HelpRequest,
  cutOff: ReadonlySet<PersonId>,
  now: string,
  who: WhoToAsk,
): Changed {
  const wrong = isOld(call, now) ? [] : coming(call).filter(({ person }) => cutOff.has(person));
  if (wrong.length === 0) return { call, news: [] };
  return wrong.reduce<Changed>(
    (changed, { person }) => after(changed, (next) => withoutClaim(next, person, now, who)),
    // Nobody who has left is asked again for it.
    withoutLeft(call, now, who),
  );
}

/**
 * Whoever could not be reached, and can be by now, is asked, unless enough are coming. The caller has read that they could
 * not be, and is told; that nobody has confirmed is said again only when they have had their time.
 *
 * @param reachable those who can be reached by now
 */
export function askOnceReachable(
  call: HelpRequest,
  reachable: ReadonlySet<PersonId>,
  now: string,
  who: Pick<WhoToAsk, 'people'>,
): Changed {
  const people = isOld(call, now) ? [] : outOfReach(call, who).filter((person) => reachable.has(person));
  if (people.length === 0) return { call, news: [] };
  // They are asked with the others once too few are coming.
  if (isEnough(call)) return { call: triedAgain(call, people), news: [] };
  const word = { what: 'last', at: addMs(now, call.lastAfterMs) } as const;
  return {
    call: {
      ...triedAgain(call, people),
      ...(call.nobodyToldAt === undefined ? {} : { due: notPutOff(call.due, word) }),
      timeline: [...call.timeline, { at: now, what: 'asked', people }],
    },
    news: [
      { type: 'asked', people: [], again: people },
      { type: 'movedOn', people },
    ],
  };
}

/** Such a call wakes nobody any more. */
function isOld(call: HelpRequest, now: string): boolean {
  return now > addMs(calledAt(call), call.staleAfterMs);
}
