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
