import type { Store } from '../../store/store.ts';
import type { People } from '../people/index.ts';
import { type CallsByPerson, callsByPerson } from './calls-by-person.ts';

/** The open calls that somebody has made, oldest first; no drills. From memory: what to dial is said before any reading. */
export async function createOwnCalls(store: Store, people: Pick<People, 'idsOf'>): Promise<CallsByPerson> {
  const callsOf = await callsByPerson(store, people, ({ caller }) => [caller]);
  return (person) => callsOf(person).toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}
