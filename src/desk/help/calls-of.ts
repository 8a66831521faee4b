import type { PersonId } from '../../chat/outcome.ts';
import type { Transaction } from '../../store/store.ts';
import { findByPerson, type People } from '../people/index.ts';
import { asKnown } from './as-known.ts';
import { drillKey, endedKey, type HelpRequest, helpCollection } from './schema.ts';

/** Sorts after every moment of an index key. */
const afterAnyMoment = '~';

/** What this person has called for and nobody has ended, without drills, with everybody as they are known today. */
export async function openCallsOf(
  tx: Transaction,
  person: PersonId,
  people: People,
): Promise<readonly HelpRequest[]> {
  const found = await findByPerson(tx, helpCollection, 'openCaller', { person, people });
  return found.map((call) => asKnown(call, people.canonical));
}

/** The drills that this person leads and that are not over. */
export async function openDrillsOf(
  tx: Transaction,
  leader: PersonId,
  people: People,
): Promise<readonly HelpRequest[]> {
  return findByPerson(tx, helpCollection, 'openCaller', { person: leader, people }, drillKey);
}

/** What this person had called for that was ended at or after this moment. */
export async function endedCallsOf(
  tx: Transaction,
  person: PersonId,
  since: string,
  people: People,
): Promise<readonly HelpRequest[]> {
  const found: HelpRequest[] = [];
  for (const id of people.idsOf(person)) {
    const bounds = { from: endedKey(id, since), to: endedKey(id, afterAnyMoment) };
    found.push(...(await tx.range(helpCollection, 'endedOf', bounds)));
  }
  return found;
}
