import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { closest } from 'fastest-levenshtein';
import { type Shift, type ShiftDay, shiftFlags } from '../desk/roster/schema.ts';
import type { Draft } from '../store/store.ts';
import { msBetween } from '../time.ts';
import type { Findings } from './problem.ts';
import { createWallTimes, type ReadWallTime, type WallTime } from './wall-times.ts';

const columns = ['branch', 'staff', 'position', 'start', 'end', 'flags'] as const;
type Column = (typeof columns)[number];

const longestMs = 24 * 60 * 60 * 1000;

/** Characters parsed and lines converted before others get their turn: a desk that runs must go on answering. */
const chunkLength = 16_384;
const linesPerTurn = 400;

/** What the other files say. */
export interface ShiftContext {
  /** The zone of each branch by code; undefined for a branch whose own entry has mistakes. */
  readonly zones: ReadonlyMap<string, string | undefined>;
  /** The ids of `staff.json`; undefined when that file could not be read. */
  readonly staff: ReadonlySet<string> | undefined;
}

interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Reads `shifts.csv` into one record per branch and local day, in no order; what is wrong becomes findings. */
export async function readShifts(
  csv: string,
  context: ShiftContext,
  findings: Findings,
): Promise<readonly Draft<ShiftDay>[]> {
  const days = createDays();
  const readTime = createWallTimes();
  const seen = new Set<string>();
  let cell: ((record: readonly string[], column: Column) => string) | undefined;
  let lines = 0;
  try {
    for await (const { record, info } of rowsOf(csv)) {
      lines += 1;
      if (lines % linesPerTurn === 0) await nextTurn();
      const place = `line ${info.lines}`;
      if (cell === undefined) {
        cell = readHeader(record, place, findings);
        if (cell === undefined) return [];
        continue;
      }
      const read = cell;
      const row = readRow((column) => read(record, column), context, readTime);
      if ('problems' in row) {
        for (const problem of row.problems) findings.error(place, problem);
        continue;
      }
      const key = record.join('\n');
      if (seen.has(key) && row.shift.staff !== null)
        findings.warn(place, 'says the same as a line before it.');
      else days.add(row.branch, row.on, row.shift);
      seen.add(key);
    }
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    findings.error(
      `line ${typeof thrown.lines === 'number' ? thrown.lines : lines + 1}`,
      'has a quote that is not closed, or closed too early.',
    );
  }
  return days.all();
}

function rowsOf(csv: string): AsyncIterable<Row> {
  const parser = parse({
    bom: true,
    info: true,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  return Readable.from(chunksOf(csv)).pipe(parser);
}

function* chunksOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += chunkLength) yield text.slice(at, at + chunkLength);
}

/** Finds the columns by their names; the reader of one cell, or undefined when the header is not usable. */
function readHeader(
  header: readonly string[],
  place: string,
  findings: Findings,
): ((record: readonly string[], column: Column) => string) | undefined {
  const names = header.map((name) => name.toLowerCase());
  if (names.length === 1 && names[0]?.includes(';')) {
    findings.error(
      place,
      'separates columns by semicolons. Save the file with commas; only flags are joined by ;.',
    );
    return undefined;
  }
  const unknown = names.filter((name) => !columns.some((column) => column === name));
  const missing = columns.filter((column) => column !== 'flags' && !names.includes(column));
  for (const name of unknown) {
    findings.error(place, `"${name}" is not a column. Did you mean "${closest(name, columns)}"?`);
  }
  if (missing.length > 0) {
    findings.error(place, `must name the columns ${columns.join(',')}. Missing: ${missing.join(', ')}.`);
    return undefined;
  }
  return (record, column) => record[names.indexOf(column)] ?? '';
}

type ReadRow =
  | { readonly branch: string; readonly on: string; readonly shift: Shift }
  | { readonly problems: readonly string[] };

function readRow(cell: (column: Column) => string, context: ShiftContext, readTime: ReadWallTime): ReadRow {
  const problems: string[] = [];
  const branch = cell('branch').toUpperCase();
  const zone = context.zones.get(branch);
  if (!context.zones.has(branch)) problems.push(unknownBranch(branch));
  const staff = cell('staff');
  if (staff !== '' && context.staff !== undefined && !context.staff.has(staff)) {
    problems.push(`${staff} is not the id of anybody in staff.json. Leave it empty for an open shift.`);
  }
  const flags = cell('flags')
    .split(';')
    .map((flag) => flag.trim().toLowerCase());
  for (const flag of flags) {
    if (flag !== '' && !shiftFlags.some((known) => known === flag)) {
      problems.push(`"${flag}" is not a flag. Use ${shiftFlags.join(', ')}, joined by ;.`);
    }
  }
  // Without a zone the times mean nothing; the branch's own entry says what is wrong.
  const start = zone === undefined ? undefined : readTime(cell('start'), zone);
  const end = zone === undefined ? undefined : readTime(cell('end'), zone);
  if (typeof start === 'string') problems.push(`start: ${start}`);
  if (typeof end === 'string') problems.push(`end: ${end}`);
  if (isTime(start) && isTime(end)) problems.push(...lengthProblems(start, end));
  if (problems.length > 0 || !isTime(start) || !isTime(end)) return { problems };
  const shift: Shift = {
    staff: staff === '' ? null : staff,
    position: cell('position'),
    startAt: start.at,
    endAt: end.at,
    flags: shiftFlags.filter((flag) => flags.includes(flag)),
  };
  return { branch, on: start.on, shift };
}

function lengthProblems(start: WallTime, end: WallTime): string[] {
  const length = msBetween(start.at, end.at);
  if (length <= 0) return ['The end is not after the start. A shift past midnight ends on the next date.'];
  if (length > longestMs) return ['The shift is longer than 24 hours. Check its dates, or split it.'];
  return [];
}

function unknownBranch(code: string): string {
  return code === ''
    ? 'names no branch. Write its code.'
    : `${code} is not the code of a branch in branches.json.`;
}

function isTime(time: WallTime | string | undefined): time is WallTime {
  return typeof time === 'object';
}

/** Gathers shifts by branch and local day. */
export function createDays() {
  const days = new Map<string, { readonly branch: string; readonly on: string; readonly shifts: Shift[] }>();
  return {
    add(branch: string, on: string, shift: Shift): void {
      const id = `${branch}:${on}`;
      const day = days.get(id);
      if (day === undefined) days.set(id, { branch, on, shifts: [shift] });
      else day.shifts.push(shift);
    },
    /** The same shifts give the same records, in whatever order they were added. */
    all(): readonly Draft<ShiftDay>[] {
      return [...days].map(([id, day]) => ({ id, ...day, shifts: day.shifts.toSorted(byStart) }));
    },
  };
}

function byStart(one: Shift, other: Shift): number {
  return (
    compare(one.startAt, other.startAt) ||
    compare(one.endAt, other.endAt) ||
    compare(one.staff ?? '', other.staff ?? '') ||
    compare(one.position, other.position)
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
