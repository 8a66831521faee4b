import { distance } from 'fastest-levenshtein';
import { isSwapped } from '../../chat/typed.ts';
import { wordsOf } from './matching.ts';
import type { Branch } from './schema.ts';

/** One or two letters wrong, in all the words together; in a short word fewer. */
const nearEnough = 2;

/** No branch has a longer name, and a pasted page is not compared letter by letter. */
const mostLetters = 60;

/**
 * The branches whose code or name was nearly typed, the nearest first: each word nearly a word of the name or city, or
 * nearly its beginning; or all of them nearly the name, however it is divided into words.
 */
export function nearBranches(typed: string, branches: readonly Branch[]): readonly Branch[] {
  if (typed.length > mostLetters) return [];
  const words = wordsOf(typed);
  if (words.length === 0) return [];
  return branches
    .map((branch) => ({ branch, far: howFar(words, branch) }))
    .filter(({ far }) => far <= nearEnough)
    .toSorted((a, b) => a.far - b.far)
    .map(({ branch }) => branch);
}

function howFar(words: readonly string[], { id, name, city }: Branch): number {
  const named = wordsOf(name);
  const beginnings = named.map((_word, index) => named.slice(0, index + 1).join(''));
  const known = [...named, ...wordsOf(city ?? '')];
  // A number is no slip: `cen 9 10` names no branch.
  if (words.some((word) => /^\d+$/.test(word) && !known.includes(word))) return Number.POSITIVE_INFINITY;
  const joined = words.join('');
  const byWord = words.map((word) =>
    Math.min(...known.flatMap((one) => [one, one.slice(0, word.length)]).map((one) => mistakes(word, one))),
  );
  return Math.min(
    byWord.reduce((sum, one) => sum + one, 0),
    ...[wordsOf(id).join(''), ...beginnings].map((one) => mistakes(joined, one)),
  );
}

/** Typing mistakes in a word; more than any name may have when either is too short for them. */
function mistakes(word: string, known: string): number {
  const found = isSwapped(word, known) ? 1 : distance(word, known);
  const length = Math.min(word.length, known.length);
  const allowed = length < 3 ? 0 : length < 5 ? 1 : nearEnough;
  return found <= allowed ? found : Number.POSITIVE_INFINITY;
}
