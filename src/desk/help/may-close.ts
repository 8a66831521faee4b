import type { PersonId } from '../../chat/outcome.ts';
import { branchesSupervisedBy, type WhoToAsk } from '../asking/index.ts';
import { whoLooksAfter } from './looks-after.ts';
import type { HelpRequest } from './schema.ts';

/**
 * Whether this person may close the call with a reason: who answers for its branch at this moment, also by a shift as
 * acting supervisor, and whoever is reminded of it where nobody does.
 */
export function mayClose(call: HelpRequest, person: PersonId, now: string, who: WhoToAsk): boolean {
  const member = who.people.staff(person);
  if (member === undefined || !member.active) return false;
  // Also where the branch is not in the list any more.
  if (member.role === 'coordinator' || member.role === 'director') return true;
  const own = branchesSupervisedBy(person, now, who);
  const isAny = member.role === 'supervisor' || own.length > 0;
  const isTheirs = call.branch === null ? isAny : own.includes(call.branch);
  return isTheirs || whoLooksAfter(call, who).includes(person);
}
