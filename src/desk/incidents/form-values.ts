import type { FormValues } from '../../chat/form.ts';
import type { Text } from '../../chat/text.ts';
import { DeskError } from '../../errors.ts';
import { addMs, aroundGap, isLocalDate, isLocalTime, localToInstants, parseInstant } from '../../time.ts';
import { type Branches, placeToValue, readPlace } from '../branches/index.ts';
import { lineLimit, type Report, textLimit } from './schema.ts';
import { say } from './texts.en.ts';

/** What a form holds for each report field of the same name, besides place, time and categories. */
const sameNames = [
  'kind',
  'category',
  'severity',
  'narrative',
  'staffActions',
  'servicesReference',
  'injuries',
  'property',
  'duringEvent',
  'footage',
  'followUp',
] as const;
const lists = ['also', 'outcomes', 'services', 'concerns'] as const;

/** The largest of each text, in characters. */
export const limits = {
  narrative: textLimit,
  staffActions: textLimit,
  servicesReference: lineLimit,
  injuries: lineLimit,
  property: lineLimit,
  followUp: lineLimit,
} as const;

/** How far the clocks of people and of the desk may differ. */
const clockSlackMs = 10 * 60_000;

/** What a report's form shows of a draft. */
export function reportToValues(report: Report): FormValues {
  const values: Record<string, unknown> = {};
  if (report.branch !== undefined) values.place = placeToValue(report.branch, report.zone);
  if (report.occurredAt !== undefined) values.occurredAt = report.occurredAt;
  if (report.about) values.about = true;
  for (const name of sameNames) if (report[name] !== undefined) values[name] = report[name];
  for (const name of lists) if ((report[name] ?? []).length > 0) values[name] = report[name];
  return values;
}

/**
 * What was filled in, as a report. Texts stay exactly as typed.
 *
 * @param asDraft whether a time that cannot be made out is left out instead of asked about
 *
 * @throws DeskError INVALID_INPUT with every field's problem
 */
export function valuesToReport(
  values: FormValues,
  branches: Branches,
  now: string,
  asDraft: boolean,
): Report {
  const problems: Record<string, Text> = {};
  for (const [name, limit] of Object.entries(limits)) {
    const typed = values[name];
    const count = typeof typed === 'string' ? [...typed].length : 0;
    if (count > limit) problems[name] = say('incident.form.long', { count, limit });
  }
  const place = readPlace(values.place, branches);
  const zone = place?.branch.timezone ?? branches.organisation().timezone;
  const time = readTime(values, zone);
  if (!asDraft && 'problem' in time) problems.occurredAt = time.problem;
  if (!asDraft && 'at' in time && time.at > addMs(now, clockSlackMs)) {
    problems.occurredAt = say('incident.form.when.future');
  }
  if (Object.keys(problems).length > 0) {
    throw new DeskError('INVALID_INPUT', 'report has problems', { fields: problems });
  }
  const chosen = Object.fromEntries(
    sameNames.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  ) as Partial<Report>;
  const { category } = chosen;
  const concerns = listOf<string>(values.concerns);
  return {
    ...chosen,
    ...(place === undefined ? {} : { branch: place.branch.id }),
    ...(place?.zone === undefined ? {} : { zone: place.zone }),
    ...('at' in time ? { occurredAt: time.at } : {}),
    about: values.about === true,
    also: listOf<Report['also'][number]>(values.also).filter((one) => one !== category),
    outcomes: listOf(values.outcomes),
    services: listOf(values.services),
    ...(concerns.length === 0 ? {} : { concerns }),
  };
}

/** Whether the typed time is one that the clocks at the chosen place show twice. */
export function isTwice(values: FormValues, branches: Branches): boolean {
  const zone = readPlace(values.place, branches)?.branch.timezone ?? branches.organisation().timezone;
  return instantsOf(values.occurredAt, zone)?.length === 2;
}

/** The moment that the form speaks of, as far as it can be made out. */
export function momentOf(values: FormValues, zone: string): string | undefined {
  const time = readTime(values, zone);
  return 'at' in time ? time.at : undefined;
}

function readTime(values: FormValues, zone: string): { readonly at: string } | { readonly problem: Text } {
  const typed = typeof values.occurredAt === 'string' ? values.occurredAt.trim() : '';
  const instant = parseInstant(typed);
  if (instant !== undefined) return { at: instant };
  const instants = instantsOf(typed, zone);
  if (instants === undefined) {
    if (isLocalDate(typed)) return { problem: say('incident.form.when.time') };
    return { problem: say(isLocalTime(typed) ? 'incident.form.when.day' : 'incident.form.when.missing') };
  }
  const [first, second] = instants;
  if (first !== undefined && second === undefined) return { at: first };
  if (first !== undefined && second !== undefined) {
    if (values.which === 'first') return { at: first };
    return values.which === 'second' ? { at: second } : { problem: say('incident.form.when.twice') };
  }
  const [date = '', time = ''] = typed.split(' ');
  const gap = aroundGap(date, time, zone);
  if (gap === undefined) return { problem: say('incident.form.when.missing') };
  return {
    problem: say('incident.form.when.skipped', {
      before: { instant: gap.before, zone, style: 'time' },
      after: { instant: gap.after, zone, style: 'time' },
    }),
  };
}

/** The instants of a day and a time on the wall; undefined when it is not both. */
function instantsOf(typed: unknown, zone: string): readonly string[] | undefined {
  const [date = '', time = ''] = typeof typed === 'string' ? typed.trim().split(' ') : [];
  return isLocalDate(date) && isLocalTime(time) ? localToInstants(date, time, zone) : undefined;
}

function listOf<T>(value: unknown): T[] {
  // The field's schema has passed them.
  return Array.isArray(value) ? [...new Set(value as T[])] : [];
}
