import type { TypedWords } from '../../chat/request.ts';

/** Spaces, also those that nobody sees. */
const spaces = /^[\s\u200b\u2060\ufeff]+/;
/** With what people write behind a name. */
const behindName = /^[\s\u200b\u2060\ufeff,:]+/;

/**
 * What is said to us in a message: what follows the first mention of us, and what stands before it only when nothing does.
 *
 * @param pieces the message, cut at each mention of us
 */
export function wordsAroundMentions([first = '', ...behind]: readonly string[]): TypedWords {
  const before = first.replace(spaces, '').trimEnd();
  const said = behind.map((piece) => piece.replace(behindName, '').trimEnd()).filter((piece) => piece !== '');
  if (said.length === 0) return { type: 'command', words: before };
  return { type: 'command', words: said.join(' '), ...(before === '' ? {} : { before }) };
}
