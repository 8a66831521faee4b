import type { Command } from '../chat/command.ts';
import { splitFirst } from '../chat/typed.ts';
import { meantBy } from './meant.ts';
import { dropRoot } from './typed-words.ts';

/** The word of the command that this was typed for, or perhaps was, where the rest of it may stand in a record only. */
export function commandKeeping(words: string, declared: readonly Command<never>[]): string | undefined {
  const [first, rest] = splitFirst(dropRoot(words));
  const known = declared.find(({ word }) => word === first.toLowerCase());
  const meant = known === undefined ? meantBy(first, rest, declared) : { commands: [known], rest };
  if (meant.rest === '') return undefined;
  return meant.commands.find(({ keepsWords }) => keepsWords === true)?.word;
}
