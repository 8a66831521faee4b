import type { PersonId } from '../../chat/outcome.ts';
import type { People } from '../people/index.ts';

/** What a record says of those whom nothing reached. */
interface WithUnreached {
  readonly unreached: readonly {
    readonly person: PersonId;
    readonly routes?: readonly unknown[] | undefined;
  }[];
}

/** Whether somebody was on the list of staff and is no longer: they decide nothing and are not asked. */
export function hasLeft(person: PersonId, people: Pick<People, 'staff'>): boolean {
  return people.staff(person)?.active === false;
}

/** Those whom nothing reached because no address was known, and not because one failed. */
export function withoutAddress({ unreached }: WithUnreached): readonly PersonId[] {
  return unreached.filter(({ routes }) => routes?.length === 0).map(({ person }) => person);
}

/** The record with nothing said any more of these not having been reached: what is sent to them now may arrive. */
export function triedAgain<T extends WithUnreached>(record: T, people: readonly PersonId[]): T {
  return { ...record, unreached: record.unreached.filter(({ person }) => !people.includes(person)) };
}
