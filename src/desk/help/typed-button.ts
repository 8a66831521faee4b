import type { CardPart } from '../../chat/card.ts';
import type { Text } from '../../chat/text.ts';
import { callButton } from './call-button.ts';
import type { Describe } from './describe.ts';
import type { HelpRequest } from './schema.ts';
import { say } from './texts.en.ts';

/** What people type in place of a press on their card, without marks. */
const typed = {
  'help.button.cancel': ['cancel', 'cancel call', 'cancel my call'],
  'help.button.claim': ['coming', 'im coming', 'i am coming', 'on my way', 'im on my way', 'omw'],
  'help.button.decline': ['cant come', 'i cant come', 'cannot come', 'i cannot come'],
  'help.button.onScene': ['on scene', 'im here', 'i am here'],
  'help.button.done': ['done', 'all done', 'its done'],
} as const;

type Label = keyof typeof typed;

/**
 * Where to press, for words that name a button of a call. They change nothing by themselves: which of several calls they
 * mean, and on which side of it somebody is, only the card says.
 */
export function whereToPress(words: string): Text | undefined {
  const label = buttonMeant(words);
  return label === undefined ? undefined : say('help.typed.button', { button: say(label) });
}

/** For a call's own words that ask to end it: they went out like all others, and it goes on. */
export function endParts(call: HelpRequest, words: string, describe: Describe): readonly CardPart[] {
  const label = buttonMeant(words);
  if (label !== 'help.button.cancel' && label !== 'help.button.done') return [];
  return [
    { type: 'text', text: say('help.typed.goesOn', { number: call.number }), strong: true },
    {
      type: 'buttons',
      buttons: [callButton(call, describe, 'help.cancel', 'help.button.cancel', 'danger')],
    },
  ];
}

function buttonMeant(words: string): Label | undefined {
  const said = words
    .toLowerCase()
    .replace(/\bh-\d+/g, '')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  return (Object.keys(typed) as Label[]).find((one) => typed[one].some((phrase) => phrase === said));
}
