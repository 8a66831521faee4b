import type { PersonId } from '../../chat/outcome.ts';
import { addMs } from '../../time.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { hasLeft, leftStaff } from './out-of-reach.ts';
import { noteUnreached, unreached } from './presses.ts';
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
    .filter((person) => hasLeft(person, who))
    .reduce<Changed>((changed, person) => after(changed, (one) => note(one, person)), { call, news: [] });
}

/** Such a call wakes nobody any more. */
function isOld(call: HelpRequest, now: string): boolean {
  return now > addMs(calledAt(call), call.staleAfterMs);
}
