import type { InstantParam, Text } from '../../chat/text.ts';
import { addDays, addMs, instantToLocal, localToInstant } from '../../time.ts';
import type { Branch, Branches } from '../branches/index.ts';
import type { People } from '../people/index.ts';
import { partsOfDay, type Resolved } from './moment.ts';
import { say } from './texts.en.ts';
import type { OnShift, Roster } from './types.ts';

/** The read models that answers are made from. */
export interface RosterReads {
  readonly roster: Roster;
  readonly branches: Branches;
  readonly people: People;
}

/** A moment, a whole day or a part of one about which something is said; times of other days are given with their day. */
export type When = Extract<Resolved, { type: 'now' | 'moment' | 'day' | 'part' }>;

/** In the order in which they are named. */
const shownFlags = ['pic', 'firstaid', 'evac'] as const;

type Span = Extract<When, { type: 'day' | 'part' }>;

/** Whether it is asked about a stretch of time, whose people come and go within it. */
export function isSpan(when: When): when is Span {
  return when.type === 'day' || when.type === 'part';
}

/** Those on shift then, the person in charge first; for a day or a part of one everybody, by start. */
export function onShiftAt(read: RosterReads, branch: Branch, when: When): readonly OnShift[] {
  if (!isSpan(when)) return read.roster.onShift(branch.id, when.at);
  const [from, to] = boundsOf(when, branch.timezone);
  return read.roster.during(branch.id, from, to);
}

/** Whether it is open then and what comes next: `Open until 20:00.`, `Closed now. Opens Tue 24 Nov 09:00.` */
export function openingPhrase(read: RosterReads, branch: Branch, when: When): Text {
  if (isSpan(when)) return hoursPhrase(read, branch, when);
  const opening = read.branches.opening(branch, when.at);
  if (opening.open) {
    return opening.until === undefined
      ? say('onshift.open')
      : say('onshift.open.until', { until: timeParam(opening.until, branch, when) });
  }
  return opening.next === undefined
    ? say(`onshift.closed.${when.type}.unknown`)
    : say(`onshift.closed.${when.type}`, { next: timeParam(opening.next, branch, when) });
}

/** The hours of that day, and until when it is open from the evening before; for a part of it those that fall into it. */
function hoursPhrase(read: RosterReads, branch: Branch, when: Span): Text {
  const [dayStart, dayEnd] = bounds(when.date, branch.timezone);
  const [start, end] = boundsOf(when, branch.timezone);
  const ofDay = read.branches.hoursOn(branch, when.date);
  if (ofDay.some(({ from, to }) => from <= dayStart && dayEnd <= to)) return say('onshift.hours.allDay');
  const left = read.branches.hoursOn(branch, addDays(when.date, -1)).filter(({ to }) => start < to);
  const spans = when.type === 'day' ? ofDay : ofDay.filter(({ from, to }) => from < end && start < to);
  if (left.length + spans.length > 0) {
    return say('onshift.hours', {
      spans: [
        ...left.map(({ to }) => say('onshift.span.until', { to: timeParam(to, branch, when) })),
        ...spans.map(({ from, to }) =>
          say('onshift.span', { from: timeParam(from, branch, when), to: timeParam(to, branch, when) }),
        ),
      ],
    });
  }
  const opening = read.branches.opening(branch, end);
  const next = opening.open ? end : opening.next;
  return next === undefined
    ? say(`onshift.closed.${when.type}.unknown`)
    : say(`onshift.closed.${when.type}`, { next: timeParam(next, branch, when) });
}

/** What somebody does, as far as it is written, and until when: `Circulation, in charge, until 20:00`, `until 20:00`. */
export function dutyPhrase(on: OnShift, branch: Branch, when: When): Text {
  const duty = dutiesPhrase(on);
  const to = timeParam(on.endAt, branch, when);
  if (isSpan(when)) {
    const times = { from: timeParam(on.startAt, branch, when), to };
    return duty === undefined ? say('onshift.fromTo.only', times) : say('onshift.fromTo', { duty, ...times });
  }
  return duty === undefined
    ? say('onshift.until.only', { until: to })
    : say('onshift.until', { duty, until: to });
}

/** What somebody does: `Circulation, in charge`; undefined where neither a position nor a flag is written. */
export function dutiesPhrase(on: OnShift): Text | undefined {
  let duty: Text | undefined = on.position === '' ? undefined : { own: on.position };
  for (const flag of shownFlags) {
    if (!on.flags.includes(flag)) continue;
    duty = duty === undefined ? say(`onshift.flag.${flag}.only`) : say(`onshift.flag.${flag}`, { duty });
  }
  return duty;
}

/** Names with their duties, for a sentence. */
export function peopleWithDuties(
  read: RosterReads,
  list: readonly OnShift[],
  branch: Branch,
  when: When,
): readonly Text[] {
  return list.map((on) =>
    say('onshift.person', { person: read.people.name(on.person), duty: dutyPhrase(on, branch, when) }),
  );
}

/** Who starts next after that moment, day or part of a day; about `most` of them by name. */
export function nextPhrase(
  read: RosterReads,
  branch: Branch,
  when: When,
  most = Number.POSITIVE_INFINITY,
): Text {
  // The last millisecond of a day, so that whoever starts at midnight is next.
  const after = isSpan(when) ? addMs(boundsOf(when, branch.timezone)[1], -1) : when.at;
  const next = read.roster.nextOn(branch.id, after);
  const [first] = next;
  if (first === undefined) return say('onshift.next.none');
  // One name more takes no more room than saying that there is one more.
  const named = next.length <= most + 1 ? next : next.slice(0, most);
  const names = named.map((on) => read.people.name(on.person));
  const more = next.length - names.length;
  return say('onshift.next', {
    people: more === 0 ? names : [...names, say('onshift.more', { count: more })],
    at: timeParam(first.startAt, branch, when),
  });
}

/** Whom to ask when nobody is there: those on shift at the branch that helps out, else the organisation's fallback. */
export function fallbackPhrase(read: RosterReads, branch: Branch, when: When): Text | undefined {
  const helper = read.branches.byCode(branch.fallbackBranch ?? '');
  const there = helper === undefined ? [] : onShiftAt(read, helper, when);
  if (helper !== undefined && there.length > 0) {
    return say('onshift.ask.branch', {
      branch: read.branches.label(helper),
      people: [...new Set(there.map((on) => read.people.name(on.person)))],
    });
  }
  const { fallback } = read.branches.organisation();
  const person = fallback === undefined ? undefined : read.people.staff(`staff:${fallback}`);
  return person?.active ? say('onshift.ask.person', { person: person.name }) : undefined;
}

/** `Central now, 18:40`, `Central, Sat 28 Nov 18:30`, `Central, Sat 28 Nov`, `Central, Sat 28 Nov 17:00 to 00:00`. */
export function headingPhrase(place: Text | string, when: When, zone: string): Text {
  if (when.type === 'now') {
    return say('onshift.heading.now', { branch: place, at: { instant: when.at, zone, style: 'time' } });
  }
  if (when.type === 'part') {
    const [from, to] = boundsOf(when, zone);
    return say('onshift.heading.part', {
      branch: place,
      from: { instant: from, zone, style: 'full' },
      to: { instant: to, zone, style: 'time' },
    });
  }
  const at: InstantParam =
    when.type === 'day'
      ? { instant: bounds(when.date, zone)[0], zone, style: 'day' }
      : { instant: when.at, zone, style: 'full' };
  return say('onshift.heading.moment', { branch: place, at });
}

/** Several sentences as one text. */
export function together(sentences: readonly Text[]): Text {
  const [first = { own: '' }, ...rest] = sentences;
  return rest.reduce((before, after) => say('onshift.lines', { before, after }), first);
}

/** A time on the branch's clock, with the day when it is not that of `when`; the midnight that ends a day belongs to it. */
export function timeParam(instant: string, branch: Branch, when: When): InstantParam {
  const zone = branch.timezone;
  const [from, to] = isSpan(when) ? bounds(when.date, zone) : dayAround(when.at, zone);
  return { instant, zone, style: from <= instant && instant <= to ? 'time' : 'full' };
}

/** The first instant of a day or of a part of one, and the first after it. */
function boundsOf(when: Span, zone: string): readonly [string, string] {
  if (when.type === 'day') return bounds(when.date, zone);
  const { from, to } = partsOfDay[when.part];
  return [localToInstant(when.date, from, zone), localToInstant(when.date, to, zone)];
}

/** The day asked for last: an answer asks for the same one with every time in it. */
let lastDay:
  | { readonly date: string; readonly zone: string; readonly bounds: readonly [string, string] }
  | undefined;

/** The bounds of the local date of an instant. */
function dayAround(at: string, zone: string): readonly [string, string] {
  if (lastDay?.zone === zone && lastDay.bounds[0] <= at && at < lastDay.bounds[1]) return lastDay.bounds;
  return bounds(instantToLocal(at, zone).date, zone);
}

/** The first instant of a local date and that of the next. */
function bounds(date: string, zone: string): readonly [string, string] {
  if (lastDay?.date !== date || lastDay.zone !== zone) {
    const [from, to] = [localToInstant(date, '00:00', zone), localToInstant(addDays(date, 1), '00:00', zone)];
    lastDay = { date, zone, bounds: [from, to] };
  }
  return lastDay.bounds;
}
