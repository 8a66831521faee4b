import type { Changed } from '../read-model/index.ts';
import type { Reader, Sight } from './access.ts';
import type { Category, State } from './codes.ts';
import { categoryMasks, createColumns, type Group, stateBit } from './columns.ts';
import { type Incident, restrictedTexts } from './schema.ts';
import { createTextIndex, toWords } from './text-index.ts';

/** What is looked for; what is absent may be anything. Words all have to be there. */
export interface Query {
  readonly branch?: string;
  /** Happened at or after this moment. UTC ISO text. */
  readonly from?: string;
  readonly states?: readonly State[];
  readonly categories?: readonly Category[];
  readonly words: string;
  readonly mine?: boolean;
}

export interface Found {
  readonly total: number;
  /** The latest submitted first. */
  readonly incidents: readonly Incident[];
}

/**
 * The submitted reports in order of submission, and the words in them. A category and the words of a report count only
 * for somebody who reads it: a list must not tell what a report may not.
 */
export interface Search {
  /** @param limit how many are given back; all are counted. Waits for the words of a start that is still under way. */
  find(query: Query, reader: Reader, limit: number): Promise<Found>;
  apply(changes: readonly Changed<Incident>[]): void;
  /** Settles when every text has been read. */
  readonly ready: Promise<void>;
}

/** How long the texts of a start are read at a time, so that nobody waits for them. */
const sliceMs = 5;

/** At most this many of the typed words are looked for. */
const mostWords = 8;

/** @param submitted in order of submission */
export function createSearch(submitted: readonly Incident[]): Search {
  const reports: (Incident | undefined)[] = [...submitted];
  const places = new Map(submitted.map((incident, at) => [incident.id, at]));
  const index = createTextIndex();
  const columns = createColumns();
  for (const [row, incident] of submitted.entries()) columns.set(row, incident);
  /** Reports before this one have their words in the index. */
  let read = 0;
  const ready = readTexts();

  async function readTexts(): Promise<void> {
    while (read < reports.length) {
      // Even the first slice waits, so that a start goes on.
      await new Promise((resolve) => setImmediate(resolve));
      const until = performance.now() + sliceMs;
      while (read < reports.length && performance.now() < until) {
        const incident = reports[read];
        if (incident !== undefined) index.put(read, wordsIn(incident));
        read++;
      }
    }
  }

  function apply(changes: readonly Changed<Incident>[]): void {
    for (const { before, after } of changes) {
      const incident = after ?? before;
      if (incident === undefined || incident.state === 'draft') continue;
      const known = places.get(incident.id);
      if (known === undefined) {
        if (after !== undefined) add(after);
        continue;
      }
      const old = reports[known];
      reports[known] = after;
      columns.set(known, after);
      if (after === undefined) places.delete(incident.id);
      if (known < read) reindex(known, old, after);
    }
  }

  function add(incident: Incident): void {
    const at = reports.push(incident) - 1;
    places.set(incident.id, at);
    columns.set(at, incident);
    if (read < at) return;
    index.put(at, wordsIn(incident));
    read = at + 1;
  }

  function reindex(at: number, old: Incident | undefined, after: Incident | undefined): void {
    if (old?.report === after?.report && old?.supplements.length === after?.supplements.length) return;
    const had = old === undefined ? new Set<string>() : wordsIn(old);
    const has = after === undefined ? new Set<string>() : wordsIn(after);
    index.drop(
      at,
      [...had].filter((word) => !has.has(word)),
    );
    index.put(at, new Set([...has].filter((word) => !had.has(word))));
  }

  return {
    ready,
    apply,
    async find(query, reader, limit) {
      const words = [...new Set(toWords(query.words))].slice(0, mostWords);
      if (words.length > 0) await ready;
      const { state, occurred, low, high, zone, group, groups, zones } = columns;
      const count = columns.count();
      const holding = words.map((word) => index.holding(word, count));
      const zoneHas = words.map((word) => zones.map((name) => zoneHolds(name, word)));
      const wanted = groups.map(
        (one) =>
          (query.branch === undefined || one.report.branch === query.branch) &&
          (query.mine !== true || reader.isAuthor(one)),
      );
      const sights = groups.map((one) => sightOf(one, reader));
      const from = query.from === undefined ? undefined : Date.parse(query.from);
      const states = query.states?.reduce((mask, one) => mask | stateBit(one), 0) ?? ~0;
      const masks = query.categories === undefined ? undefined : categoryMasks(query.categories);
      const incidents: Incident[] = [];
      let total = 0;

      for (let row = count - 1; row >= 0; row--) {
        const its = group[row] as number;
        if (((state[row] as number) & states) === 0 || wanted[its] !== true) continue;
        // A time that is not known is no number, and after nothing.
        if (from !== undefined && !((occurred[row] as number) >= from)) continue;
        if (
          masks !== undefined &&
          ((low[row] as number) & masks.low) === 0 &&
          ((high[row] as number) & masks.high) === 0
        )
          continue;
        let needsText = masks !== undefined;
        let found = true;
        for (let word = 0; word < words.length && found; word++) {
          if (zoneHas[word]?.[zone[row] as number] === true) continue;
          found = holding[word]?.[row] === 1;
          needsText = true;
        }
        if (!found) continue;
        const sight = sights[its] ?? reader.sight(reports[row] as Incident);
        if (sight === 'none' || (needsText && sight !== 'all')) continue;
        total++;
        if (incidents.length < limit) incidents.push(reports[row] as Incident);
      }
      return { total, incidents };
    },
  };
}

/** How much of every report of such a group somebody sees; undefined when that depends on its age. */
function sightOf(group: Group, reader: Reader): Sight | undefined {
  const facts = { ...group, state: 'submitted' as const };
  const newest = reader.sight({ ...facts, submittedAt: lastInstant });
  return newest === reader.sight({ ...facts, submittedAt: firstInstant }) ? newest : undefined;
}

const [firstInstant, lastInstant] = ['0000', '9999'] as const;

function zoneHolds(name: string | undefined, word: string): boolean {
  return name !== undefined && toWords(name).some((one) => one.startsWith(word));
}

function wordsIn({ report, supplements }: Incident): ReadonlySet<string> {
  const words = new Set<string>();
  for (const field of restrictedTexts) for (const word of toWords(report[field] ?? '')) words.add(word);
  for (const { text } of supplements) for (const word of toWords(text)) words.add(word);
  return words;
}
