import type { PersonId } from '../../chat/outcome.ts';
import { hasLeft, withoutAddress } from '../asking/index.ts';
import type { People } from '../people/index.ts';
import { type Escalation, outOfReach } from './schema.ts';

export interface CanBeReached {
  /** Whether there is any way to bring somebody a message. */
  readonly canBeReached: (person: PersonId) => boolean;
}

/** Those whom nothing reached and to whom there is a way now: they are asked as if for the first time, with its card. */
export function anewFor(
  escalation: Escalation,
  { people, canBeReached }: { readonly people: Pick<People, 'staff'> } & CanBeReached,
): readonly PersonId[] {
  const out = [...new Set(outOfReach(escalation))];
  return out.filter((person) => !hasLeft(person, people) && canBeReached(person));
}

/** Of those, the ones of whom no address was known: that there is one is new. */
export function addressedSince(
  escalation: Escalation,
  who: Parameters<typeof anewFor>[1],
): readonly PersonId[] {
  const had = withoutAddress(escalation);
  return anewFor(escalation, who).filter((person) => had.includes(person));
}
