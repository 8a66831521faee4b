/** The command under which all others can be typed. */
const rootWord = 'desk';

/**
 * The desk's words in what somebody typed: `/desk x` and `x` are `x`, `/assist x` is `assist x`. The words themselves
 * are left as they are.
 */
export function typedToWords(typed: string): string {
  const match = /^\s*\/(?<word>\S*)\s*(?<rest>[\s\S]*)$/.exec(typed);
  if (match?.groups === undefined) return typed.trim();
  const { word = '', rest = '' } = match.groups;
  return word.toLowerCase() === rootWord ? rest.trim() : `${word} ${rest}`.trim();
}
