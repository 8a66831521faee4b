import type { Branch } from './schema.ts';

/** One word of ASCII, as most are: nothing in it has to be taken apart. */
const plainWord = /^[!-~]+$/;

/** Letters without case and accents, words one space apart: as people compare names. */
export function fold(words: string): string {
  if (plainWord.test(words)) return words.toLowerCase();
  return words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’]/gu, "'")
    .toLowerCase()
    .trim()
    .replace(/\s+/gu, ' ');
}

/**
 * Prepares the search for the branches that typed words may mean: the one of that code; else those of exactly that
 * name; else those where each word begins a word of the name or city.
 */
export function createMatcher(branches: readonly Branch[]): (words: string) => readonly Branch[] {
  const known = branches.map((branch) => ({
    branch,
    code: fold(branch.id),
    name: wordsOf(branch.name).join(' '),
    words: wordsOf(`${branch.name} ${branch.city ?? ''}`),
  }));
  return (words) => {
    const code = fold(words);
    const typed = wordsOf(words);
    if (typed.length === 0) return [];
    const name = typed.join(' ');
    const tests: readonly ((one: (typeof known)[number]) => boolean)[] = [
      (one) => one.code === code,
      (one) => one.name === name,
      (one) => typed.every((word) => one.words.some((other) => other.startsWith(word))),
    ];
    for (const test of tests) {
      const found = known.filter(test);
      if (found.length > 0) return found.map((one) => one.branch);
    }
    return [];
  };
}

/** By code, the names as people know them: with the city, else the code, where several branches share one. */
export function labelsOf(branches: readonly Branch[]): ReadonlyMap<string, string> {
  const nameOf = (branch: Branch) => fold(branch.name);
  const placeOf = (branch: Branch) => `${fold(branch.name)}\n${fold(branch.city ?? '')}`;
  const names = shared(branches.map(nameOf));
  const places = shared(branches.map(placeOf));
  return new Map(
    branches.map((branch) => {
      if (!names.has(nameOf(branch))) return [branch.id, branch.name];
      const other = branch.city === undefined || places.has(placeOf(branch)) ? branch.id : branch.city;
      return [branch.id, `${branch.name} (${other})`];
    }),
  );
}

/** Those that occur more than once. */
function shared(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.filter((text, index) => texts.indexOf(text) !== index));
}

/** Letters and digits only: nobody types the apostrophe or the brackets of a name. */
export function wordsOf(text: string): readonly string[] {
  return fold(text)
    .replace(/'/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
