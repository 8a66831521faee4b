import type { PersonId } from '../../chat/outcome.ts';
import { addMs } from '../../time.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { candidates } from './asking.ts';
import { isEnough, lastWordAfter, needed } from './coming.ts';
import { shiftTargets, withNextJoin } from './next-join.ts';
import { type Changed, cardHolders, gone, mayAnswer } from './rules.ts';
import { calledAt } from './running.ts';
import type { HelpRequest } from './schema.ts';

/** Somebody's shift has started: they are asked like those who were on shift before, unless enough are coming. */
export function join(call: HelpRequest, now: string, who: WhoToAsk): Changed {
  // A wall clock that was put back does not take the start of the shift back.
  const at = call.joinAt !== undefined && now < call.joinAt ? call.joinAt : now;
  const { joinAt: _, ...rest } = call;
  const next = withNextJoin(rest, at, who);
  const have = cardHolders(call);
  const found = isEnough(call)
    ? []
    : candidates(call, shiftTargets(call, at, who), at, who).filter(
        ({ person }) => !have.has(person) && !gone(call, person),
      );
  if (found.length === 0) return { call: next, news: [] };
  const people = found.map((one) => one.person);
  return {
    call: {
      ...next,
      asked: [
        ...call.asked,
        ...found.map((one) => ({ ...one, step: Math.max(0, call.nextStep - 1), at: now })),
      ],
      timeline: [...call.timeline, { at: now, what: 'asked', people }],
      ...untilTheyHadTime(call, now),
    },
    news: [{ type: 'asked', people, again: [] }],
  };
}

/**
 * The shifts have changed: whoever is on one by now and was not asked is, and the next start of a shift is followed. A
 * call that is old by now wakes nobody. Changes nothing where the shifts say what they said before.
 */
export function joinAnew(call: HelpRequest, now: string, who: WhoToAsk): Changed {
  const { joinAt, ...rest } = call;
  const isOld = now > addMs(calledAt(call), call.staleAfterMs);
  const changed: Changed = isOld ? { call: rest, news: [] } : join(rest, now, who);
  return changed.news.length === 0 && changed.call.joinAt === joinAt ? { call, news: [] } : changed;
}

/**
 * Whoever was asked at an account that turned out not to be theirs is asked at the right one, unless they have answered or
 * enough are coming.
 */
export function askAtNewPlace(call: HelpRequest, cutOff: ReadonlySet<PersonId>, now: string): Changed {
  const isOld = now > addMs(calledAt(call), call.staleAfterMs);
  const again = isOld || isEnough(call) ? [] : mayAnswer(call).filter((person) => cutOff.has(person));
  if (again.length === 0) return { call, news: [] };
  const timeline = [...call.timeline, { at: now, what: 'asked' as const, people: again }];
  return {
    call: { ...call, timeline, ...untilTheyHadTime(call, now) },
    news: [{ type: 'asked', people: [], again }],
  };
}

/**
 * Where several must come, people read after the last word, too, whether others are still being asked: so they are until
 * those asked now have had their time. Where one must, it would only tell the caller once more what they know.
 */
function untilTheyHadTime(call: HelpRequest, now: string): Pick<HelpRequest, 'due'> {
  return needed(call) > 1 ? lastWordAfter(call, now) : {};
}
