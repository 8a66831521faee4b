import { basename } from 'node:path';
import { DeskError } from '../errors.ts';
import { listed } from './say-once.ts';

/** How bad a problem is, worst first. */
export const severities = ['error', 'warning', 'hint'] as const;

/**
 * `error`: the file is not taken over, or a call can reach nobody. `warning`: somebody may not be reached, or a call
 * may go elsewhere than its caller means. `hint`: it works, and could be better.
 */
export type Severity = (typeof severities)[number];

/** Something in the administrator's files that needs a correction. */
export interface Problem {
  /** The file's name, such as `staff.json`. */
  readonly file: string;
  /** Where in it, such as `line 12, email`; absent when it is about the whole file. */
  readonly place?: string;
  /** What is wrong and what to do, as a sentence. */
  readonly sentence: string;
  readonly severity: Severity;
}

/** A problem for people: `staff.json, line 12, email: is not an e-mail address …`. */
export function problemToSentence(problem: Problem): string {
  const place = problem.place === undefined ? '' : `, ${problem.place}`;
  return `${basename(problem.file)}${place}: ${problem.sentence}`;
}

/** The names of the files with errors, each once. */
export function filesWithErrors(problems: readonly Problem[]): readonly string[] {
  return [...new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file))];
}

/** The sentence about files with errors, after what is wrong in them; undefined when there is none. */
export function keptSentence(problems: readonly Problem[]): string | undefined {
  const files = filesWithErrors(problems);
  if (files.length === 0) return undefined;
  const [are, they] = files.length === 1 ? ['is', 'it is'] : ['are', 'they are'];
  return `${listed(files)} ${are} not taken over before ${they} right. A desk that has run goes on with what stood there before.`;
}

/** All problems in one error, for a start that cannot go on without these files. */
export function problemsToError(directory: string, problems: readonly Problem[]): DeskError {
  const lines = problems.map((problem) => `- ${problemToSentence(problem)}`);
  return new DeskError('BAD_SETTINGS', [`The files in ${directory} need a correction:`, ...lines].join('\n'));
}

/** A place in a file. */
export interface Place {
  /** From 1. */
  readonly line?: number;
  /** What in that line: a field, a column. */
  readonly field?: string;
}

/** What a check of one file has found so far. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly hasErrors: boolean;
  error(place: Place | undefined, sentence: string): void;
  warn(place: Place | undefined, sentence: string): void;
  hint(place: Place | undefined, sentence: string): void;
}

/** Different mistakes shown of each severity: nobody corrects more of one file in one go. */
const mostShown = 50;

/** Lines named of one mistake: enough to see what they have in common. */
const mostLines = 5;

/** The same mistake, wherever in the file it was made. */
interface Repeated {
  readonly severity: Severity;
  readonly field: string | undefined;
  readonly sentence: string;
  /** The first of its lines. */
  readonly lines: number[];
  /** On how many lines it is. */
  count: number;
}

/**
 * Collects what is wrong with one file, in the order of its lines. The same mistake on many lines is one problem; beyond
 * fifty it only counts.
 */
export function createFindings(file: string): Findings {
  const shown = new Map<string, Repeated>();
  const shownOf = new Map<Severity, number>();
  const unshownOf = new Map<Severity, number>();

  function add(severity: Severity, { line, field }: Place, sentence: string): void {
    const key = JSON.stringify([severity, field, sentence]);
    const known = shown.get(key);
    if (known !== undefined) {
      known.count += 1;
      if (line !== undefined && known.lines.length < mostLines) known.lines.push(line);
    } else if ((shownOf.get(severity) ?? 0) < mostShown) {
      shown.set(key, {
        severity,
        field,
        sentence,
        count: 1,
        lines: line === undefined ? [] : [line],
      });
      shownOf.set(severity, (shownOf.get(severity) ?? 0) + 1);
    } else unshownOf.set(severity, (unshownOf.get(severity) ?? 0) + 1);
  }

  return {
    get problems() {
      const rest = [...unshownOf].map(
        ([severity, unshown]): Problem => ({
          file,
          severity,
          sentence: `has ${unshown} more problem${unshown === 1 ? '' : 's'} of other kinds. Correct these first.`,
        }),
      );
      const inOrder = [...shown.values()].toSorted(
        (one, other) => (one.lines[0] ?? 0) - (other.lines[0] ?? 0),
      );
      return [...inOrder.map((one) => toProblem(file, one)), ...rest];
    },
    get hasErrors() {
      return (shownOf.get('error') ?? 0) > 0;
    },
    error: (place, sentence) => add('error', place ?? {}, sentence),
    warn: (place, sentence) => add('warning', place ?? {}, sentence),
    hint: (place, sentence) => add('hint', place ?? {}, sentence),
  };
}

function toProblem(file: string, { severity, sentence, field, lines, count }: Repeated): Problem {
  const place = [
    ...(lines.length === 0 ? [] : [linesToText(lines, count)]),
    ...(field === undefined ? [] : [field]),
  ];
  return { file, severity, sentence, ...(place.length > 0 && { place: place.join(', ') }) };
}

function linesToText(lines: readonly number[], count: number): string {
  if (count === 1) return `line ${lines[0]}`;
  return `lines ${count > lines.length ? `${lines.join(', ')} and ${count - lines.length} more` : listed(lines.map(String))}`;
}
