import type { PersonId } from '../../chat/outcome.ts';
import type { Collection, Reader, Stored } from '../../store/store.ts';
import type { People } from './types.ts';

/**
 * The records whose index holds this person, each once. An index keeps the id that a person went by when the record was
 * saved: whoever has been linked to staff.json since is found under each of theirs.
 *
 * @param keyOf what the index holds for an id; the id itself unless told
 */
export async function findByPerson<T extends Stored>(
  reader: Pick<Reader, 'find'>,
  collection: Collection<T>,
  index: string,
  { person, people }: { readonly person: PersonId; readonly people: Pick<People, 'idsOf'> },
  keyOf: (id: PersonId) => string = (id) => id,
): Promise<readonly T[]> {
  const found = new Map<string, T>();
  for (const id of people.idsOf(person)) {
    for (const record of await reader.find(collection, index, keyOf(id))) found.set(record.id, record);
  }
  return [...found.values()];
}
