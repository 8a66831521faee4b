import { addDays, addMs, instantToLocal, type LocalDate, type LocalTime } from '../../time.ts';
import { dateOf, isOver, type Moment, type PartOfDay } from './moment.ts';
import { halfDayLater } from './parse-moment.ts';

/** How the words for a moment were taken, where that has to be said. */
export interface Reading {
  /**
   * `tomorrow`: that time of today has passed. `past`: the one that was said has. `week`: `next` may mean the week
   * after. `midnight`: the day that was said has two.
   */
  readonly why?: 'tomorrow' | 'past' | 'week' | 'midnight';
  /** The day whose time was taken; none for an instant. */
  readonly date?: LocalDate;
  /** What the same words may mean besides, the likeliest first. */
  readonly others: readonly OtherMoment[];
}

/** On the clocks of the zone in which the words were read; without time and part the whole day. */
export interface OtherMoment {
  readonly date: LocalDate;
  readonly time?: LocalTime;
  readonly part?: PartOfDay;
}

const plain: Reading = { others: [] };

/** Reads a moment in a zone. Whatever lies in the past or may mean something else is said so. */
export function readingOf(moment: Moment, zone: string, now: string): Reading {
  if (moment.type === 'instant') return addMs(moment.at, 60_000) <= now ? { why: 'past', others: [] } : plain;
  if (moment.type !== 'local') return plain;
  const today = instantToLocal(now, zone).date;
  const date = dateOf(moment, zone, now);
  const { day, time } = moment;
  const weekLater: OtherMoment = {
    date: addDays(date, 7),
    ...(time === undefined ? {} : { time }),
    ...(moment.time === undefined && moment.part !== undefined ? { part: moment.part } : {}),
  };
  if (day !== undefined && 'next' in day && date < addDays(today, 7)) {
    return { why: 'week', date, others: [weekLater] };
  }
  const ofWeekday = day !== undefined && 'weekday' in day ? [weekLater] : [];
  if (time === undefined) {
    const over = moment.part !== undefined && isOver(date, lastMinutes[moment.part], zone, now);
    return over ? { why: 'past', date, others: ofWeekday } : plain;
  }
  const evening = halfDayLater(time);
  const thisEvening =
    moment.loose === 'hour' && evening !== time && !isOver(today, evening, zone, now)
      ? [{ date: today, time: evening }]
      : [];
  if (day === undefined && date !== today) {
    return { why: 'tomorrow', date, others: [...thisEvening, { date: today, time }] };
  }
  if (moment.loose === 'midnight' && date !== today) {
    return { why: 'midnight', date, others: [{ date, time: '00:00' }] };
  }
  if (!isOver(date, time, zone, now)) return plain;
  const ofToday = date === today && !(day !== undefined && 'date' in day) ? thisEvening : [];
  return { why: 'past', date, others: [...ofToday, ...ofWeekday] };
}

/** Of the parts of a day. */
const lastMinutes: Readonly<Record<PartOfDay, LocalTime>> = {
  morning: '11:59',
  afternoon: '17:59',
  evening: '23:59',
};
