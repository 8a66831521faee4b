import type { ButtonView, CardPart } from '../../chat/card.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { branchButtons } from '../branches/index.ts';
import { deputy } from './deputy.ts';
import type { Describe } from './describe.ts';
import { type Escalation, stateOf } from './schema.ts';
import { say } from './texts.en.ts';

/** For as long as nobody knows the building, also when somebody is asked already. */
export function buildingParts(
  escalation: Escalation,
  read: Pick<WhoToAsk, 'people' | 'branches'>,
  describe: Describe,
): readonly CardPart[] {
  const why = stateOf(escalation) === 'unsent' ? 'escalation.unsent.why' : 'escalation.building.why';
  return [
    { type: 'text', text: say(why) },
    { type: 'buttons', buttons: buildingButtons(escalation, read) },
    ...fallbackParts(escalation, read, describe),
  ];
}

/** Who is asked when no building is chosen, and by when that is: to the second, for it is soon. */
export function fallbackParts(
  escalation: Escalation,
  read: Pick<WhoToAsk, 'people' | 'branches'>,
  describe: Describe,
): readonly CardPart[] {
  const deputed = deputy(escalation, read);
  if (escalation.next?.what !== 'fallback' || deputed === undefined) return [];
  const params = {
    person: describe.name(deputed),
    at: describe.at(escalation, escalation.next.at, 'seconds'),
  };
  return [{ type: 'text', text: say('escalation.unsent.fallback', params) }];
}

/** How its asker says which building it is. */
function buildingButtons(
  { id, number, asker }: Pick<Escalation, 'id' | 'number' | 'asker'>,
  { people, branches }: Pick<WhoToAsk, 'people' | 'branches'>,
): readonly ButtonView[] {
  return branchButtons(branches, {
    own: people.staff(asker)?.branches ?? [],
    one: (branch) => ({
      button: 'escalation.branch',
      label: say('escalation.button.branch', { branch }),
      describe: say('escalation.button.branch.describe', { branch, number }),
      record: id,
    }),
    list: (beside) => ({
      button: 'escalation.building',
      label: say(beside ? 'escalation.button.building.another' : 'escalation.button.building'),
      describe: say('escalation.button.building.describe', { number }),
      record: id,
    }),
  });
}
