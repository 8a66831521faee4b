import type { Outcome } from '../../chat/outcome.ts';
import type { Transaction } from '../../store/store.ts';
import { writeAudit } from '../audit/index.ts';
import type { IncidentDesk } from './incident-desk.ts';
import {
  filledFields,
  isKeptLongEnough,
  nudged,
  released,
  reminded,
  stillInHand,
  unanswerable,
} from './rules.ts';
import { type Incident, incidentCollection, isInHand } from './schema.ts';

/**
 * Does what fell due: reminds the author of a draft or deletes one that was left alone, or reminds the reviewers of a
 * report that nobody has taken up. One that is in the hands of somebody who may review it no more goes back to the
 * reviewers, and one whose author is to answer and is gone, to whoever asked.
 */
export async function onDue(desk: IncidentDesk, tx: Transaction, id: string, now: string): Promise<Outcome> {
  const incident = await desk.get(tx, id);
  if (incident?.state === 'draft') {
    if (isKeptLongEnough(incident)) return forget(desk, tx, incident, now);
    const draft = nudged(incident, now);
    await tx.put(incidentCollection, draft);
    return desk.news.nudge(draft);
  }
  if (incident !== undefined && isInHand(incident)) return lookAtReviewer(desk, tx, incident, now);
  if (incident?.state !== 'submitted') return {};
  await tx.put(incidentCollection, reminded(incident, now));
  return desk.news.waiting(incident);
}

async function lookAtReviewer(
  desk: IncidentDesk,
  tx: Transaction,
  incident: Incident,
  now: string,
): Promise<Outcome> {
  const { review } = incident;
  const mayReview = review === undefined || desk.access.mayReview(review.by, incident);
  if (review === undefined || (mayReview && !isUnanswerable(desk, incident))) {
    await tx.put(incidentCollection, stillInHand(incident, now));
    return {};
  }
  const next = mayReview ? unanswerable(incident, now) : released(incident, now);
  await tx.put(incidentCollection, next);
  await writeAudit(tx, {
    at: now,
    actor: 'desk',
    action: 'review',
    record: { kind: 'incident', id: next.id },
    fields: [],
    reason: mayReview ? 'authorGone' : 'reviewerGone',
  });
  return mayReview ? desk.news.unanswerable(next, review.by) : desk.news.released(next, review.by);
}

function isUnanswerable(desk: IncidentDesk, incident: Incident): boolean {
  return incident.state === 'returned' && desk.access.hasAuthorLeft(incident);
}

async function forget(desk: IncidentDesk, tx: Transaction, draft: Incident, now: string): Promise<Outcome> {
  await tx.delete(incidentCollection, draft.id);
  await writeAudit(tx, {
    at: now,
    actor: 'desk',
    action: 'delete',
    record: { kind: 'incident', id: draft.id },
    fields: [...filledFields(draft)],
    reason: 'keptLongEnough',
  });
  return desk.news.forgotten(draft);
}
