import type { PersonId } from '../../chat/outcome.ts';
import type { WhoToAsk } from '../asking/index.ts';

type Names = Pick<WhoToAsk, 'people'>;

/** The reason that stands in a call for whoever was asked and has left the list of staff since. */
export const leftStaff = 'left the staff';

/** Whether somebody was on the list of staff and is no longer. */
export function hasLeft(person: PersonId, { people }: Names): boolean {
  return people.staff(person)?.active === false;
}
