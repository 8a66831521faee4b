import { addMs, dayMs, instantToLocal, localToInstant } from '../../time.ts';
import type { Branch, Branches } from '../branches/index.ts';
import { type Category, categories, type State } from './codes.ts';

/** What the words after `incident list` ask for. */
export interface Filter {
  readonly branch?: Branch;
  /** UTC ISO text. */
  readonly from?: string;
  readonly states?: readonly State[];
  readonly categories?: readonly Category[];
  /** All other words. */
  readonly words: string;
}

const open = ['submitted', 'underReview', 'returned'] as const satisfies readonly State[];

const stateWords: Readonly<Record<string, readonly State[]>> = {
  submitted: ['submitted'],
  waiting: ['submitted'],
  review: ['underReview'],
  reviewing: ['underReview'],
  returned: ['returned'],
  open,
  closed: ['closed'],
};

/**
 * Reads a branch code, `7 days` (or `last 7 days`, `today`), a state and a category in any order, each once and in any
 * case. A category is its code (`theft-personal`) or what several codes begin with (`theft`). All else is looked for
 * as words.
 */
export function parseFilter(typed: string, branches: Branches, now: string): Filter {
  const tokens = typed.split(/\s+/u).filter((token) => token !== '');
  const rest: string[] = [];
  let branch: Branch | undefined;
  let days: number | undefined;
  let states: readonly State[] | undefined;
  let found: readonly Category[] | undefined;

  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    const word = token.toLowerCase();
    const span = days === undefined ? readDays(tokens.slice(at, at + 3)) : undefined;
    if (span !== undefined) {
      days = span.days;
      at += span.words - 1;
      continue;
    }
    const code = branch === undefined ? branches.byCode(token) : undefined;
    if (code !== undefined) branch = code;
    else if (states === undefined && Object.hasOwn(stateWords, word)) states = stateWords[word];
    else if (states === undefined && word === 'under' && tokens[at + 1]?.toLowerCase() === 'review') {
      states = stateWords.review;
      at++;
    } else if (found === undefined && categoriesOf(word).length > 0) found = categoriesOf(word);
    else rest.push(token);
  }
  const from = days === undefined ? undefined : since(days, branch, branches, now);
  return {
    words: rest.join(' '),
    ...(branch === undefined ? {} : { branch }),
    ...(from === undefined ? {} : { from }),
    ...(states === undefined ? {} : { states }),
    ...(found === undefined ? {} : { categories: found }),
  };
}

function readDays(tokens: readonly string[]): { readonly days: number; readonly words: number } | undefined {
  const [first = '', second = '', third = ''] = tokens.map((token) => token.toLowerCase());
  if (first === 'today') return { days: 0, words: 1 };
  if (/^\d{1,4}$/.test(first) && /^days?$/.test(second)) return { days: Number(first), words: 2 };
  if (first === 'last' && /^\d{1,4}$/.test(second) && /^days?$/.test(third))
    return { days: Number(second), words: 3 };
  return undefined;
}

/** Today begins at midnight there; days are counted back from this moment. */
function since(days: number, branch: Branch | undefined, branches: Branches, now: string): string {
  if (days > 0) return addMs(now, -days * dayMs);
  const zone = (branch ?? branches.organisation()).timezone;
  return localToInstant(instantToLocal(now, zone).date, '00:00', zone);
}

function categoriesOf(word: string): readonly Category[] {
  if (word.length < 3) return [];
  return categories.filter((code) => code === word || code.startsWith(`${word}-`));
}
