/** `/desk assist now`, `desk assist now` and `assist now` are the same words. */
export function dropRoot(words: string): string {
  const trimmed = words.trim().replace(/^\//, '');
  const [first, rest] = splitFirst(trimmed);
  return first.toLowerCase() === 'desk' ? rest : trimmed;
}

export function splitFirst(words: string): readonly [string, string] {
  const trimmed = words.trim();
  const end = trimmed.search(/\s/);
  return end === -1 ? [trimmed, ''] : [trimmed.slice(0, end), trimmed.slice(end).trim()];
}

/** The word that says which command is meant, in lower case. */
export function wordOf(words: string): string {
  return splitFirst(dropRoot(words))[0].toLowerCase();
}
