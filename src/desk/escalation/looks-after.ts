import type { PersonId } from '../../chat/outcome.ts';
import { fallbackPeople, type WhoToAsk } from '../asking/index.ts';
import type { Escalation } from './schema.ts';

type Names = Pick<WhoToAsk, 'people' | 'branches'>;

/**
 * Who looks after a question that nobody has answered: they are reminded of it. The branch's supervisors, else whoever
 * leads, else any supervisor, else the fallback person, so that it is somebody in every library; never its asker nor
 * anybody it is about.
 */
export function whoLooksAfter(escalation: Escalation, who: Names): readonly PersonId[] {
  const { people } = who;
  const { branch, fallback } = escalation;
  const never = [escalation.asker, ...escalation.concerns].map(people.canonical);
  const groups = [
    branch === null ? [] : people.withRole('supervisor', branch),
    ...leaders(who),
    people.withRole('supervisor'),
    fallbackPeople({ branch, fallback, never }, who).map(({ person }) => person),
  ].map((group) => group.filter((person) => !never.includes(people.canonical(person))));
  return groups.find((group) => group.length > 0) ?? [];
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
  const others = [...leaders(who), whoLooksAfter(escalation, who)].flat();
  return isOwn || others.some((one) => canonical(one) === canonical(person));
}

function leaders({ people }: Names): readonly (readonly PersonId[])[] {
  return [people.withRole('director'), people.withRole('coordinator')];
}
