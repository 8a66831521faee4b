import type { PersonId } from '../../chat/outcome.ts';
import type { Store } from '../../store/store.ts';
import type { People } from '../people/index.ts';
import { mirror } from '../read-model/index.ts';
import { type Stretch, stretchCollection } from './schema.ts';

/** The stretches that run now: in memory, kept by the store's changes. */
export interface OpenStretches {
  /** Where the person is alone; the longest first. */
  of(person: PersonId): readonly Stretch[];
}

export async function createOpenStretches(
  store: Store,
  people: Pick<People, 'canonical'>,
): Promise<OpenStretches> {
  const open = await mirror(
    store,
    stretchCollection,
    () => undefined,
    ({ state }) => state === 'alone',
  );
  return {
    of(person) {
      const me = people.canonical(person);
      return [...open.values()]
        .filter((stretch) => people.canonical(stretch.person) === me)
        .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    },
  };
}
