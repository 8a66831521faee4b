import type { Look } from '../../chat/command.ts';
import type { Branch, Branches } from '../branches/index.ts';
import type { Roster } from './types.ts';

/**
 * The branch that somebody speaks of without naming it: that of their shift at this moment, else that whose channel
 * they are in. On shift at two at once: the channel's, if it is one of them, else the one started last.
 */
export function branchOfCaller(
  look: Pick<Look, 'person' | 'place' | 'now'>,
  { roster, branches }: { readonly roster: Roster; readonly branches: Branches },
): Branch | undefined {
  const { person, place, now } = look;
  const shifts = roster.shiftsOf(person, now).map((shift) => branches.byCode(shift.branch));
  const channel = place === undefined || place.private ? undefined : branches.ofPlace(place.id);
  if (channel !== undefined && shifts.some((branch) => branch?.id === channel.id)) return channel;
  return shifts.find((branch) => branch !== undefined) ?? channel;
}
