/** The first word of what was typed, and what follows it. */
export function splitFirst(words: string): readonly [string, string] {
  const trimmed = words.trim();
  const end = trimmed.search(/\s/);
  return end === -1 ? [trimmed, ''] : [trimmed.slice(0, end), trimmed.slice(end).trim()];
}

/** Whether two neighbouring letters stand in the wrong order, which is one slip of the fingers: `NHT-A`. */
export function isSwapped(typed: string, word: string): boolean {
  const at = [...typed].findIndex((letter, index) => letter !== word[index]);
  const [first = '', second = ''] = typed.slice(at, at + 2);
  return at >= 0 && `${typed.slice(0, at)}${second}${first}${typed.slice(at + 2)}` === word;
}

/** Inside a word or an address such a character is no mark, and before a space it ends nothing. */
const stressed =
  /(?<![\p{L}\p{M}\p{N}/=&#%@])([*_~`])(?!\s)((?:(?!\1)[^\n])+)(?<!\s)\1(?![\p{L}\p{M}\p{N}])/gu;
/** Bold, italic, struck out and code in each other; a mark may be doubled. */
const deepest = 6;

/**
 * What was typed, without the marks that stress words in a chat: they are no part of what is said.
 *
 * @example withoutMarks('assist *emergency* _CEN_ 2*3') // 'assist emergency CEN 2*3'
 */
export function withoutMarks(typed: string): string {
  let words = typed;
  for (let depth = 0; depth < deepest && /[*_~`]/.test(words); depth++) {
    const fewer = words.replace(stressed, '$2');
    if (fewer === words) break;
    words = fewer;
  }
  return words;
}
