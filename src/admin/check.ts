import type { Instant } from '../time.ts';
import { checkPolicies } from './check-policies.ts';
import { checkReach, type ReachPlatform } from './check-reach.ts';
import { createFindings, type Problem, problemToSentence } from './problem.ts';
import { type DataFolder, dataFiles } from './read.ts';

/** What `deskbell check` found. */
export interface CheckReport {
  readonly problems: readonly Problem[];
  /** 1 when there is an error; warnings alone are 0. */
  readonly exitCode: 0 | 1;
}

/**
 * Everything that could keep a call from being answered: what is wrong in the files, steps that can ask nobody, and
 * who and which channel the platforms cannot reach.
 *
 * @param platforms the configured ones that can be asked.
 */
export async function checkData(
  folder: DataFolder,
  platforms: readonly ReachPlatform[],
  now: Instant,
): Promise<CheckReport> {
  const problems = [...folder.problems, ...checkFallback(folder)];
  // Half-read files would make every step look empty.
  if (folder.data.branches !== undefined && folder.data.staff !== undefined) {
    problems.push(...checkPolicies(folder.data, now));
  }
  for (const platform of platforms) problems.push(...(await checkReach(folder.data, platform)));
  return { problems, exitCode: problems.some((problem) => problem.severity === 'error') ? 1 : 0 };
}

/** The report as lines for the administrator: errors first, then what should be looked at. */
export function reportToLines({ problems }: CheckReport): readonly string[] {
  const of = (severity: Problem['severity']) => problems.filter((problem) => problem.severity === severity);
  const [errors, warnings] = [of('error'), of('warning')];
  if (problems.length === 0) return ['All is well: the files are right, and everybody in them can be asked.'];
  return [
    ...errors.map((problem) => `error    ${problemToSentence(problem)}`),
    ...warnings.map((problem) => `warning  ${problemToSentence(problem)}`),
    `${count(errors.length, 'error')}, ${count(warnings.length, 'warning')}.`,
  ];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function checkFallback({ data }: DataFolder): readonly Problem[] {
  if (data.organisation === undefined || data.organisation.fallback !== undefined) return [];
  const findings = createFindings(dataFiles.organisation);
  findings.warn(
    undefined,
    'names nobody who is asked when nobody else can be. Add "fallback": { "person": "a staff id" }.',
  );
  return findings.problems;
}
