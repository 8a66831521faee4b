import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Shift, type ShiftDay, shiftFlags } from '../desk/roster/schema.ts';
import type { Draft } from '../store/store.ts';
import { dayMs, type Instant, msBetween } from '../time.ts';
import type { Findings } from './problem.ts';
import { linesOf, readHeader, type ShiftColumn, type ShiftLine } from './shift-lines.ts';
import { createTwoPlaces } from './two-places.ts';
import { createWallTimes, type ReadWallTime, type WallTime } from './wall-times.ts';

const longestMs = dayMs;

/** Lines read before others get their turn: a desk that runs must go on answering. */
const linesPerTurn = 400;

/** What the other files say. */
export interface ShiftContext {
  /**
   * The zone of each branch by code, undefined for a branch whose own entry has mistakes; undefined when
   * `branches.json` could not be read.
   */
  readonly zones: ReadonlyMap<string, string | undefined> | undefined;
  /** The ids of `staff.json`; undefined when that file could not be read. */
  readonly staff: ReadonlySet<string> | undefined;
  /**
   * Who was at two branches at once before this moment is not told of, nor whose shift was over by then and who is not
   * in `staff.json` any more; without it everybody is.
   */
  readonly now: Instant | undefined;
}

/** Reads `shifts.csv` into one record per branch and local day, in no order; what is wrong becomes findings. */
export async function readShifts(
  csv: string,
  context: ShiftContext,
  findings: Findings,
): Promise<readonly Draft<ShiftDay>[]> {
  const days = createDays();
  const lines = linesOf(csv);
  const read = readHeader(lines, findings);
  if (read === undefined) return [];
  const readTime = createWallTimes();
  const seen = new Set<string>();
  const places = createTwoPlaces();
  let isWithout = true;
  for (const { line, text } of lines) {
    isWithout = false;
    if (line % linesPerTurn === 0) await nextTurn();
    const cells = read({ line, text });
    if (cells === undefined) continue;
    const row = readRow(cells, context, readTime, (column, sentence) =>
      findings.error({ line, field: column }, sentence),
    );
    if (row === undefined) continue;
    if (seen.has(text) && row.shift.staff !== null) {
      findings.hint({ line }, 'says the same as a line before it. Take one of them out.');
    } else {
      days.add(row.branch, row.on, row.shift);
      places.add({ line, branch: row.branch, shift: row.shift });
    }
    seen.add(text);
  }
  // An export that failed looks like this, and would take every shift away.
  if (isWithout) {
    findings.error(
      undefined,
      'lists no shifts below its first line. Write them, or remove the file to have none.',
    );
  }
  if (context.zones !== undefined) await places.tell(findings, context.zones, context.now);
  return days.all();
}

interface Row {
  readonly branch: string;
  readonly on: string;
  readonly shift: Shift;
}

/** Reads the cells of one line, telling of everything that is wrong with them; undefined when something is. */
function readRow(
  cells: ShiftLine,
  context: ShiftContext,
  readTime: ReadWallTime,
  tell: (column: ShiftColumn, sentence: string) => void,
): Row | undefined {
  let isRight = true;
  const wrong = (column: ShiftColumn, sentence: string) => {
    isRight = false;
    tell(column, sentence);
  };
  const branch = cells.branch?.toUpperCase() ?? '';
  if (cells.branch !== undefined && (branch === '' || context.zones?.has(branch) === false))
    wrong('branch', unknownBranch(branch));
  // Without a zone the times mean nothing; the branch's own entry says what is wrong.
  const zone = context.zones?.get(branch);
  const readCell = (column: 'start' | 'end') => {
    const written = cells[column];
    return written === undefined ? undefined : readTime(written, zone);
  };
  const staff = cells.staff ?? '';
  const isUnknown = staff !== '' && context.staff?.has(staff) === false;
  // The past names people who have left since.
  if (isUnknown && !isOver(readCell('end'), zone, context.now)) {
    wrong('staff', `${staff} is not the id of anybody in staff.json. Leave it empty for an open shift.`);
  }
  const flags = (cells.flags ?? '').split(';').map((flag) => flag.trim().toLowerCase());
  for (const flag of flags) {
    if (flag !== '' && !shiftFlags.some((known) => known === flag)) {
      wrong('flags', `"${flag}" is not a flag. Use ${shiftFlags.join(', ')}, joined by ;.`);
    }
  }
  const timeOf = (column: 'start' | 'end'): WallTime | undefined => {
    const time = readCell(column);
    if (typeof time !== 'string') return time;
    wrong(column, time);
    return undefined;
  };
  const [start, end] = [timeOf('start'), timeOf('end')];
  if (start === undefined || end === undefined) return undefined;
  const length = msBetween(start.at, end.at);
  if (length <= 0) wrong('end', 'is not after the start. A shift past midnight ends on the next date.');
  if (length > longestMs) {
    wrong('end', 'is more than 24 hours after the start. Check the dates, or split the shift.');
  }
  if (!isRight || zone === undefined) return undefined;
  const shift: Shift = {
    staff: staff === '' ? null : staff,
    position: cells.position ?? '',
    startAt: start.at,
    endAt: end.at,
    flags: shiftFlags.filter((flag) => flags.includes(flag)),
  };
  return { branch, on: start.on, shift };
}

function isOver(
  end: WallTime | string | undefined,
  zone: string | undefined,
  now: Instant | undefined,
): boolean {
  return zone !== undefined && now !== undefined && typeof end === 'object' && end.at <= now;
}

function unknownBranch(code: string): string {
  return code === ''
    ? 'is empty. Write the code of the branch.'
    : `${code} is not the code of a branch in branches.json.`;
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
