import type { Branch, Branches } from '../branches/index.ts';
import { type Moment, parseMoment } from './moment.ts';

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
  const tokens = words
    .split(/[\s,]+/u)
    .filter(
      (word) => word !== '' && (branches.byCode(word) !== undefined || !fillers.has(word.toLowerCase())),
    );
  if (tokens.length > mostWords) return undefined;
  const readings: (Question & { readonly rank: number })[] = [];
  // The longest moment first, so that the branch gets only what no moment can be.
  for (let inBranch = 0; inBranch <= tokens.length; inBranch++) {
    const inMoment = tokens.length - inBranch;
    for (const [place, moment] of [
      [tokens.slice(0, inBranch), tokens.slice(inBranch)],
      [tokens.slice(inMoment), tokens.slice(0, inMoment)],
    ] as const) {
      const when = moment.length === 0 ? now : parseMoment(moment.map((word) => word.toLowerCase()));
      const found = when === undefined ? undefined : readPlace(place, branches);
      if (when !== undefined && found !== undefined)
        readings.push({ ...found, place: place.join(' '), when });
    }
  }
  return readings.toSorted((a, b) => a.rank - b.rank)[0];
}

/** Said in a sentence and meaning nothing here, unless a branch has that code. */
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
