import {
  addDays,
  addMs,
  aroundGap,
  instantToLocal,
  type LocalDate,
  type LocalTime,
  localToInstant,
  localToInstants,
  type Weekday,
  weekdayOf,
  weekdays,
} from '../../time.ts';

/** A moment, a day or a part of one as people type it, before it is known in which zone. */
export type Moment =
  | { readonly type: 'now' }
  | { readonly type: 'instant'; readonly at: string }
  | { readonly type: 'after'; readonly ms: number }
  | LocalMoment;

type LocalMoment =
  | {
      readonly type: 'local';
      readonly time: LocalTime;
      /** Unsaid, it is the next such time. */
      readonly day?: Day;
      /** Typed in a way that may mean another time too: as a bare hour, or as midnight. */
      readonly loose?: 'hour' | 'midnight';
    }
  | { readonly type: 'local'; readonly time?: undefined; readonly day: Day; readonly part?: PartOfDay };

export type Day =
  | { readonly date: LocalDate }
  /** Today or within the next six days; after `next` rather a week from today than today. */
  | { readonly weekday: Weekday; readonly next?: true }
  | { readonly daysAhead: number };

/** On the wall clock; afternoon and evening meet where people use either word. */
export const partsOfDay = {
  morning: { from: '05:00', to: '12:00' },
  afternoon: { from: '12:00', to: '18:00' },
  evening: { from: '17:00', to: '24:00' },
} as const;
export type PartOfDay = keyof typeof partsOfDay;

/** What a moment means on the clocks of one zone. Instants are UTC ISO text. */
export type Resolved =
  | { readonly type: 'now'; readonly at: string }
  | { readonly type: 'moment'; readonly at: string }
  | { readonly type: 'day'; readonly date: LocalDate }
  | { readonly type: 'part'; readonly date: LocalDate; readonly part: PartOfDay }
  /** The clocks skip that time; the nearest that exist. */
  | { readonly type: 'skipped'; readonly date: LocalDate; readonly time: LocalTime; readonly choices: Pair }
  /** The clocks show that time twice. */
  | { readonly type: 'twice'; readonly date: LocalDate; readonly time: LocalTime; readonly choices: Pair };

type Pair = readonly [string, string];

/** What the moment means in a zone. */
export function resolveMoment(moment: Moment, zone: string, now: string): Resolved {
  if (moment.type === 'now') return { type: 'now', at: now };
  if (moment.type === 'instant') return { type: 'moment', at: moment.at };
  if (moment.type === 'after') return { type: 'moment', at: addMs(now, moment.ms) };
  const date = dateOf(moment, zone, now);
  if (moment.time === undefined) {
    return moment.part === undefined ? { type: 'day', date } : { type: 'part', date, part: moment.part };
  }
  return resolveLocal(date, moment.time, zone);
}

function resolveLocal(date: LocalDate, time: LocalTime, zone: string): Resolved {
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
  if (moment.type === 'after') return addMs(now, moment.ms);
  const date = dateOf(moment, zone, now);
  const rest = moment.time ?? moment.part;
  return rest === undefined ? date : `${date} ${rest}`;
}

/** The day that is taken. */
export function dateOf(moment: LocalMoment, zone: string, now: string): LocalDate {
  const today = instantToLocal(now, zone).date;
  const { day, time } = moment;
  if (day === undefined)
    return time !== undefined && isOver(today, time, zone, now) ? addDays(today, 1) : today;
  if ('date' in day) return day.date;
  if ('daysAhead' in day) return addDays(today, day.daysAhead);
  const ahead = weekdays.indexOf(day.weekday) - weekdays.indexOf(weekdayOf(today));
  return addDays(today, (ahead + 7) % 7 || (day.next ? 7 : 0));
}

/** Whether that time of that day is behind us: its minute is over, of two the second one. */
export function isOver(date: LocalDate, time: LocalTime, zone: string, now: string): boolean {
  const last = localToInstants(date, time, zone).at(-1) ?? localToInstant(date, time, zone);
  return addMs(last, 60_000) <= now;
}
