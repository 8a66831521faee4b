import type { ButtonView, CardPart } from '../../chat/card.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { fallbackPeople } from './asking.ts';
import type { Describe, Names } from './describe.ts';
import { type HelpRequest, stateOf } from './schema.ts';
import { say } from './texts.en.ts';

/** One button per branch, for a call whose building is unknown. */
export function branchButtons(call: HelpRequest, read: Names): readonly ButtonView[] {
  const { branches } = read;
  return branches.all().map((branch) => {
    const name = branches.label(branch);
    return {
      button: 'help.branch',
      label: say('help.button.branch', { branch: name }),
      describe: say('help.button.branch.describe', { branch: name, number: call.number }),
      record: call.id,
      value: branch.id,
    };
  });
}

/** For as long as nobody knows the building, also when the fallback person is asked already. */
export function buildingParts(call: HelpRequest, read: WhoToAsk, describe: Describe): readonly CardPart[] {
  const isUnsent = stateOf(call) === 'unsent';
  return [
    { type: 'text', text: say(isUnsent ? 'help.unsent.why' : 'help.building.why') },
    { type: 'buttons', buttons: branchButtons(call, read) },
    ...fallbackParts('help.unsent.fallback', call, read, describe),
  ];
}

/** Who is asked when no building is chosen, and by when that is: to the second, for it is soon. */
export function fallbackParts(
  key: 'help.unsent.fallback' | 'help.unsent.then',
  call: HelpRequest,
  read: WhoToAsk,
  describe: Describe,
): readonly CardPart[] {
  const [fallback] = fallbackPeople(call, read);
  if (call.due?.what !== 'fallback' || fallback === undefined) return [];
  const params = { person: describe.name(fallback.person), at: describe.at(call, call.due.at, 'seconds') };
  return [{ type: 'text', text: say(key, params) }];
}
