import type { Text } from '../../chat/text.ts';
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
  const said = words
    .toLowerCase()
    .replace(/\bh-\d+/g, '')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  const label = (Object.keys(typed) as Label[]).find((one) => typed[one].some((phrase) => phrase === said));
  return label === undefined ? undefined : say('help.typed.button', { button: say(label) });
}
