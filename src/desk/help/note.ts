import type { Card } from '../../chat/card.ts';
import type { Work } from '../../chat/command.ts';
import type { Transaction } from '../../store/store.ts';
import { noteLimit } from './schema.ts';
import { say } from './texts.en.ts';

/** Spaces, and characters that leave nothing to see on a screen. */
const unseen = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** Whether there is nothing to read in it. */
export function isBlank(text: string): boolean {
  return unseen.test(text);
}

/**
 * The note that fits into a call: a call for help is never refused for its length.
 *
 * @returns at most 200 characters with the ellipsis that marks a cut, and whether there was more; empty for words that
 * nobody can see.
 */
export function fitNote(words: string): { readonly note: string; readonly isCut: boolean } {
  if (isBlank(words)) return { note: '', isCut: false };
  if ([...words].length <= noteLimit) return { note: words, isCut: false };
  let note = '';
  let count = 0;
  for (const { segment } of new Intl.Segmenter().segment(words)) {
    count += [...segment].length;
    if (count >= noteLimit) break;
    note += segment;
  }
  // What looks like one character can be made of more than fit.
  if (note === '') note = [...words].slice(0, noteLimit - 1).join('');
  return { note: `${note.trimEnd()}…`, isCut: true };
}

/** The same work, whose reply also says that not all of the words were sent. */
export function tellingOfCut(work: Work<Transaction>): Work<Transaction> {
  const { run, unsaved } = work;
  return {
    ...work,
    run: async (tx) => {
      const outcome = await run(tx);
      return outcome.reply === undefined
        ? outcome
        : { ...outcome, reply: withLine(outcome.reply, 'help.cut.more') };
    },
    ...(unsaved === undefined
      ? {}
      : {
          unsaved: () => {
            const { reply, send } = unsaved();
            return { reply: withLine(reply, 'help.cut'), send };
          },
        }),
  };
}

function withLine(card: Card, line: 'help.cut' | 'help.cut.more'): Card {
  return { ...card, parts: [...card.parts, { type: 'text', text: say(line, { count: noteLimit }) }] };
}
