import type { PersonId } from '../../chat/outcome.ts';
import { hasLeft } from '../asking/index.ts';
import type { People } from '../people/index.ts';
import { type Escalation, gone, holder } from './schema.ts';

/** Everyone who was asked and may still answer. */
export function stillAsked(escalation: Escalation, people: Pick<People, 'staff'>): readonly PersonId[] {
  const out = new Set(gone(escalation));
  const asked = new Set(escalation.asked.map((one) => one.person));
  return [...asked].filter((person) => !out.has(person) && !hasLeft(person, people));
}

/** Who acknowledged it and is to be asked for the answer, which happens once; nobody who has left. */
export function toAnswer(escalation: Escalation, people: Pick<People, 'staff'>): PersonId | undefined {
  const person = holder(escalation);
  const isOut = escalation.quietAskedAt !== undefined || (person !== undefined && hasLeft(person, people));
  return isOut ? undefined : person;
}
