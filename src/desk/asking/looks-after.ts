import type { PersonId } from '../../chat/outcome.ts';
import { fallbackPeople, leaders, type WhoToAsk } from './targets.ts';

/**
 * Who looks after a record that nobody has ended: the branch's supervisors, else whoever leads, else any supervisor, else
 * the fallback person, so that it is somebody in every library.
 *
 * @param asking.fallback the policy's, a staff id
 * @param asking.never people who are left out, by any of their ids
 * @param asking.notFallback people who are only not taken as the fallback person, by any of their ids
 */
export function lookedAfterBy(
  asking: {
    readonly branch: string | null;
    readonly fallback?: string | undefined;
    readonly never: readonly PersonId[];
    readonly notFallback?: readonly PersonId[];
  },
  who: Pick<WhoToAsk, 'people' | 'branches'>,
): readonly PersonId[] {
  const { people } = who;
  const { branch, fallback, notFallback = [] } = asking;
  const never = asking.never.map(people.canonical);
  const groups = [
    branch === null ? [] : people.withRole('supervisor', branch),
    ...leaders(people),
    people.withRole('supervisor'),
    fallbackPeople({ branch, fallback, never: [...never, ...notFallback] }, who).map(({ person }) => person),
  ].map((group) => group.filter((person) => !never.includes(people.canonical(person))));
  return groups.find((group) => group.length > 0) ?? [];
}
