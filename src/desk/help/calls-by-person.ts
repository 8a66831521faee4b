import type { PersonId } from '../../chat/outcome.ts';
import type { Store } from '../../store/store.ts';
import type { People } from '../people/index.ts';
import { mirror } from '../read-model/index.ts';
import { type HelpRequest, helpCollection, isWaiting } from './schema.ts';

/** The open calls in which a person stands, no drills. */
export type CallsByPerson = (person: PersonId) => readonly HelpRequest[];

/**
 * From memory, kept by the store's changes and by person: every call for help asks it of its caller.
 *
 * @param peopleIn under whom a call is found
 */
export async function callsByPerson(
  store: Store,
  people: Pick<People, 'idsOf'>,
  peopleIn: (call: HelpRequest) => readonly PersonId[],
): Promise<CallsByPerson> {
  const callsOf = new Map<PersonId, Map<string, HelpRequest>>();
  const open = await mirror(
    store,
    helpCollection,
    (changes) => {
      for (const { before, after } of changes) {
        for (const person of before === undefined ? [] : peopleIn(before)) drop(person, before?.id);
        if (after !== undefined) add(after);
      }
    },
    isWaiting,
  );
  for (const call of open.values()) add(call);

  function add(call: HelpRequest): void {
    for (const person of peopleIn(call)) {
      const calls = callsOf.get(person) ?? new Map<string, HelpRequest>();
      callsOf.set(person, calls.set(call.id, call));
    }
  }

  function drop(person: PersonId, id = ''): void {
    const calls = callsOf.get(person);
    calls?.delete(id);
    if (calls?.size === 0) callsOf.delete(person);
  }

  return (person) => people.idsOf(person).flatMap((one) => [...(callsOf.get(one)?.values() ?? [])]);
}
