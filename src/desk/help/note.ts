import { type Card, withParts } from '../../chat/card.ts';
import type { Outcome } from '../../chat/outcome.ts';
import { own } from '../../chat/text.ts';
import { noteLimit } from './schema.ts';
import { say } from './texts.en.ts';

/** Spaces, and characters that leave nothing to see on a screen. */
const unseen = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;
/** The beginning of a word that is cut in two; what is longer is no word. */
const openWord = /(?<=\s)\S{1,30}$/u;

/** Whether there is nothing to read in it. */
export function isBlank(text: string): boolean {
  return unseen.test(text);
}

export interface FittedNote {
  /** At most 200 characters, with the ellipsis that marks a cut; empty for words that nobody can see. */
  readonly note: string;
  /** What did not fit, from the beginning of its first word, so that it can be sent by itself; mostly empty. */
  readonly rest: string;
}

/** The note that fits into a call: a call for help is never refused for its length. */
export function fitNote(words: string): FittedNote {
  if (isBlank(words)) return { note: '', rest: '' };
  if ([...words].length <= noteLimit) return { note: words, rest: '' };
  let kept = '';
  let count = 0;
  for (const { segment } of new Intl.Segmenter().segment(words)) {
    count += [...segment].length;
    if (count >= noteLimit) break;
    kept += segment;
  }
  // What looks like one character can be made of more than fit.
  if (kept === '') kept = [...words].slice(0, noteLimit - 1).join('');
  const left = words.slice(kept.length);
  if (isBlank(left)) return { note: kept.trimEnd(), rest: '' };
  const [begun = ''] = /^\s/u.test(left) ? [] : (openWord.exec(kept) ?? []);
  return { note: `${kept.trimEnd()}…`, rest: `${begun}${left}`.trim() };
}

/**
 * The reply to a call, which also tells its caller what was not sent and how to add it. The copy that is kept for a
 * repeated delivery tells only that something was not: the words are nobody else's.
 *
 * @param branch the call's: without its code the words of somebody on shift elsewhere would be another call.
 */
export function tellingRest(
  reply: Card,
  rest: string,
  branch: string | null,
): Pick<Outcome, 'reply' | 'repeated'> {
  if (rest === '') return { reply };
  const typed = branch === null ? 'assist' : `assist ${branch}`;
  return {
    reply: withParts(reply, [
      { type: 'text', text: say('help.cut.add', { count: noteLimit, typed }), strong: true },
      { type: 'text', text: own(rest) },
    ]),
    repeated: withParts(reply, [{ type: 'text', text: say('help.cut', { count: noteLimit }), strong: true }]),
  };
}

/** The same for a call that could not be saved, to which nothing can be added. */
export function tellingLost(reply: Card, rest: string): Card {
  if (rest === '') return reply;
  return withParts(reply, [{ type: 'text', text: say('help.cut', { count: noteLimit }), strong: true }]);
}
