import type { PersonId } from '../../chat/outcome.ts';
import type { Delayed, Rerouted } from '../../chat/record-kind.ts';
import type { TimelineEvent } from './schema.ts';

/** Somebody got a message of the record by a later route than their chat platforms. */
export function reroutedEvent({ person, by, insteadOf, unanswered }: Rerouted, now: string) {
  return {
    at: now,
    what: 'rerouted' as const,
    people: [person],
    route: by,
    insteadOf: [...insteadOf],
    ...(unanswered.length === 0 ? {} : { unanswered: [...unanswered] }),
  };
}

/** A message of the record reached somebody late. */
export function delayedEvent({ person, by, minutes }: Delayed, now: string) {
  return { at: now, what: 'delayed' as const, people: [person], route: by, minutes };
}

/** When this person last did something with the record; UTC ISO text. */
export function heardFrom(
  timeline: readonly TimelineEvent[],
  isThem: (person: PersonId) => boolean,
): string | undefined {
  return timeline.findLast(({ by }) => by !== undefined && isThem(by))?.at;
}
