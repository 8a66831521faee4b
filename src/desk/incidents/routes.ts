import type { Fact } from '../../chat/card.ts';
import type { Outcome, PersonId } from '../../chat/outcome.ts';
import type { Transaction } from '../../store/store.ts';
import { heardFrom, routeFacts } from '../routes/index.ts';
import type { Describe } from './describe.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { type Incident, incidentCollection, type RouteEvent } from './schema.ts';
import { say } from './texts.en.ts';

/** Notes how a message of the report got to somebody, or that it did not. */
export async function note(
  desk: IncidentDesk,
  tx: Transaction,
  id: string,
  event: RouteEvent,
): Promise<Incident | undefined> {
  const before = await desk.get(tx, id);
  if (before === undefined) return undefined;
  return tx.put(incidentCollection, { ...before, timeline: [...(before.timeline ?? []), event] });
}

/**
 * No route reaches a reviewer. When none of them can be reached, the report goes to those above them, and when they
 * cannot either, its author is told: they may believe that it is being read.
 */
export async function unreached(
  desk: IncidentDesk,
  tx: Transaction,
  id: string,
  person: PersonId,
  now: string,
): Promise<Outcome> {
  const { canonical } = desk.people;
  const incident = await note(desk, tx, id, { at: now, what: 'unreached', people: [canonical(person)] });
  if (incident?.state !== 'submitted') return {};
  const out = new Set(unreachedOf(incident));
  const isOut = (one: PersonId) => out.has(canonical(one));
  const reviewers = desk.access.reviewersOf(incident);
  if (!reviewers.every(isOut)) return {};
  const above = desk.access.aboveReviewersOf(incident);
  if (above.every(isOut)) return desk.news.nobodyReached(incident);
  const isReviewer = reviewers.some((one) => canonical(one) === canonical(person));
  return isReviewer ? desk.news.shown(incident, above) : {};
}

/** When this person last did something with the report. */
export function lastActOf(incident: Incident, isThem: (person: PersonId) => boolean): string | undefined {
  return heardFrom(acts(incident), isThem);
}

/** By which routes its messages got to people, and to whom they did not. */
export function routeFactsOf(incident: Incident, describe: Describe): readonly Fact[] {
  const out = unreachedOf(incident);
  const value = say('incident.people', { people: describe.names(out) });
  return [
    ...(out.length === 0 ? [] : [{ label: say('incident.fact.unreached'), value }]),
    ...routeFacts(incident.timeline ?? [], describe.name),
  ];
}

/** Those who have done nothing with it since. */
function unreachedOf(incident: Incident): readonly PersonId[] {
  const events = (incident.timeline ?? []).filter(({ what }) => what === 'unreached');
  const silent = events.flatMap(({ at, people }) =>
    people.filter((person) => (lastActOf(incident, (one) => one === person) ?? '') < at),
  );
  return [...new Set(silent)];
}

/** Everything that somebody did with it, in order. */
function acts({ author, createdAt, submittedAt, ...incident }: Incident) {
  const reopened = incident.reopened ?? [];
  return [
    { by: author, at: submittedAt ?? createdAt },
    ...incident.questions,
    ...incident.supplements,
    ...reopened.flatMap((one) => [one.closed, one]),
    ...[incident.review, incident.closed].filter((one) => one !== undefined),
  ]
    .map(({ by, at }) => ({ by, at, what: 'act' }))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
