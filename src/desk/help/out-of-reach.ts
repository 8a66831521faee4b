import type { PersonId } from '../../chat/outcome.ts';
import type { WhoToAsk } from '../asking/index.ts';
import type { HelpRequest } from './schema.ts';

type Names = Pick<WhoToAsk, 'people'>;

/** The reason that stands in a call for whoever was asked and has left the list of staff since. */
export const leftStaff = 'left the staff';

/** Whether somebody was on the list of staff and is no longer. */
export function hasLeft(person: PersonId, { people }: Names): boolean {
  return people.staff(person)?.active === false;
}

/** Those who could not be reached, have not answered and are on the list of staff: they are to be asked once they can be. */
export function outOfReach(call: HelpRequest, who: Names): readonly PersonId[] {
  const answered = [...call.declined, ...call.responders].map(({ person }) => person);
  return call.unreached
    .map(({ person }) => person)
    .filter((person) => !answered.includes(person) && !hasLeft(person, who));
}

/** Those of them whom it is worth trying again: there was an address, which may take messages by now. */
export function worthTrying(call: HelpRequest, who: Names): readonly PersonId[] {
  const without = call.unreached.filter(({ routes }) => routes?.length === 0).map(({ person }) => person);
  return outOfReach(call, who).filter((person) => !without.includes(person));
}

/** The call with nothing said any more of these not having been reached: what is sent to them now may arrive. */
export function triedAgain(call: HelpRequest, people: readonly PersonId[]): HelpRequest {
  return { ...call, unreached: call.unreached.filter(({ person }) => !people.includes(person)) };
}
