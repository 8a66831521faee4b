import type { PersonId } from '../../chat/outcome.ts';
import { fallbackPeople, type WhoToAsk } from '../asking/index.ts';
import { type HelpRequest, isCheckIn } from './schema.ts';

/**
 * Who looks after a call that nobody has ended: they are reminded of it and may close it. The branch's supervisors, else
 * whoever leads, else any supervisor, else the fallback person, so that it is somebody in every library. Not whoever is
 * alone and has not answered a check-in.
 */
export function whoLooksAfter(
  call: HelpRequest,
  who: Pick<WhoToAsk, 'people' | 'branches'>,
): readonly PersonId[] {
  const { people } = who;
  const { branch, fallback, caller } = call;
  const silent = isCheckIn(call) ? people.canonical(call.caller) : undefined;
  const groups = [
    branch === null ? [] : people.withRole('supervisor', branch),
    people.withRole('director'),
    people.withRole('coordinator'),
    people.withRole('supervisor'),
    fallbackPeople({ branch, fallback, never: [caller] }, who).map(({ person }) => person),
  ].map((group) => group.filter((person) => people.canonical(person) !== silent));
  return groups.find((group) => group.length > 0) ?? [];
}
