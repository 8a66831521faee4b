import type { PersonId } from '../../chat/outcome.ts';
import { leaders, lookedAfterBy, type WhoToAsk } from '../asking/index.ts';
import type { Escalation } from './schema.ts';

type Names = Pick<WhoToAsk, 'people' | 'branches'>;

/** Who looks after a question that nobody has answered: they are reminded of it. Never its asker nor anybody it is about. */
export function whoLooksAfter(escalation: Escalation, who: Names): readonly PersonId[] {
  const { branch, fallback, asker, concerns } = escalation;
  return lookedAfterBy({ branch, fallback, never: [asker, ...concerns] }, who);
}

/**
 * Whether somebody may take it up: who answers for its branch, and whoever is reminded of it where nobody does. Never its
 * asker nor anybody it is about.
 *
 * @param own codes of the branches that this person answers for
 */
export function isInCharge(
  escalation: Escalation,
  person: PersonId,
  own: readonly string[],
  who: Names,
): boolean {
  const { branch, asker, concerns } = escalation;
  const { canonical } = who.people;
  if ([asker, ...concerns].some((one) => canonical(one) === canonical(person))) return false;
  const isOwn = branch === null ? own.length > 0 : own.includes(branch);
  // Whoever leads answers for every branch, also for one that is not in the list any more.
  const others = [...leaders(who.people), whoLooksAfter(escalation, who)].flat();
  return isOwn || others.some((one) => canonical(one) === canonical(person));
}
