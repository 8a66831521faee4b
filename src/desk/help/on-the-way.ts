import type { PersonId } from '../../chat/outcome.ts';
import type { Store } from '../../store/store.ts';
import type { People } from '../people/index.ts';
import { mirror } from '../read-model/index.ts';
import { coming } from './coming.ts';
import { type HelpRequest, helpCollection, isWaiting } from './schema.ts';

/** Ids of the open calls to which somebody has said that they are coming, and where they are not yet; no drills. */
export type OnTheWay = (person: PersonId) => readonly string[];

/** From memory, kept by the store's changes and by person: every call for help asks it of its caller. */
export async function createOnTheWay(store: Store, people: Pick<People, 'idsOf'>): Promise<OnTheWay> {
  const callsOf = new Map<PersonId, Set<string>>();
  const open = await mirror(
    store,
    helpCollection,
    (changes) => {
      for (const { before, after } of changes) {
        for (const person of before === undefined ? [] : onTheWay(before)) drop(person, before?.id);
        if (after !== undefined) add(after);
      }
    },
    isWaiting,
  );
  for (const call of open.values()) add(call);

  function add(call: HelpRequest): void {
    for (const person of onTheWay(call)) callsOf.set(person, (callsOf.get(person) ?? new Set()).add(call.id));
  }

  function drop(person: PersonId, id = ''): void {
    const calls = callsOf.get(person);
    calls?.delete(id);
    if (calls?.size === 0) callsOf.delete(person);
  }

  return (person) => people.idsOf(person).flatMap((one) => [...(callsOf.get(one) ?? [])]);
}

/** Those who are coming to an open call and are not there yet, under the ids that it holds. */
export function onTheWay(call: HelpRequest): readonly PersonId[] {
  return (call.ended === undefined ? coming(call) : [])
    .filter(({ onSceneAt }) => onSceneAt === undefined)
    .map(({ person }) => person);
}
