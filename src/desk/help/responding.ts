import type { PersonId } from '../../chat/outcome.ts';
import type { Store } from '../../store/store.ts';
import type { People } from '../people/index.ts';
import { type CallsByPerson, callsByPerson } from './calls-by-person.ts';
import { coming } from './coming.ts';
import type { HelpRequest } from './schema.ts';

/** The open calls to which somebody is coming, or where they are; no drills. From memory: every call asks it of its caller. */
export function createResponding(store: Store, people: Pick<People, 'idsOf'>): Promise<CallsByPerson> {
  return callsByPerson(store, people, (call) => coming(call).map(({ person }) => person));
}

/** Those who are coming to an open call and are not there yet, under the ids that it holds. */
export function onTheWay(call: HelpRequest): readonly PersonId[] {
  return counted(call, false);
}

/** Those who are there, under the ids that it holds. */
export function onScene(call: HelpRequest): readonly PersonId[] {
  return counted(call, true);
}

function counted(call: HelpRequest, isThere: boolean): readonly PersonId[] {
  if (call.ended !== undefined) return [];
  return coming(call)
    .filter(({ onSceneAt }) => (onSceneAt !== undefined) === isThere)
    .map(({ person }) => person);
}
