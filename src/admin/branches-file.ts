import { z } from 'zod';
import { type Branch, type Weekday, weekdays } from '../desk/branches/schema.ts';
import type { Draft } from '../store/store.ts';
import { branchCode, channels, fields, openingSpan, text, zone } from './fields.ts';
import { type JsonFile, rightFieldsIn } from './json-file.ts';
import { readLoneWorking } from './lone-working.ts';
import { isOrdinaryWord } from './ordinary-words.ts';

type Span = NonNullable<Branch['hours'][Weekday]>[number];

/** With a branch's code and a colon, what Slack takes as the value of an entry in a list: 75 characters. */
const longestZone = 58;
const zoneName = text.max(
  longestZone,
  `is longer than ${longestZone} characters, which no form can list. Write it shorter.`,
);

const localDate = z.iso.date('is not a date. Write it as 2026-11-26.');

const branchEntry = fields({
  code: branchCode,
  name: text,
  city: text.optional(),
  timezone: zone,
  zones: z.array(zoneName).default([]),
  hours: fields(Object.fromEntries(weekdays.map((day) => [day, z.array(openingSpan).optional()]))).transform(
    toHours,
  ),
  closed: z.array(localDate).default([]),
  minStaff: z.int().nonnegative('must be 0 or more.').default(1),
  soleStaffAllowed: z.boolean().default(true),
  emergencyText: text.optional(),
  channels: channels.default({}),
  fallbackBranch: branchCode.optional(),
  loneWorking: z.unknown().optional(),
});

/** Reads `branches.json`: the branches whose entries are right, and findings for the rest. */
export function readBranches(file: JsonFile): readonly Draft<Branch>[] {
  const entries = file.list(branchEntry, file.value, []);
  if (Array.isArray(file.value) && file.value.length === 0) {
    file.error([], 'lists no branch. The desk needs one at least.');
  }
  const codes = branchCodesIn(file.value);
  const seen = new Set<string>();
  const channelOf = new Map<string, string>();
  const loneWorkingOf = new Map<string, ReturnType<typeof readLoneWorking>>();
  for (const { path, item } of rightFieldsIn(branchEntry, file.value, [])) {
    const { code, fallbackBranch: fallback, hours } = item;
    if (code !== undefined && seen.has(code))
      file.error([...path, 'code'], `${code} is the code of two branches. Give this one another.`);
    else if (code !== undefined && isOrdinaryWord(code)) {
      file.warn(
        [...path, 'code'],
        `${code} is also a word with which people begin a sentence: calls and reports that begin with it go to this branch, wherever they come from. Choose another code.`,
      );
    }
    if (code !== undefined) seen.add(code);
    if (fallback !== undefined && fallback === code)
      file.error([...path, 'fallbackBranch'], 'is the branch itself. Name another one.');
    else if (fallback !== undefined && !codes.has(fallback)) {
      file.error([...path, 'fallbackBranch'], `${fallback} is not the code of a branch in this file.`);
    }
    for (const [platform, channel] of Object.entries(item.channels ?? {})) {
      if (channel === undefined) continue;
      const other = channelOf.get(channel);
      if (other !== undefined)
        file.warn(
          [...path, 'channels', platform],
          `is also that of ${other}: whoever calls from there without a shift is asked which building it is. Give each branch a channel of its own.`,
        );
      else channelOf.set(channel, code ?? '');
    }
    for (const twice of repeated(item.zones ?? []))
      file.error([...path, 'zones'], `lists "${twice}" twice. Take one out.`);
    if (hours !== undefined && Object.keys(hours).length === 0) {
      file.warn([...path, 'hours'], `are empty: ${item.name ?? 'the branch'} counts as closed at all times.`);
    }
    for (const day of weekdays) {
      if (overlap(hours?.[day] ?? []))
        file.error([...path, 'hours', day], 'has hours that overlap. Correct them, or write one span.');
    }
    loneWorkingOf.set(code ?? '', readLoneWorking(file, item.loneWorking, [...path, 'loneWorking']));
  }
  return entries.map(({ item: { code, closed, loneWorking, ...branch } }) => ({
    id: code,
    ...branch,
    closedOn: closed,
    ...(loneWorking !== undefined && loneWorkingOf.get(code)),
  }));
}

/** Every code that the file mentions as its own, also of entries with mistakes, so that one does not cause others. */
export function branchCodesIn(value: unknown): ReadonlySet<string> {
  if (!Array.isArray(value)) return new Set();
  return new Set(
    value.flatMap((entry: unknown) => {
      const parsed = z.object({ code: branchCode }).safeParse(entry);
      return parsed.success ? [parsed.data.code] : [];
    }),
  );
}

function toHours(written: Readonly<Record<string, readonly Span[] | undefined>>): Branch['hours'] {
  const hours: Branch['hours'] = {};
  for (const day of weekdays) {
    const spans = written[day];
    if (spans !== undefined && spans.length > 0) {
      hours[day] = spans.toSorted((one, other) => (one.opens < other.opens ? -1 : 1));
    }
  }
  return hours;
}

function overlap(spans: readonly Span[]): boolean {
  return spans.some((span, index) => {
    const next = spans[index + 1];
    return next !== undefined && (span.closes <= span.opens || next.opens < span.closes);
  });
}

function repeated(names: readonly string[]): readonly string[] {
  const lower = names.map((name) => name.toLowerCase());
  return names.filter((_, index) => lower.indexOf(lower[index] ?? '') < index);
}
