import { branchCollection } from '../desk/branches/index.ts';
import { escalationCollection } from '../desk/escalation/index.ts';
import { helpCollection } from '../desk/help/index.ts';
import { incidentCollection } from '../desk/incidents/index.ts';
import { counterCollection, counterSchema } from '../desk/numbers/index.ts';
import type { Content, Mend } from '../store/json/index.ts';
import type { Stored } from '../store/store.ts';

/** What counts the numbers that begin with these letters. */
const counters: Readonly<Record<string, string>> = { H: 'help', D: 'drill', E: 'escalation' };

const numberedCollections = [helpCollection, escalationCollection, incidentCollection];

/** Where nobody can tell how many were lost: a desk gives out fewer numbers of a kind between two snapshots. */
const mostLost = 1000;

/** The last number of each kind, by its counter: as that has it, or a record that is beyond it. */
export function lastNumbers(content: Content): ReadonlyMap<string, number> {
  const last = countsIn(content);
  for (const { name } of numberedCollections) {
    for (const record of content.get(name)?.values() ?? []) {
      const [counter, value] = countOf(record) ?? [];
      if (counter !== undefined && value !== undefined)
        last.set(counter, Math.max(last.get(counter) ?? 0, value));
    }
  }
  return last;
}

/** The same with counters that stand at these numbers, where they are below them. */
export function withNumbers(content: Content, last: ReadonlyMap<string, number>): Content {
  const counts = countsIn(content);
  const records = new Map(content.get(counterCollection.name));
  for (const [id, value] of last) {
    const counter = { id, revision: (records.get(id)?.revision ?? 0) + 1, value };
    if (value > (counts.get(id) ?? 0)) records.set(id, counter);
  }
  return new Map([...content, [counterCollection.name, records]]);
}

/**
 * Raises the counters of a database that was damaged, so that no number is given out twice: a commit gives out one of a
 * kind at the most.
 *
 * @param year in which reports get their numbers now
 */
export function raisingNumbers(year: string): Mend {
  return (content, lost) => {
    const by = Math.min(lost, mostLost);
    const last = lastNumbers(content);
    const ids = [...last.keys(), ...(by === 0 ? [] : currentCounters(content, year))];
    const raised = new Map(ids.map((id) => [id, (last.get(id) ?? 0) + by]));
    return { content: withNumbers(content, raised), lines: leftOut(by) };
  };
}

function countsIn(content: Content): Map<string, number> {
  const records = [...(content.get(counterCollection.name)?.values() ?? [])];
  return new Map(
    records.flatMap((record) => {
      const counter = counterSchema.safeParse(record).data;
      return counter === undefined ? [] : [[counter.id, counter.value] as const];
    }),
  );
}

function countOf(record: Stored & { readonly number?: unknown }): readonly [string, number] | undefined {
  const [, kind = '', year, value] = /^(.+?)(?:-(\d{4}))?-(\d+)$/.exec(String(record.number)) ?? [];
  const counter = year === undefined ? counters[kind] : `incident:${kind}:${year}`;
  return counter === undefined ? undefined : [counter, Number(value)];
}

/** Also those that may have given out their first number in what was lost. */
function currentCounters(content: Content, year: string): readonly string[] {
  const branches = [...(content.get(branchCollection.name)?.keys() ?? [])];
  return [...Object.values(counters), ...branches.map((branch) => `incident:${branch}:${year}`)];
}

function leftOut(count: number): readonly string[] {
  if (count === 0) return [];
  const [many, they] = count === 1 ? ['number', 'it'] : [`${count} numbers`, 'they'];
  return [
    `New calls, questions and reports leave out the next ${many} of each kind, because ${they} may have been given out.`,
  ];
}
