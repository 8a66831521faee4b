import { basename } from 'node:path';
import { DeskError } from '../errors.ts';

/** Something in the administrator's files that needs a correction. */
export interface Problem {
  /** The file's name, such as `staff.json`. */
  readonly file: string;
  /** Where in it, such as `line 12, [3].email`; absent when it is about the whole file. */
  readonly place?: string;
  /** What is wrong and what to do, as a sentence. */
  readonly sentence: string;
  /** `error`: the file is not taken over. `warning`: it is, but somebody should look. */
  readonly severity: 'error' | 'warning';
}

/** A problem for people: `staff.json, line 12, [3].email: is not an e-mail address …`. */
export function problemToSentence(problem: Problem): string {
  const place = problem.place === undefined ? '' : `, ${problem.place}`;
  return `${basename(problem.file)}${place}: ${problem.sentence}`;
}

/** All problems in one error, for a start that cannot go on without these files. */
export function problemsToError(directory: string, problems: readonly Problem[]): DeskError {
  const lines = problems.map((problem) => `- ${problemToSentence(problem)}`);
  return new DeskError('BAD_SETTINGS', [`The files in ${directory} need a correction:`, ...lines].join('\n'));
}

/** What a check of one file has found so far. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly hasErrors: boolean;
  error(place: string | undefined, sentence: string): void;
  warn(place: string | undefined, sentence: string): void;
}

/** One mistake repeated down a long file says nothing new. */
const mostShown = 50;

/** Collects what is wrong with one file; beyond the first fifty errors it only counts. */
export function createFindings(file: string): Findings {
  const shown: Problem[] = [];
  let errors = 0;
  let unshown = 0;

  function add(severity: Problem['severity'], place: string | undefined, sentence: string): void {
    if (shown.length < mostShown)
      shown.push({ file, severity, sentence, ...(place !== undefined && { place }) });
    else unshown += 1;
  }

  return {
    get problems() {
      if (unshown === 0) return shown;
      const rest: Problem = {
        file,
        severity: errors > 0 ? 'error' : 'warning',
        sentence: `has ${unshown} more problems. Correct these first.`,
      };
      return [...shown, rest];
    },
    get hasErrors() {
      return errors > 0;
    },
    error: (place, sentence) => {
      errors += 1;
      add('error', place, sentence);
    },
    warn: (place, sentence) => add('warning', place, sentence),
  };
}
