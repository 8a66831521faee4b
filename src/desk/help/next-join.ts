import { addMs } from '../../time.ts';
import { appliesAt, isOnSite, type Target, type WhoToAsk } from '../asking/index.ts';
import { calledAt } from './running.ts';
import type { HelpRequest } from './schema.ts';

/**
 * Writes down when the next shift at the branch starts, while the steps so far have asked those on shift: whoever starts
 * then is asked too. Not for a call that is old by then, which wakes nobody.
 *
 * @param now UTC ISO text
 */
export function withNextJoin(
  call: HelpRequest,
  now: string,
  { roster }: Pick<WhoToAsk, 'roster'>,
): HelpRequest {
  const { joinAt, ...rest } = call;
  // One that is past and not dealt with, because a step came late, falls due now.
  if (joinAt !== undefined && joinAt <= now) return call;
  const next =
    call.branch === null || shiftTargets(call).length === 0
      ? undefined
      : roster.nextOn(call.branch, now)[0]?.startAt;
  const isFresh = next !== undefined && next <= addMs(calledAt(call), call.staleAfterMs);
  return isFresh ? { joinAt: next, ...rest } : rest;
}

/** What the steps so far asked that depends on who is on shift; at a moment, only of steps that apply then. */
export function shiftTargets(call: HelpRequest, at?: string, who?: WhoToAsk): readonly Target[] {
  return call.steps
    .slice(0, call.nextStep)
    .filter((step) => at === undefined || who === undefined || appliesAt(step, call.branch, at, who))
    .flatMap((step) => step.ask)
    .filter(isOnSite);
}
