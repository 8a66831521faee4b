import type { PersonId } from '../../chat/outcome.ts';
import type { Store } from '../../store/store.ts';
import type { People } from '../people/index.ts';
import { callsByPerson } from './calls-by-person.ts';
import { coming } from './coming.ts';
import type { HelpRequest } from './schema.ts';

/** Ids of the open calls to which somebody has said that they are coming, and where they are not yet; no drills. */
export type OnTheWay = (person: PersonId) => readonly string[];

/** From memory: every call for help asks it of its caller. */
export async function createOnTheWay(store: Store, people: Pick<People, 'idsOf'>): Promise<OnTheWay> {
  const callsOf = await callsByPerson(store, people, onTheWay);
  return (person) => callsOf(person).map(({ id }) => id);
}

/** Those who are coming to an open call and are not there yet, under the ids that it holds. */
export function onTheWay(call: HelpRequest): readonly PersonId[] {
  return (call.ended === undefined ? coming(call) : [])
    .filter(({ onSceneAt }) => onSceneAt === undefined)
    .map(({ person }) => person);
}
