import type { PersonId } from '../../chat/outcome.ts';
import { addMs, msBetween } from '../../time.ts';
import { notPutOff, triedAgain } from '../asking/index.ts';
import type { People } from '../people/index.ts';
import { addressedSince, type CanBeReached } from './out-of-reach.ts';
import type { Changed } from './rules.ts';
import { type Escalation, holder } from './schema.ts';
import { stillAsked } from './still-asked.ts';

/**
 * Whoever was asked at an account that turned out not to be theirs is asked at the right one, and whoever had no address is
 * once they have one; where somebody has acknowledged it, nobody but them.
 */
export function askAtNewPlace(
  escalation: Escalation,
  cutOff: ReadonlySet<PersonId>,
  now: string,
  who: { readonly people: Pick<People, 'staff'> } & CanBeReached,
): Changed {
  if (msBetween(escalation.createdAt, now) > escalation.staleAfterMs) return { escalation, news: [] };
  const has = holder(escalation);
  const moved = stillAsked(escalation, who.people).filter(
    (person) => cutOff.has(person) && (has === undefined || has === person),
  );
  const found = has === undefined ? addressedSince(escalation, who) : [];
  const people = [...moved, ...found];
  if (people.length === 0) return { escalation, news: [] };
  const { next, nobodyToldAt } = escalation;
  const isTold = found.length > 0 && nobodyToldAt !== undefined;
  const word = { what: 'last', at: addMs(now, escalation.lastAfterMs) } as const;
  return {
    escalation: {
      ...triedAgain(escalation, found),
      ...(isTold ? { next: notPutOff(next, word) ?? word } : {}),
      timeline: [...escalation.timeline, { at: now, what: 'asked', people }],
    },
    news: [
      // They have no live card: they get one like somebody who is asked for the first time.
      { type: 'asked', people, again: [] },
      // Their asker has read that they could not be reached.
      ...(found.length === 0 ? [] : [{ type: 'movedOn', people: found } as const]),
    ],
  };
}
