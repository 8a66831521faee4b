import { distance } from 'fastest-levenshtein';
import type { Branch, Branches } from '../branches/index.ts';
import type { Moment } from './moment.ts';
import { parseMoment, wordsForTime } from './parse-moment.ts';

/** What somebody asks with the words after `onshift`. */
export interface Question {
  /** `own`: none was named. Several: the words fit more than one. */
  readonly where: 'own' | 'all' | readonly Branch[];
  /** The words that named the branch. */
  readonly place: string;
  readonly when: Moment;
}

/** Far more than any question has; keeps pasted pages from being tried in every way. */
const mostWords = 16;

/**
 * Reads a branch (its code, its name or the beginnings of the name's words) or `all`, and a moment, in either order
 * and each optional. A code counts before anything else that a word may mean, then a moment, then a name.
 *
 * @returns undefined when any word remains that is neither
 */
export function parseQuestion(words: string, branches: Branches): Question | undefined {
  if (words.trim() === '') return { where: 'own', place: '', when: now };
  const readings: (Question & { readonly rank: number })[] = [];
  for (const { place, when } of splits(words, branches)) {
    const found = readPlace(place, branches);
    if (found !== undefined) readings.push({ ...found, place: place.join(' '), when });
  }
  return readings.toSorted((a, b) => a.rank - b.rank)[0];
}

/**
 * The branches that words may have been meant to name which no branch has, one or two letters wrong, the nearest
 * first; with the moment beside them. Undefined when there is none: it is only ever offered, never taken.
 */
export function guessQuestion(
  words: string,
  branches: Branches,
): (Question & { readonly where: readonly Branch[] }) | undefined {
  for (const { place, when } of splits(words, branches)) {
    const near = branches.near(place.join(' '));
    if (near.length > 0) return { where: near, place: place.join(' '), when };
  }
  return undefined;
}

/** A question as it was probably meant, and the words for it. */
export interface Corrected {
  readonly words: string;
  readonly question: Question;
}

/**
 * The questions that words nobody can read become when one of them is taken for the word for a time that it nearly is:
 * `tomorow 9`. Of those with the fewest letters wrong all; only ever offered, never taken.
 */
export function correctTime(words: string, branches: Branches): readonly Corrected[] {
  const tokens = wordsOf(words);
  if (tokens.length > mostWords) return [];
  const found = tokens.flatMap((token, index) =>
    nearTimes(token.toLowerCase()).flatMap(({ word, far }) => {
      const corrected = tokens.with(index, word).join(' ');
      const question = parseQuestion(corrected, branches);
      return question === undefined ? [] : [{ words: corrected, question, far }];
    }),
  );
  const least = Math.min(...found.map(({ far }) => far));
  return found.filter(({ far }) => far === least);
}

/** In a short word one letter is wrong, in a long one two. */
function nearTimes(typed: string): readonly { readonly word: string; readonly far: number }[] {
  if (typed.length < 5 || typed.length > longestTime) return [];
  const nearEnough = typed.length < 6 ? 1 : 2;
  return wordsForTime
    .map((word) => ({ word, far: distance(typed, word) }))
    .filter(({ far }) => far <= nearEnough);
}

/** What is longer is near to no word for a time. */
const longestTime = 12;

/** The ways of taking the words as a place and a moment that can be read, the longest moment first. */
function* splits(
  words: string,
  branches: Branches,
): Generator<{ readonly place: readonly string[]; readonly when: Moment }> {
  const tokens = wordsOf(words);
  if (tokens.length > mostWords) return;
  // So that the branch gets only what no moment can be.
  for (let inBranch = 0; inBranch <= tokens.length; inBranch++) {
    const inMoment = tokens.length - inBranch;
    for (const [branchWords, momentWords] of [
      [tokens.slice(0, inBranch), tokens.slice(inBranch)],
      [tokens.slice(inMoment), tokens.slice(0, inMoment)],
    ] as const) {
      const when = readMoment(momentWords);
      if (when === undefined) continue;
      yield {
        place: branchWords.filter((word) => !isFiller(word) || branches.byCode(word) !== undefined),
        when,
      };
    }
  }
}

function wordsOf(typed: string): readonly string[] {
  return typed.split(/[\s,]+/u).filter((word) => word !== '');
}

/** `in` belongs to `in 2 hours` and to nothing else. */
function readMoment(words: readonly string[]): Moment | undefined {
  const typed = words.map((word) => word.toLowerCase());
  const said = typed.filter((word) => !isFiller(word));
  return said.length === 0 ? now : (parseMoment(typed) ?? parseMoment(said));
}

/** Said in a sentence and meaning nothing here, unless a branch has that code. */
const isFiller = (word: string) => fillers.has(word.toLowerCase());
const fillers: ReadonlySet<string> = new Set(['at', 'on', 'in']);

const now: Moment = { type: 'now' };

function readPlace(
  words: readonly string[],
  branches: Branches,
): { readonly where: Question['where']; readonly rank: number } | undefined {
  const [first] = words;
  if (first === undefined) return { where: 'own', rank: 1 };
  if (words.length === 1 && first.toLowerCase() === 'all') return { where: 'all', rank: 0 };
  const byCode = words.length === 1 ? branches.byCode(first) : undefined;
  if (byCode !== undefined) return { where: [byCode], rank: 0 };
  const matching = branches.matching(words.join(' '));
  return matching.length === 0 ? undefined : { where: matching, rank: 2 };
}
