import type { PersonId } from '../../chat/outcome.ts';
import { msBetween } from '../../time.ts';
import type { People } from '../people/index.ts';
import type { Changed } from './rules.ts';
import { type Escalation, holder } from './schema.ts';
import { stillAsked } from './still-asked.ts';

/**
 * Whoever was asked at an account that turned out not to be theirs is asked at the right one; where somebody has
 * acknowledged it, nobody but them.
 */
export function askAtNewPlace(
  escalation: Escalation,
  cutOff: ReadonlySet<PersonId>,
  now: string,
  { people }: { readonly people: Pick<People, 'staff'> },
): Changed {
  const isOld = msBetween(escalation.createdAt, now) > escalation.staleAfterMs;
  const has = holder(escalation);
  const anew = stillAsked(escalation, people).filter(
    (person) => !isOld && cutOff.has(person) && (has === undefined || has === person),
  );
  if (anew.length === 0) return { escalation, news: [] };
  return {
    escalation: {
      ...escalation,
      timeline: [...escalation.timeline, { at: now, what: 'asked', people: anew }],
    },
    // They have no live card: they get one like somebody who is asked for the first time.
    news: [{ type: 'asked', people: anew, again: [] }],
  };
}
