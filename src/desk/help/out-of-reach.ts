import type { PersonId } from '../../chat/outcome.ts';
import { hasLeft, type WhoToAsk, withoutAddress } from '../asking/index.ts';
import type { HelpRequest } from './schema.ts';

type Names = Pick<WhoToAsk, 'people'>;

/** The reason that stands in a call for whoever was asked and has left the list of staff since. */
export const leftStaff = 'left the staff';

/** Those who could not be reached, have not answered and are on the list of staff: they are to be asked once they can be. */
export function outOfReach(call: HelpRequest, { people }: Names): readonly PersonId[] {
  const answered = [...call.declined, ...call.responders].map(({ person }) => person);
  return call.unreached
    .map(({ person }) => person)
    .filter((person) => !answered.includes(person) && !hasLeft(person, people));
}

/** Those of them whom it is worth trying again: there was an address, which may take messages by now. */
export function worthTrying(call: HelpRequest, who: Names): readonly PersonId[] {
  const without = withoutAddress(call);
  return outOfReach(call, who).filter((person) => !without.includes(person));
}
