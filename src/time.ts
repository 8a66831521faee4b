// Longer than 300 lines because it is the only file that may import dayjs and Temporal.
import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import { Temporal } from 'temporal-polyfill';
import { DeskError } from './errors.ts';

// dayjs only draws: it is handed wall-clock times as if they were UTC. Its conversions depend on the zone of the
// process and pick the later of two instants without a word, so Temporal converts.
dayjs.extend(utc);

/** An instant as UTC ISO text with milliseconds, such as `2026-11-22T18:40:00.000Z`; sorts as text. */
export type Instant = string;

/** A date on the wall calendar, `2026-11-22`; sorts as text. */
export type LocalDate = string;

/** A time on the wall clock, `HH:mm`, from `00:00` to `24:00`; sorts as text. */
export type LocalTime = string;

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
/** A day of the clock, not of the calendar, which is shorter or longer where the clocks change. */
export const dayMs = 24 * hourMs;

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** What calendar and clock on the wall say. */
export interface Local {
  readonly date: LocalDate;
  readonly time: LocalTime;
  readonly weekday: Weekday;
}

export interface InstantFormat {
  readonly style: 'time' | 'seconds' | 'day' | 'full';
  /** BCP 47. Plain `en` reads 24 hours and the day before the month. */
  readonly locale: string;
  /** The reader's own zone: when its offset differs at that moment, the zone is named behind the time. */
  readonly readerZone?: string;
}

/** Milliseconds from one instant to another. */
export function msBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

/** The instant so many milliseconds later. */
export function addMs(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) + ms).toISOString();
}

/** Reads an ISO time that says its zone (`Z` or `+01:00`), seconds optional; undefined when it is not one. */
export function parseInstant(text: string): Instant | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/i.exec(text);
  const ms = parts === null || !isLocalDate(parts[1] ?? '') ? Number.NaN : Date.parse(text.toUpperCase());
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** Whether this is a date of the calendar as `YYYY-MM-DD`; `2026-02-30` is not. */
export function isLocalDate(text: string): boolean {
  // A day that the month does not have comes back as one of the next month.
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).getUTCDate() === Number(text.slice(8))
  );
}

/** Whether this is a time of the wall clock as `HH:mm`, up to and including `24:00`. */
export function isLocalTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);
}

/** The date so many days later, or earlier when negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

export function weekdayOf(date: LocalDate): Weekday {
  return weekdayAt(Date.parse(`${date}T00:00:00Z`));
}

/** Whether this is a zone of the IANA database, such as `Europe/Berlin`. An offset such as `+01:00` is not. */
export function isZone(name: string): boolean {
  if (offsets.has(name)) return true;
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * What calendar and clock say in a zone at an instant.
 *
 * @throws DeskError INVALID_INPUT when the zone or the instant is none.
 */
export function instantToLocal(instant: Instant, zone: string): Local {
  const ms = wallMs(instant, zone);
  const iso = new Date(ms).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 16), weekday: weekdayAt(ms) };
}

/**
 * The instants at which calendar and clock say this in a zone, in order: none when the clocks skip it, two when they
 * are put back over it, else one. `24:00` is the next day's `00:00`.
 *
 * @throws DeskError INVALID_INPUT when date, time or zone is none.
 */
export function localToInstants(date: LocalDate, time: LocalTime, zone: string): readonly Instant[] {
  const wall = localMs(date, time);
  const both = twoOffsets(wall, zone);
  if (both === undefined) return [new Date(wall - offsetAt(wall - dayMs, zone)).toISOString()];
  return both
    .filter((offset) => offsetAt(wall - offset, zone) === offset)
    .map((offset) => new Date(wall - offset).toISOString());
}

/**
 * The last minute before and the first after the hour that the clocks skip, given a time inside it. Undefined when
 * they do not skip that time.
 */
export function aroundGap(
  date: LocalDate,
  time: LocalTime,
  zone: string,
): { readonly before: Instant; readonly after: Instant } | undefined {
  if (localToInstants(date, time, zone).length > 0) return undefined;
  const wall = new Date(localMs(date, time)).toISOString().slice(0, 19);
  const jump = Temporal.PlainDateTime.from(wall)
    .toZonedDateTime(zone, { disambiguation: 'earlier' })
    .getTimeZoneTransition('next');
  // Temporal types it nullable for zones that never change; this one just did.
  if (jump === null) return undefined;
  const after = new Date(jump.epochMilliseconds).toISOString();
  return { before: addMs(after, -60_000), after };
}

/**
 * The one instant that a plan means by a wall-clock time: the first of two, and for a time that the clocks skip the
 * moment they jump. Two plans that meet on the wall therefore meet in time. What a person types is asked about instead.
 *
 * @throws DeskError INVALID_INPUT when date, time or zone is none.
 */
export function localToInstant(date: LocalDate, time: LocalTime, zone: string): Instant {
  const [first] = localToInstants(date, time, zone);
  const instant = first ?? aroundGap(date, time, zone)?.after;
  if (instant === undefined)
    throw new DeskError('INVALID_INPUT', `${date} ${time} has no instant in ${zone}.`);
  return instant;
}

/**
 * Draws an instant in the wall-clock time of `zone`: `18:40`, `18:40:20`, `Sun 22 Nov`, `Sun 22 Nov 18:40`, as the locale
 * has it. A time that the clocks show twice says which it is: `01:30 EDT`.
 */
export function formatInstant(instant: Instant, zone: string, format: InstantFormat): string {
  const ms = instantMs(instant);
  const wall = ms + offsetAt(ms, zone);
  const draw = drawerOf(format.locale);
  if (format.style === 'day') return draw.day(wall);
  const clock = format.style === 'seconds' ? draw.seconds(wall) : draw.time(wall);
  const time = format.style === 'full' ? `${draw.day(wall)} ${clock}` : clock;
  const twin = twinOf(wall, ms, zone);
  if (twin !== undefined) return `${time} ${oneOfTwo(ms, twin, zone, format.locale)}`;
  return sameClock(ms, zone, format.readerZone) ? time : `${time} ${zoneName(ms, zone, format.locale)}`;
}

/** Offsets in milliseconds, before and from an instant on. */
interface Change {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** Per zone, the offset in milliseconds on each UTC day, or how it changes on that day: asking Temporal costs 10 µs. */
const offsets = new Map<string, Map<number, number | Change>>();

/** More than ten years of days, or as many drawn minutes; whoever has asked for more starts afresh. */
const mostKept = 4_000;

function offsetAt(ms: number, zone: string): number {
  let days = offsets.get(zone);
  if (days === undefined) {
    if (!isZone(zone)) throw new DeskError('INVALID_INPUT', `"${zone}" is not a time zone.`);
    days = new Map();
    offsets.set(zone, days);
  }
  const day = Math.floor(ms / dayMs);
  let offset = days.get(day);
  if (offset === undefined) {
    if (days.size >= mostKept) days.clear();
    offset = offsetOn(day, zone);
    days.set(day, offset);
  }
  if (typeof offset === 'number') return offset;
  return ms < offset.at ? offset.before : offset.after;
}

function offsetOn(day: number, zone: string): number | Change {
  const start = Temporal.Instant.fromEpochMilliseconds(day * dayMs).toZonedDateTimeISO(zone);
  const end = start.add({ hours: 24 });
  const [before, after] = [start, end].map((one) => one.offsetNanoseconds / 1_000_000) as [number, number];
  // Temporal types it nullable for zones that never change.
  const at = before === after ? null : start.getTimeZoneTransition('next');
  return at === null ? before : { at: at.epochMilliseconds, before, after };
}

/** The larger offset first, when that on one side of a wall time differs from that on the other. */
function twoOffsets(wall: number, zone: string): readonly [number, number] | undefined {
  // No zone changes twice within two days, so the offset of one side or the other holds.
  const before = offsetAt(wall - dayMs, zone);
  const after = offsetAt(wall + dayMs, zone);
  return before === after ? undefined : [Math.max(before, after), Math.min(before, after)];
}

/** The other instant at which the clocks show the same; mostly there is none. */
function twinOf(wall: number, ms: number, zone: string): number | undefined {
  return twoOffsets(wall, zone)
    ?.map((offset) => wall - offset)
    .find((other) => other !== ms && other + offsetAt(other, zone) === wall);
}

/** The wall clock as milliseconds, as if it stood in UTC. */
function wallMs(instant: Instant, zone: string): number {
  const ms = instantMs(instant);
  return ms + offsetAt(ms, zone);
}

/** The same starts and ends of shifts are read again and again. */
const parsed = new Map<Instant, number>();

function instantMs(instant: Instant): number {
  let ms = parsed.get(instant);
  if (ms === undefined) {
    ms = Date.parse(instant);
    if (Number.isNaN(ms)) throw new DeskError('INVALID_INPUT', `"${instant}" is not an instant.`);
    if (parsed.size >= mostKept) parsed.clear();
    parsed.set(instant, ms);
  }
  return ms;
}

function localMs(date: LocalDate, time: LocalTime): number {
  if (!isLocalDate(date)) throw new DeskError('INVALID_INPUT', `"${date}" is not a date such as 2026-11-22.`);
  if (!isLocalTime(time)) throw new DeskError('INVALID_INPUT', `"${time}" is not a time such as 18:40.`);
  return Date.parse(`${date}T${time}:00Z`);
}

function weekdayAt(ms: number): Weekday {
  // 1 January 1970 was a Thursday.
  const index = (((Math.floor(ms / dayMs) + 3) % 7) + 7) % 7;
  return weekdays[index] ?? 'mon';
}

function sameClock(ms: number, zone: string, readerZone: string | undefined): boolean {
  if (readerZone === undefined || readerZone === zone || !isZone(readerZone)) return true;
  return offsetAt(ms, zone) === offsetAt(ms, readerZone);
}

interface Drawer {
  readonly time: (wall: number) => string;
  readonly seconds: (wall: number) => string;
  readonly day: (wall: number) => string;
}

const drawers = new Map<string, Drawer>();

function drawerOf(locale: string): Drawer {
  let drawer = drawers.get(locale);
  if (drawer === undefined) {
    const { time, seconds, day } = locale.split('-')[0] === 'en' ? englishDrawer(locale) : intlDrawer(locale);
    drawer = { time: remembering(time), seconds, day: remembering(day) };
    drawers.set(locale, drawer);
  }
  return drawer;
}

/** The same few minutes and days are drawn again and again. */
function remembering(draw: (wall: number) => string): (wall: number) => string {
  const drawn = new Map<number, string>();
  return (wall) => {
    const minute = Math.floor(wall / minuteMs);
    const text = drawn.get(minute) ?? draw(wall);
    if (drawn.size >= mostKept) drawn.clear();
    drawn.set(minute, text);
    return text;
  };
}

/** English in dayjs' fixed patterns: no commas and no unusual spaces, which screen readers and searches trip over. */
function englishDrawer(locale: string): Drawer {
  const parts = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
  })
    .formatToParts(0)
    .map((part) => part.type);
  const time = parts.includes('dayPeriod') ? 'h:mm A' : 'HH:mm';
  const day = parts.indexOf('month') < parts.indexOf('day') ? 'ddd MMM D' : 'ddd D MMM';
  const drawing = (pattern: string) => (wall: number) => dayjs.utc(wall).format(pattern);
  return { time: drawing(time), seconds: drawing(time.replace('mm', 'mm:ss')), day: drawing(day) };
}

function intlDrawer(locale: string): Drawer {
  const minutes = { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' } as const;
  const time = new Intl.DateTimeFormat(locale, minutes);
  const seconds = new Intl.DateTimeFormat(locale, { ...minutes, second: '2-digit' });
  const day = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  return {
    time: (wall) => time.format(wall),
    seconds: (wall) => seconds.format(wall),
    day: (wall) => day.format(wall),
  };
}

const zoneNames = new Map<string, Intl.DateTimeFormat>();

/** The zone as its people say it (`EST`), or by its city where the language has no short name for it. */
function zoneName(ms: number, zone: string, locale: string): string {
  const name = shortName(ms, zone, locale, 'short');
  return /\d/.test(name) ? (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ') : name;
}

/** Each knows the short names of its own zones alone, and they are understood in all. */
const englishes = ['en-US', 'en-CA', 'en-GB', 'en-AU', 'en-NZ'];

/** What tells two instants of the same time apart: the short name (`EDT`), else how far it is from Greenwich (`GMT-4`). */
function oneOfTwo(ms: number, twin: number, zone: string, locale: string): string {
  for (const known of locale.split('-')[0] === 'en' ? [locale, ...englishes] : [locale]) {
    const [name, other] = [ms, twin].map((one) => shortName(one, zone, known, 'short')) as [string, string];
    if (name !== other && !/\d/.test(name + other)) return name;
  }
  return shortName(ms, zone, locale, 'shortOffset');
}

function shortName(ms: number, zone: string, locale: string, timeZoneName: 'short' | 'shortOffset'): string {
  const key = `${locale}\n${zone}\n${timeZoneName}`;
  let names = zoneNames.get(key);
  if (names === undefined) {
    names = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName });
    zoneNames.set(key, names);
  }
  // Asked for, it is always among the parts.
  return names.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value as string;
}
