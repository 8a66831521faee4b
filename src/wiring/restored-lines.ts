import { z } from 'zod';
import type { Stored } from '../store/store.ts';

/** What a restore did to a record that the replaced database had: as it was there, and as the backup has it. */
export interface Fate {
  readonly before: Stored;
  /** Undefined where the backup does not have it. */
  readonly inBackup: Stored | undefined;
}

/** Calls for help and questions by what a restore did to them, and all reports. */
export interface Fates {
  readonly calls: readonly Fate[];
  readonly questions: readonly Fate[];
  readonly reports: readonly Fate[];
  /** The ids of the calls and questions that are as the replaced database had them. */
  readonly stayed: ReadonlySet<string>;
  /** Sentences about what could not be read of the replaced database. */
  readonly losses: readonly string[];
}

/** No more than is needed: a record of a damaged database may lack the rest. */
const numbered = z.looseObject({
  number: z.string(),
  ended: z.looseObject({ at: z.string() }).optional(),
  drill: z.unknown().optional(),
});

/** A call for somebody who did not answer a check-in; one who has called since is a caller like any other. */
const missedCheckIn = z.looseObject({
  number: z.string(),
  branch: z.string(),
  checkIn: z.looseObject({ calledAt: z.undefined().optional() }),
});

/** Whether a call or a question has ended, as far as it can be read. */
export function hasEnded(record: Stored): boolean {
  return numbered.safeParse(record).data?.ended !== undefined;
}

/** What an operator is told of the calls for help, the questions and the reports that a restore concerns. */
export function restoredLines({ calls, questions, reports, stayed, losses }: Fates): readonly string[] {
  const both = [...calls, ...questions].filter(wasOpen);
  const kept = both.filter(({ before }) => stayed.has(before.id));
  const setBack = both.filter(({ before }) => !stayed.has(before.id));
  const newReports = reports.filter((one) => numberOf(one.inBackup) === undefined);
  const lost = calls.filter(isLost);
  const [missed, called] = [lost.filter(isMissedCheckIn), lost.filter((one) => !isMissedCheckIn(one))];
  return [
    ...missed.map(missedLine),
    ...unreadLines(losses),
    ...lostLines(numbersOf(called), ['call for help', 'calls for help'], ['called', 'call']),
    ...lostLines(numbersOf(questions.filter(isLost)), ['question', 'questions'], ['asked', 'ask']),
    ...lines(
      'Open in the backup, and ended since',
      kept.filter(ends),
      'That stays so, and nobody is asked again.',
    ),
    ...lines(
      'Open in the backup, and ended since',
      setBack.filter(ends),
      'That cannot be taken over, so people are asked again once the desk starts. End there what is over.',
    ),
    ...lines(
      'Open in both, and gone on since',
      kept.filter(goesOn),
      losses.length === 0
        ? 'That stays as it was last, and nobody is asked again.'
        : 'That stays as it was when it could last be read, and goes on from there once the desk starts.',
    ),
    ...lines(
      'Open in both, and gone on since',
      setBack.filter(goesOn),
      'That cannot be taken over, so it is as in the backup, and people are asked again once the desk starts. Tell ' +
        'those who are on it.',
    ),
    ...lines(
      'Reports that are not in the backup',
      newReports.filter(({ inBackup }) => inBackup === undefined),
      'Tell their authors. What they wrote is only in what is kept of the database before.',
    ),
    ...lines(
      'Reports that were submitted since the backup and are drafts again',
      newReports.filter(({ inBackup }) => inBackup !== undefined),
      'Tell their authors, so that they look through them and submit them again.',
    ),
  ];
}

function isLost({ before, inBackup }: Fate): boolean {
  return inBackup === undefined && !hasEnded(before);
}

function wasOpen({ inBackup }: Fate): boolean {
  return inBackup !== undefined && !hasEnded(inBackup);
}

function ends({ before }: Fate): boolean {
  return hasEnded(before);
}

function goesOn({ before, inBackup }: Fate): boolean {
  return !hasEnded(before) && inBackup !== undefined && before.revision > inBackup.revision;
}

function numberOf(record: Stored | undefined): string | undefined {
  return numbered.safeParse(record).data?.number;
}

/** As the replaced database had them; no drills. */
function numbersOf(fates: readonly Fate[]): readonly string[] {
  return fates
    .flatMap(({ before }) => {
      const one = numbered.safeParse(before).data;
      return one === undefined || one.drill !== undefined ? [] : [one.number];
    })
    .sort();
}

function isMissedCheckIn({ before }: Fate): boolean {
  return missedCheckIn.safeParse(before).success;
}

/** Nobody has called: whoever could be told is the one who is silent. */
function missedLine({ before }: Fate): string {
  const { number, branch } = missedCheckIn.parse(before);
  return `${number} asked people to look after somebody who was alone at ${branch} and did not answer. It is not in the backup, and nobody is asked by it any more. Have somebody look there now.`;
}

function unreadLines(losses: readonly string[]): readonly string[] {
  if (losses.length === 0) return [];
  return [
    ...losses,
    'Calls for help, questions and reports since the backup may be missing below, and open ones may have gone on or be over. ' +
      'Ask your colleagues, and once the desk runs end what is over.',
  ];
}

function lostLines(
  numbers: readonly string[],
  [one, many]: readonly [string, string],
  [asked, ask]: readonly [string, string],
): readonly string[] {
  if (numbers.length === 0) return [];
  const list = numbers.join(', ');
  return [
    numbers.length === 1
      ? `1 open ${one} is not in the backup: ${list}. Nobody is asked by it any more. Tell whoever ${asked}, so that they ${ask} again.`
      : `${numbers.length} open ${many} are not in the backup: ${list}. Nobody is asked by them any more. Tell those who ${asked}, so that they ${ask} again.`,
  ];
}

function lines(what: string, fates: readonly Fate[], then: string): readonly string[] {
  const numbers = numbersOf(fates);
  return numbers.length === 0 ? [] : [`${what}: ${numbers.join(', ')}. ${then}`];
}
