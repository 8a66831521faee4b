import { sentenceCard } from '../chat/card.ts';
import type { Command } from '../chat/command.ts';
import { givenBack } from '../chat/given-back.ts';
import type { Answer } from '../chat/outcome.ts';
import type { Request } from '../chat/request.ts';
import type { Text } from '../chat/text.ts';
import { commandKeeping } from './command-keeping.ts';

/** Why nothing came of a request that can be made again. What was typed for a record is given back with it. */
export function notDone({ what }: Request, why: Text, declared: readonly Command<never>[]): Answer {
  const reply = sentenceCard(why);
  if (what.type !== 'command' || commandKeeping(what.words, declared) === undefined) return { reply };
  return { reply: givenBack(why, what.words.trim()), kept: reply };
}
