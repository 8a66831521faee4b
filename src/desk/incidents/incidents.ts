import type { PersonId } from '../../chat/outcome.ts';
import type { Store } from '../../store/store.ts';
import { addMs } from '../../time.ts';
import { type Changed, mirror } from '../read-model/index.ts';
import type { Reader } from './access.ts';
import { sameEventMs } from './rules.ts';
import { type Incident, incidentCollection } from './schema.ts';
import { createSearch, type Found, type Query, type Search } from './search.ts';

/** The read model of reports: in memory, kept by the store's changes. It gives records; who sees what is up to access.ts. */
export interface Incidents {
  byId(id: string): Incident | undefined;
  /** As `parseNumber` gives it. */
  byNumber(number: string): Incident | undefined;
  /** The drafts of an author by all of their ids, the latest first. */
  draftsOf(author: readonly PersonId[]): readonly Incident[];
  /** The submitted reports that were made of the call with this id. */
  ofCall(call: string): readonly Incident[];
  /** Submitted reports that are not closed, in the order in which they were submitted or opened again. */
  open(): readonly Incident[];
  /** Submitted reports of that place whose times are within two hours. */
  near(branch: string, zone: string | undefined, at: string): readonly Incident[];
  find(query: Query, reader: Reader, limit: number): Promise<Found>;
  /** Settles when the words of every report can be searched. */
  readonly ready: Promise<void>;
}

export async function createIncidents(store: Store): Promise<Incidents> {
  const numbers = new Map<string, string>();
  const drafts = new Map<PersonId, Set<string>>();
  const open = new Set<string>();
  const places = new Map<string, Set<string>>();
  const calls = new Map<string, Set<string>>();
  let search: Search | undefined;

  const records = await mirror(store, incidentCollection, (changes) => {
    for (const change of changes) note(change);
    search?.apply(changes);
  });
  const submitted = [...records.values()].filter((one) => one.state !== 'draft').toSorted(bySubmission);
  for (const after of records.values()) if (after.state === 'draft') note({ before: undefined, after });
  for (const after of submitted) note({ before: undefined, after });
  search = createSearch(submitted);
  const searching = search;

  function note({ before, after }: Changed<Incident>): void {
    if (before !== undefined) forget(before);
    if (after === undefined) return;
    const { id, number, state, author } = after;
    if (number !== undefined) numbers.set(number, id);
    if (state === 'draft') {
      addTo(drafts, author, id);
      return;
    }
    if (state !== 'closed') open.add(id);
    addTo(places, placeOf(after), id);
    if (after.call !== undefined) addTo(calls, after.call.id, id);
  }

  function forget(before: Incident): void {
    if (before.state === 'draft') drafts.get(before.author)?.delete(before.id);
    else places.get(placeOf(before))?.delete(before.id);
    calls.get(before.call?.id ?? '')?.delete(before.id);
    if (before.number !== undefined) numbers.delete(before.number);
    // One that stays open keeps its place in the order.
    if (records.get(before.id)?.state === 'closed' || !records.has(before.id)) open.delete(before.id);
  }

  function all(ids: Iterable<string>): readonly Incident[] {
    return [...ids].flatMap((id) => records.get(id) ?? []);
  }

  return {
    ready: searching.ready,
    find: searching.find,
    byId: (id) => records.get(id),
    byNumber: (number) => records.get(numbers.get(number) ?? ''),
    draftsOf: (author) =>
      all(author.flatMap((id) => [...(drafts.get(id) ?? [])])).toSorted((a, b) =>
        a.createdAt < b.createdAt ? 1 : -1,
      ),
    ofCall: (call) => all(calls.get(call) ?? []),
    open: () => all(open),
    near(branch, zone, at) {
      const [from, to] = [addMs(at, -sameEventMs), addMs(at, sameEventMs)];
      return all(places.get(`${branch}\n${zone ?? ''}`) ?? []).filter(
        ({ report: { occurredAt = '' } }) => from <= occurredAt && occurredAt <= to,
      );
    },
  };
}

function placeOf({ report }: Incident): string {
  return `${report.branch}\n${report.zone ?? ''}`;
}

function addTo(map: Map<string, Set<string>>, key: string, id: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([id]));
  else known.add(id);
}

function bySubmission(a: Incident, b: Incident): number {
  const [left, right] = [a.submittedAt ?? '', b.submittedAt ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  return (a.number ?? '') < (b.number ?? '') ? -1 : 1;
}
