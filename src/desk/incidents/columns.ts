import type { Facts } from './access.ts';
import { type Category, categories, type State, states } from './codes.ts';
import type { Incident } from './schema.ts';

/**
 * What reports are filtered by, as rows of numbers: a search passes over all of them, and following every record to
 * its fields would take ten times as long.
 */
export interface Columns {
  readonly count: () => number;
  /** A row that is gone matches nothing. */
  set(row: number, incident: Incident | undefined): void;
  /** The rows' numbers; 0 for a state means gone. */
  readonly state: readonly number[];
  /** Milliseconds since 1970. */
  readonly occurred: readonly number[];
  /** A bit per category, in two halves. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly zone: readonly number[];
  readonly group: readonly number[];
  /** By number, each zone's name. */
  readonly zones: readonly (string | undefined)[];
  /** By number, what decides who sees the reports of one author at one branch, and about the same people. */
  readonly groups: readonly Group[];
}

export type Group = Pick<Facts, 'author' | 'report'>;

export function createColumns(): Columns {
  const state: number[] = [];
  const occurred: number[] = [];
  const low: number[] = [];
  const high: number[] = [];
  const zone: number[] = [];
  const group: number[] = [];
  const zones = createNumbering<string | undefined>((name) => name ?? '');
  const groups = createNumbering<Group>(({ author, report: { branch = '', concerns = [] } }) =>
    [author, branch, ...concerns].join('\n'),
  );

  return {
    count: () => state.length,
    state,
    occurred,
    low,
    high,
    zone,
    group,
    zones: zones.all,
    groups: groups.all,
    set(row, incident) {
      state[row] = incident === undefined ? 0 : stateBit(incident.state);
      if (incident === undefined) return;
      const { report, author } = incident;
      const masks = categoryMasks([
        ...(report.category === undefined ? [] : [report.category]),
        ...report.also,
      ]);
      occurred[row] = Date.parse(report.occurredAt ?? '');
      low[row] = masks.low;
      high[row] = masks.high;
      zone[row] = zones.of(report.zone);
      const { branch, concerns } = report;
      group[row] = groups.of({
        author,
        report: {
          ...(branch === undefined ? {} : { branch }),
          ...(concerns === undefined ? {} : { concerns }),
        },
      });
    },
  };
}

export function stateBit(state: State): number {
  return 1 << states.indexOf(state);
}

/** A bit per category; there are more than one number holds. */
export function categoryMasks(list: readonly Category[]): { readonly low: number; readonly high: number } {
  let [low, high] = [0, 0];
  for (const category of list) {
    const at = categories.indexOf(category);
    if (at < bitsPerMask) low |= 1 << at;
    else high |= 1 << (at - bitsPerMask);
  }
  return { low, high };
}

/** Fewer than 32, so that each half is a small whole number. */
const bitsPerMask = 30;

/** Numbers things in the order in which they are first seen. */
function createNumbering<T>(keyOf: (thing: T) => string) {
  const numbers = new Map<string, number>();
  const all: T[] = [];
  return {
    all: all as readonly T[],
    of(thing: T): number {
      const key = keyOf(thing);
      let number = numbers.get(key);
      if (number === undefined) {
        number = all.push(thing) - 1;
        numbers.set(key, number);
      }
      return number;
    },
  };
}
