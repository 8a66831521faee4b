import type { Person } from '../../support/desk/person.ts';
import { hears } from '../../support/desk/reads.ts';
import type { PlaceOfPeople } from '../../support/desk/start-desk.ts';

export const whatHappened = 'What happened';

/** What a report needs besides its place and time, which are filled in when its form opens. */
export function fields(people: PlaceOfPeople, narrative?: string): Readonly<Record<string, string>> {
  return {
    'What kind of event': 'Conduct',
    // The page names the group of a choice before its label.
    'Main category': people === 'page' ? 'Conduct: Noise' : 'Noise',
    'How serious': '2, minor',
    ...(narrative === undefined ? {} : { [whatHappened]: narrative }),
  };
}

/** Writes a report in the form and waits until the author hears its number. */
export async function report(
  person: Person,
  people: PlaceOfPeople,
  narrative: string,
  number: string,
): Promise<void> {
  await person.types('/incident');
  await person.submits(fields(people, narrative));
  await hears(person, `${number} is submitted`);
}
