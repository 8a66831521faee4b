import type { PersonId } from '../../chat/outcome.ts';
import { fallbackPeople, type WhoToAsk } from '../asking/index.ts';
import type { Escalation } from './schema.ts';

type Names = Pick<WhoToAsk, 'people' | 'branches'>;

/** Who decides when nobody can be reached; never the asker nor anybody it is about. */
export function deputy(escalation: Escalation, who: Names): PersonId | undefined {
  const { branch, fallback } = escalation;
  const out = [escalation.asker, ...escalation.concerns];
  return fallbackPeople({ branch, fallback, never: out }, who)[0]?.person;
}

/** Whether the last word to the asker was what had whoever decides asked. */
export function isAskedLast(escalation: Escalation, person: PersonId, { people }: Names): boolean {
  const { asked, nobodyToldAt } = escalation;
  return asked.some(
    (one) => one.at === nobodyToldAt && people.canonical(one.person) === people.canonical(person),
  );
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
