import type { PersonId } from '../../chat/outcome.ts';
import { fallbackPeople, type WhoToAsk } from '../asking/index.ts';
import { type Escalation, gone, passedOn } from './schema.ts';

type Names = Pick<WhoToAsk, 'people' | 'branches'>;

/** Who decides when nobody can be reached: somebody who can still answer, never the asker nor anybody it is about. */
export function deputy(escalation: Escalation, who: Names): PersonId | undefined {
  return firstBut(gone(escalation), escalation, who);
}

/** The one to name to the asker; where nobody is left who can still answer, somebody who could not be reached. */
export function whoDecides(escalation: Escalation, who: Names): PersonId | undefined {
  return deputy(escalation, who) ?? firstBut(passedOn(escalation), escalation, who);
}

function firstBut(out: readonly PersonId[], escalation: Escalation, who: Names): PersonId | undefined {
  const { branch, fallback, asker, concerns } = escalation;
  return fallbackPeople({ branch, fallback, never: [asker, ...concerns, ...out] }, who)[0]?.person;
}

/** Whether whoever decides was asked by the last word to the asker or before, or could not be reached. */
export function howAsked(
  escalation: Escalation,
  person: PersonId,
  { people }: Names,
): 'now' | 'before' | 'unreached' {
  const isThem = (one: PersonId) => people.canonical(one) === people.canonical(person);
  if (gone(escalation).some(isThem)) return 'unreached';
  const { asked, nobodyToldAt } = escalation;
  return asked.some((one) => one.at === nobodyToldAt && isThem(one.person)) ? 'now' : 'before';
}

/**
 * Whether whoever decides, of whom the asker has been told, can do so no more with this change, while nobody else has it in
 * hand. Only somebody who was asked counts: a question that is too old wakes nobody.
 */
export function hasLostDeputy(before: Escalation, after: Escalation, who: Names): boolean {
  const { nobodyToldAt, next, asked } = before;
  if (nobodyToldAt === undefined || next?.what === 'quiet') return false;
  const person = deputy(before, who);
  const { canonical } = who.people;
  const isThem = (one: PersonId) => person !== undefined && canonical(one) === canonical(person);
  return asked.some((one) => isThem(one.person)) && gone(after).some(isThem);
}

/** The question as it is once whoever decides is asked too; undefined where they have been, or where there is nobody. */
export function withDeputy(
  escalation: Escalation,
  now: string,
  who: Names,
): { readonly escalation: Escalation; readonly person: PersonId } | undefined {
  const person = deputy(escalation, who);
  if (person === undefined) return undefined;
  const { canonical } = who.people;
  if (escalation.asked.some((one) => canonical(one.person) === canonical(person))) return undefined;
  return {
    escalation: {
      ...escalation,
      asked: [...escalation.asked, { person, why: 'fallback', step: escalation.steps.length, at: now }],
      timeline: [...escalation.timeline, { at: now, what: 'asked', people: [person] }],
    },
    person,
  };
}
