import type { PersonId } from '../../chat/outcome.ts';
import { branchesSupervisedBy, type WhoToAsk } from '../asking/index.ts';

/** Whose results somebody may see: everybody's, or those of people who belong to one of these branches. */
export type Scope = 'all' | ReadonlySet<string>;

/** Undefined for people who may see nobody's but their own. */
export function scopeOf(person: PersonId, now: string, who: WhoToAsk): Scope | undefined {
  const role = who.people.role(person);
  if (role === 'coordinator' || role === 'director' || role === 'admin') return 'all';
  const own = branchesSupervisedBy(person, now, who);
  return own.length === 0 ? undefined : new Set(own);
}

/** Whether somebody may have everybody rung at once. */
export function mayBegin(person: PersonId, { people }: Pick<WhoToAsk, 'people'>): boolean {
  const role = people.role(person);
  return role === 'director' || role === 'admin';
}

/** Whether a person's result belongs to what may be seen. */
export function isWithin(scope: Scope, person: PersonId, { people }: Pick<WhoToAsk, 'people'>): boolean {
  return scope === 'all' || (people.staff(person)?.branches ?? []).some((branch) => scope.has(branch));
}
