import { type Branch, type Branches, parsePlace } from '../branches/index.ts';
import type { Report } from './schema.ts';

/** The longest place that is looked for at the end, in words. */
const longestPlace = 8;

/**
 * What is typed after `incident`: a place at its beginning is taken as such, and the rest is what happened, as typed. A
 * place at the end is a part of the sentence ("a chair broke in the reading room"): it is taken, and nothing is cut.
 *
 * @param given the branch when none is named
 */
export function readWords(words: string, given: Branch | undefined, branches: Branches): Partial<Report> {
  const first = parsePlace(words, given, branches);
  const isBranchTyped = first.rest !== words.trim();
  const last = first.zone === undefined ? placeAtEnd(first.rest, first.branch, branches) : undefined;
  const isSameBranch = last?.branch?.id === first.branch?.id;
  const { branch, zone } = last === undefined || (isBranchTyped && !isSameBranch) ? first : last;
  return {
    ...(branch === undefined ? {} : { branch: branch.id }),
    ...(zone === undefined ? {} : { zone }),
    ...(first.rest === '' ? {} : { narrative: first.rest }),
  };
}

/** The longest place that the words end with. A branch without a zone counts only as its code is written. */
function placeAtEnd(words: string, given: Branch | undefined, branches: Branches) {
  const starts = [...words.matchAll(/\S+/gu)].map((match) => match.index).slice(-longestPlace);
  for (const start of starts) {
    const tail = words.slice(start).replace(/[\s,:;.!?]+$/u, '');
    const place = parsePlace(tail, given, branches);
    if (place.rest === '' && (place.zone !== undefined || place.branch?.id === tail)) return place;
  }
  return undefined;
}
