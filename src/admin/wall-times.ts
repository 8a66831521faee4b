import { addDays, type Instant, isLocalDate, isLocalTime, localToInstants, parseInstant } from '../time.ts';

/** A time as the file writes it: the instant, and the local date under which it is filed. */
export interface WallTime {
  readonly at: Instant;
  readonly on: string;
}

/**
 * A wall-clock time in some zone, or the sentence that says why it is none. Where the zone is not known, only what is
 * wrong in every zone is.
 */
export type ReadWallTime = (written: string, zone: string | undefined) => WallTime | string;

const format = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::00)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * Builds the reader of wall-clock times such as `2026-11-22 09:00`, with an offset behind where the clocks are put
 * back. It remembers what it has read: a year of shifts holds few different times.
 */
export function createWallTimes(): ReadWallTime {
  const known = new Map<string, WallTime | string>();
  return (written, zone) => {
    const key = `${zone ?? ''} ${written}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const read = readWallTime(written, zone ?? 'UTC', zone !== undefined);
    known.set(key, read);
    return read;
  };
}

function readWallTime(written: string, zone: string, isKnownZone: boolean): WallTime | string {
  if (written === '') return 'is empty. Write a date and time, such as 2026-11-22 09:00.';
  const [, date = '', time = '', offset] = format.exec(written) ?? [];
  // Without the value: its line is named, and the same slip down a long file is one mistake.
  if (date === '') {
    return 'is not a date and time as it is written here: 2026-11-22 09:00. In Excel, format the cells as yyyy-mm-dd hh:mm.';
  }
  if (!isLocalDate(date) || !isLocalTime(time))
    return `${written} does not exist. Correct the date or the time.`;
  const on = time === '24:00' ? addDays(date, 1) : date;
  const instants = localToInstants(date, time, zone);
  const [first, second] = instants;
  if (first === undefined) {
    return `${written} does not exist in ${zone}: the clocks go forward over it. Write a time before or after the gap.`;
  }
  if (offset !== undefined && isKnownZone)
    return withOffset(written, `${date}T${time}${offset}`, on, instants);
  if (second !== undefined) {
    return `${written} exists twice in ${zone}: the clocks go back that night. Write the offset behind it, such as ${written}${offsetOf(date, time, first)} for the first of the two or ${written}${offsetOf(date, time, second)} for the second.`;
  }
  return { at: first, on };
}

function withOffset(
  written: string,
  iso: string,
  on: string,
  instants: readonly Instant[],
): WallTime | string {
  const at = parseInstant(iso);
  if (at !== undefined && instants.includes(at)) return { at, on };
  return `${written} does not have the branch's offset of that day. Take the offset out.`;
}

/** How far this wall-clock time is ahead of UTC, as `+01:00`. */
function offsetOf(date: string, time: string, at: Instant): string {
  const minutes = Math.round((Date.parse(`${date}T${time}:00Z`) - Date.parse(at)) / 60_000);
  const part = (value: number) => String(Math.trunc(value)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${part(Math.abs(minutes) / 60)}:${part(Math.abs(minutes) % 60)}`;
}
