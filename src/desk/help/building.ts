import { type ButtonView, type Card, type CardPart, sentenceCard } from '../../chat/card.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { type Branch, branchButtons, needsList } from '../branches/index.ts';
import { fallbackPeople } from './asking.ts';
import type { Describe, Names } from './describe.ts';
import { wordsToCall } from './over.ts';
import { type HelpRequest, stateOf } from './schema.ts';
import { say } from './texts.en.ts';

/** How a caller says where a call is whose building is unknown. */
export function buildingButtons(
  { id, number, caller }: HelpRequest,
  { people, branches }: Names,
): readonly ButtonView[] {
  return branchButtons(branches, {
    own: people.staff(caller)?.branches ?? [],
    one: (branch) => ({
      button: 'help.branch',
      label: say('help.button.branch', { branch }),
      describe: say('help.button.branch.describe', { branch, number }),
      record: id,
    }),
    list: (beside) => ({
      button: 'help.building',
      label: say(beside ? 'help.button.building.another' : 'help.button.building'),
      describe: say('help.button.building.describe', { number }),
      record: id,
    }),
  });
}

/** The same, with what can be typed instead of searching for the building in a list. */
export function choiceParts(call: HelpRequest, read: Names): readonly CardPart[] {
  const buttons: CardPart = { type: 'buttons', buttons: buildingButtons(call, read) };
  if (!needsList(read.branches)) return [buttons];
  return [buttons, { type: 'text', text: say('help.building.typed', { words: wordsToCall(call.urgency) }) }];
}

/** For a caller who finds no building that fits: nothing as soon as somebody was asked, or where there is nobody. */
export function askNowButtons(call: HelpRequest, read: WhoToAsk): readonly ButtonView[] {
  if (!isUnsent(call) || fallbackPeople(call, read).length === 0) return [];
  return [
    {
      button: 'help.askNow',
      label: say('help.button.askNow'),
      describe: say('help.button.askNow.describe', { number: call.number }),
      record: call.id,
    },
  ];
}

/** Whether nobody is asked before the caller says which building it is, or has waited long enough. */
export function isUnsent(call: HelpRequest): boolean {
  return call.branch === null && call.due?.what === 'fallback';
}

/** For as long as nobody knows the building, also when the fallback person is asked already. */
export function buildingParts(call: HelpRequest, read: WhoToAsk, describe: Describe): readonly CardPart[] {
  const why = stateOf(call) === 'unsent' ? 'help.unsent.why' : 'help.building.why';
  return [
    { type: 'text', text: say(why) },
    ...choiceParts(call, read),
    ...fallbackParts('help.unsent.fallback', call, read, describe),
  ];
}

/**
 * The answer to a building that is chosen after another one was: where the call is, and how to call at this one instead.
 * Whoever presses it is mostly there, so what to dial there stands in it too.
 */
export function branchSetCard(call: HelpRequest, pressed: Branch, read: Names, describe: Describe): Card {
  const { id, number, urgency } = call;
  const text = say('help.press.branchSet', { number, branch: describe.place({ ...call, zone: null }) });
  if (pressed.id === call.branch) return sentenceCard(text);
  const words = wordsToCall(urgency, pressed);
  const other = read.branches.label(pressed);
  const dial = read.branches.dialText(pressed);
  return {
    summary: text,
    parts: [
      { type: 'text', text, strong: true },
      { type: 'text', text: say('help.press.branchSet.instead', { other, words }) },
      {
        type: 'buttons',
        buttons: [
          {
            button: 'help.cancel',
            label: say('help.button.cancel'),
            describe: say('help.button.cancel.describe', { number }),
            record: id,
            style: 'danger',
          },
        ],
      },
      { type: 'text', text: say('help.dial', { dial }) },
    ],
  };
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
