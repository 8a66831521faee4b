import type { PersonId } from '../../chat/outcome.ts';
import { type WhoToAsk, wasMissed } from '../asking/index.ts';
import { isEnough } from './coming.ts';
import { onDue } from './due.ts';
import { end } from './presses.ts';
import type { Changed } from './rules.ts';
import { dueOf, type HelpRequest } from './schema.ts';

/** How a drill came to its end. */
export type DrillEnd = NonNullable<NonNullable<HelpRequest['drill']>['over']>;

/**
 * What a rule did, for a drill: nobody is to come, so nobody is asked whether they have arrived, and instead of waiting
 * for an end it has one. For a real call nothing changes.
 */
export function steered(changed: Changed, now: string): Changed {
  const { call, news } = changed;
  if (call.drill === undefined) return changed;
  if (call.ended !== undefined) return { call: over(call, call.drill.over ?? 'leader'), news };
  if (call.nobodyToldAt !== undefined) {
    const told = news.filter(({ type }) => type !== 'nobody' && type !== 'reminder');
    const ended = endDrill(call, 'lastStep', call.caller, now);
    return { call: ended.call, news: [...told, ...ended.news] };
  }
  const { check, quietAskedAt: _, ...rest } = call;
  if (!isEnough(call)) return check === undefined ? changed : { call: rest, news };
  // An answer stops the steps, as it does for a real call; the others can still say that they were reached.
  const { joinAt: __, ...answered } = rest;
  const { endsAt } = call.drill;
  return { call: { ...answered, due: { what: 'last', at: endsAt > now ? endsAt : now } }, news };
}

/** Does what fell due on a drill. One that the desk has slept through rings nobody any more. */
export function onDrillDue(call: HelpRequest, now: string, lateMs: number, who: WhoToAsk): Changed {
  if (wasMissed(lateMs)) return endDrill(call, 'missed', call.caller, now);
  if (dueOf(call)?.what === 'last') return endDrill(call, 'lastStep', call.caller, now);
  return steered(onDue(call, now, lateMs, who), now);
}

/** Ends a drill; those who were asked are told, and its leader gets the summary. */
export function endDrill(call: HelpRequest, how: DrillEnd, by: PersonId, now: string): Changed {
  const { call: ended, news } = end(call, how === 'lastStep' ? 'done' : 'closed', by, now);
  return { call: over(ended, how), news };
}

function over(call: HelpRequest, how: DrillEnd): HelpRequest {
  return call.drill === undefined ? call : { ...call, drill: { ...call.drill, over: how } };
}
