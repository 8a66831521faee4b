import { isLocalDate, isLocalTime, type LocalTime, parseInstant, type Weekday } from '../../time.ts';
import { parseLength } from './length.ts';
import { type Day, type Moment, type PartOfDay, partsOfDay } from './moment.ts';

/**
 * Reads a moment, or a day or part of one:
 *
 * - a time: `18:30`, `9`, `9 o'clock`, `9:30pm`, `6.30 p.m.`, `18h30`, `1830`, `noon`, `midnight`
 * - a day: `today`, `tomorrow`, `sat`, `next saturday`, `2026-11-28`
 * - a part of a day: `tonight`, `this afternoon`, `sat evening`, `last night`
 * - these together in any order, `tomorrow 9`, `9 tonight`; an ISO time with or without zone; `in 2 hours`; `now`
 *
 * A bare hour is on the 24-hour clock, except beside a part of the day. Undefined when any word is something else.
 *
 * @param words at least one, in lower case
 */
export function parseMoment(words: readonly string[]): Moment | undefined {
  const text = words.join(' ');
  if (text === 'now') return { type: 'now' };
  const at = parseInstant(text);
  if (at !== undefined) return { type: 'instant', at };
  if (text.startsWith('in ')) {
    const ms = parseLength(text.slice(3));
    return ms === undefined ? undefined : { type: 'after', ms };
  }
  return together(plainly(text).split(' '));
}

/** One word for each thing said: `next sat 9 p.m.` becomes `next-sat 9pm`. */
function plainly(text: string): string {
  return text
    .replace(/^(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2})(?::00(?:\.0+)?)?$/, '$1 $2')
    .replace(/([ap])\.m\.?(?= |$)/g, '$1m')
    .replace(/(?<=\d) (?=[ap]m(?: |$))/g, '')
    .replace(/(?<=\d) ?o[’']?clock(?= |$)/g, '')
    .replace(/(?<=^| )tonight(?= |$)/, 'today night')
    .replace(/(?<=^| )last night(?= |$)/, 'yesterday night')
    .replace(/(?<=^| )this (?=(?:morning|afternoon|evening)(?: |$))/, 'today ')
    .replace(/(?<=^| )(this|next) (?=[a-z])/, '$1-');
}

/** A day, a part of it and a time, each at most once. */
function together(words: readonly string[]): Moment | undefined {
  let day: Day | undefined;
  let part: PartOfDay | undefined;
  let time: Time | undefined;
  for (const word of words) {
    const read = { day: parseDay(word), part: parsePart(word), time: parseTime(word) };
    if (read.day !== undefined && day === undefined) day = read.day;
    else if (read.part !== undefined && part === undefined) part = read.part;
    else if (read.time !== undefined && time === undefined) time = read.time;
    else return undefined;
  }
  // The part of no day may as well be the beginning of a branch's name: Morningside.
  if (part !== undefined) return day === undefined ? undefined : inPart(day, part, time);
  if (time !== undefined) {
    const { at, loose } = time;
    const unsure = loose === undefined ? {} : { loose };
    return { type: 'local', time: at, ...(day === undefined ? {} : { day }), ...unsure };
  }
  return day === undefined ? undefined : { type: 'local', day };
}

/** `tonight`, or with a time the one of the two on a twelve-hour clock that lies in it: `tonight 9`, `12 tonight`. */
function inPart(day: Day, part: PartOfDay, time: Time | undefined): Moment | undefined {
  if (time === undefined) return { type: 'local', day, part };
  const { from, to } = partsOfDay[part];
  const others = time.at === '12:00' ? ['24:00'] : [halfDayLater(time.at)];
  const at = [time.at, ...(time.loose === 'hour' ? others : [])].find(
    (one) => from <= one && (one < to || (one === '24:00' && to === '24:00')),
  );
  return at === undefined ? undefined : { type: 'local', day, time: at };
}

/** The same hour after noon; any time after noon as it is. */
export function halfDayLater(time: LocalTime): LocalTime {
  return time < '12:00' ? `${Number(time.slice(0, 2)) + 12}${time.slice(2)}` : time;
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
  return Object.fromEntries(
    [weekday, ...others].flatMap((name): [string, Day][] => [
      [name, { weekday }],
      [`this-${name}`, { weekday }],
      [`next-${name}`, { weekday, next: true }],
    ]),
  );
}

function parseDay(word: string): Day | undefined {
  if (Object.hasOwn(dayNames, word)) return dayNames[word];
  return isLocalDate(word) ? { date: word } : undefined;
}

function parsePart(word: string): PartOfDay | undefined {
  if (word === 'night') return 'evening';
  return word === 'morning' || word === 'afternoon' || word === 'evening' ? word : undefined;
}

interface Time {
  readonly at: LocalTime;
  /** It may mean another time too. */
  readonly loose?: 'hour' | 'midnight';
}

function parseTime(word: string): Time | undefined {
  if (word === 'noon' || word === 'midday') return { at: '12:00' };
  if (word === 'midnight') return { at: '24:00', loose: 'midnight' };
  if (/^\d{4}$/.test(word)) return readTime(word.slice(0, 2), word.slice(2), undefined);
  const [, hours, minutes = '00', half] = /^(\d{1,2})(?:[:.h](\d{2}))?([ap]m)?$/.exec(word) ?? [];
  return hours === undefined ? undefined : readTime(hours, minutes, half);
}

function readTime(hours: string, minutes: string, half: string | undefined): Time | undefined {
  const hour = Number(hours);
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  const onDay = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  const at = `${String(onDay).padStart(2, '0')}:${minutes}`;
  if (!isLocalTime(at)) return undefined;
  // Nobody writes a zero before an hour of a twelve-hour clock.
  const isLoose = half === undefined && !hours.startsWith('0');
  return isLoose ? { at, loose: 'hour' } : { at };
}

/** The words for a time or a day that are long enough to be misspelt: `soon` is no noon. */
export const wordsForTime: readonly string[] = [
  'tonight',
  'midnight',
  'midday',
  'morning',
  'afternoon',
  'evening',
  ...Object.keys(dayNames).filter((name) => /^[a-z]{2,}(?:day|row)$/.test(name)),
];
