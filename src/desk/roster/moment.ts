import {
  addDays,
  aroundGap,
  instantToLocal,
  isLocalDate,
  isLocalTime,
  type LocalDate,
  type LocalTime,
  localToInstant,
  localToInstants,
  parseInstant,
  type Weekday,
  weekdayOf,
  weekdays,
} from '../../time.ts';

/** A moment or a day as people type it, before it is known in which zone. */
export type Moment =
  | { readonly type: 'now' }
  | { readonly type: 'instant'; readonly at: string }
  | { readonly type: 'local'; readonly day: Day; readonly time?: LocalTime };

type Day =
  | { readonly date: LocalDate }
  /** Today or within the next six days. */
  | { readonly weekday: Weekday }
  | { readonly daysAhead: number };

/** What a moment means on the clocks of one zone. Instants are UTC ISO text. */
export type Resolved =
  | { readonly type: 'now'; readonly at: string }
  | { readonly type: 'moment'; readonly at: string }
  | { readonly type: 'day'; readonly date: LocalDate }
  /** The clocks skip that time; the nearest that exist. */
  | { readonly type: 'skipped'; readonly date: LocalDate; readonly time: LocalTime; readonly choices: Pair }
  /** The clocks show that time twice. */
  | { readonly type: 'twice'; readonly date: LocalDate; readonly time: LocalTime; readonly choices: Pair };

type Pair = readonly [string, string];

/**
 * Reads a day, a time or both, in either order: `18:30`, `9`, `9:30pm`, `today`, `tomorrow 9`, `sat 18:30`, `saturday`,
 * `2026-11-28 18:30`, an ISO time with or without zone, `now`. A bare hour is on the 24-hour clock. A time alone means
 * today, also when it is over. Undefined when any word is something else.
 *
 * @param words at least one, in lower case
 */
export function parseMoment(words: readonly string[]): Moment | undefined {
  const text = words.join(' ').replace(/(?<=\d) (?=[ap]m(?: |$))/, '');
  if (text === 'now') return { type: 'now' };
  const instant = parseInstant(text);
  if (instant !== undefined) return { type: 'instant', at: instant };
  const [first = '', second, ...more] = text
    .replace(/^(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2})(?::00(?:\.0+)?)?$/, '$1 $2')
    .split(' ');
  if (more.length > 0) return undefined;
  const [day, time] =
    parseDay(first) === undefined
      ? [second === undefined ? { daysAhead: 0 } : parseDay(second), parseTime(first)]
      : [parseDay(first), second === undefined ? undefined : parseTime(second)];
  const timeTyped = second !== undefined || parseDay(first) === undefined;
  if (day === undefined || (timeTyped && time === undefined)) return undefined;
  return { type: 'local', day, ...(time === undefined ? {} : { time }) };
}

/** What the moment means in a zone. */
export function resolveMoment(moment: Moment, zone: string, now: string): Resolved {
  if (moment.type === 'now') return { type: 'now', at: now };
  if (moment.type === 'instant') return { type: 'moment', at: moment.at };
  const date = dateOf(moment.day, zone, now);
  const { time } = moment;
  if (time === undefined) return { type: 'day', date };
  const [first, second] = localToInstants(date, time, zone);
  if (first === undefined) {
    const gap = aroundGap(date, time, zone);
    const after = gap?.after ?? localToInstant(date, time, zone);
    return { type: 'skipped', date, time, choices: [gap?.before ?? after, after] };
  }
  return second === undefined
    ? { type: 'moment', at: first }
    : { type: 'twice', date, time, choices: [first, second] };
}

/** Words that `parseMoment` reads as the same moment whatever day it is by then; empty for now. */
export function momentToWords(moment: Moment, zone: string, now: string): string {
  if (moment.type === 'now') return '';
  if (moment.type === 'instant') return moment.at;
  const date = dateOf(moment.day, zone, now);
  return moment.time === undefined ? date : `${date} ${moment.time}`;
}

function dateOf(day: Day, zone: string, now: string): LocalDate {
  if ('date' in day) return day.date;
  const today = instantToLocal(now, zone).date;
  if ('daysAhead' in day) return addDays(today, day.daysAhead);
  const ahead = weekdays.indexOf(day.weekday) - weekdays.indexOf(weekdayOf(today));
  return addDays(today, (ahead + 7) % 7);
}

const dayNames: Readonly<Record<string, Day>> = {
  today: { daysAhead: 0 },
  tomorrow: { daysAhead: 1 },
  yesterday: { daysAhead: -1 },
  ...namesOf('mon', 'monday'),
  ...namesOf('tue', 'tues', 'tuesday'),
  ...namesOf('wed', 'weds', 'wednesday'),
  ...namesOf('thu', 'thur', 'thurs', 'thursday'),
  ...namesOf('fri', 'friday'),
  ...namesOf('sat', 'saturday'),
  ...namesOf('sun', 'sunday'),
};

function namesOf(weekday: Weekday, ...others: readonly string[]): Record<string, Day> {
  return Object.fromEntries([weekday, ...others].map((name) => [name, { weekday }]));
}

function parseDay(word: string): Day | undefined {
  if (Object.hasOwn(dayNames, word)) return dayNames[word];
  return isLocalDate(word) ? { date: word } : undefined;
}

function parseTime(word: string): LocalTime | undefined {
  const [, hours, minutes = '00', half] = /^(\d{1,2})(?:[:.](\d{2}))?([ap]m)?$/.exec(word) ?? [];
  if (hours === undefined) return undefined;
  const hour = Number(hours);
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  const onDay = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  const time = `${String(onDay).padStart(2, '0')}:${minutes}`;
  return isLocalTime(time) ? time : undefined;
}
