import type { Branch } from './schema.ts';

/** Letters without case and accents, words one space apart: as people compare names. */
export function fold(words: string): string {
  return words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’]/gu, "'")
    .toLowerCase()
    .trim()
    .replace(/\s+/gu, ' ');
}

/**
 * The branches that typed words may mean: the one of that code; else those of exactly that name; else those where each
 * word begins a word of the name or city.
 */
export function branchesMatching(words: string, branches: readonly Branch[]): readonly Branch[] {
  const typed = wordsOf(words);
  if (typed.length === 0) return [];
  const folded = typed.join(' ');
  const ofCode = branches.filter((branch) => fold(branch.id) === fold(words));
  if (ofCode.length > 0) return ofCode;
  const named = branches.filter((branch) => wordsOf(branch.name).join(' ') === folded);
  if (named.length > 0) return named;
  return branches.filter((branch) => {
    const known = wordsOf(`${branch.name} ${branch.city ?? ''}`);
    return typed.every((word) => known.some((other) => other.startsWith(word)));
  });
}

/** Letters and digits only: nobody types the apostrophe or the brackets of a name. */
function wordsOf(text: string): readonly string[] {
  return fold(text)
    .replace(/'/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
