import { addMs } from '../../time.ts';
import { notPutOff, triedAgain, type WhoToAsk } from '../asking/index.ts';
import { anewFor, type CanBeReached } from './out-of-reach.ts';
import { askNext, type Changed } from './rules.ts';
import { type Escalation, holder } from './schema.ts';
import { stillAsked } from './still-asked.ts';

/**
 * "Ask the next person now": the next step, and everyone again when no step is left, also those whom nothing reached so
 * far. An asker who was told that nobody has answered is told so again only when those asked again have had their time.
 */
export function askMore(escalation: Escalation, now: string, who: WhoToAsk & CanBeReached): Changed {
  const asked = askNext(escalation, now, who);
  const isTold = escalation.nobodyToldAt !== undefined;
  // Whoever acknowledged it is still asked for the answer when that was due.
  const inTime = (next: Escalation['next']) =>
    holder(escalation) === undefined ? notPutOff(escalation.next, next) : escalation.next;
  if (asked.news.some((news) => news.type === 'asked'))
    return { escalation: { ...asked.escalation, next: inTime(asked.escalation.next) }, news: asked.news };
  const again = stillAsked(escalation, who.people);
  const anew = anewFor(escalation, who);
  const people = [...anew, ...again];
  if (people.length === 0) return isTold ? { escalation, news: [] } : asked;
  const word = { what: 'last', at: addMs(now, escalation.lastAfterMs) } as const;
  return {
    escalation: {
      ...triedAgain(escalation, anew),
      nextStep: asked.escalation.nextStep,
      next: inTime(isTold ? word : escalation.next),
      timeline: [...escalation.timeline, { at: now, what: 'asked', people }],
    },
    news: [{ type: 'asked', people: anew, again }],
  };
}
