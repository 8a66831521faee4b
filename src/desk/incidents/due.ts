import type { Outcome } from '../../chat/outcome.ts';
import type { Transaction } from '../../store/store.ts';
import { writeAudit } from '../audit/index.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { filledFields, isKeptLongEnough, nudged, released, reminded, stillInHand } from './rules.ts';
import { type Incident, incidentCollection, isInHand } from './schema.ts';

/**
 * Does what fell due: reminds the author of a draft or deletes one that was left alone, or reminds the reviewers of a
 * report that nobody has taken up. One that is in the hands of somebody who may review it no more goes back to the
 * reviewers.
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
  if (review === undefined || desk.access.mayReview(review.by, incident)) {
    await tx.put(incidentCollection, stillInHand(incident, now));
    return {};
  }
  const free = released(incident, now);
  await tx.put(incidentCollection, free);
  const record = { kind: 'incident', id: free.id };
  await writeAudit(tx, {
    at: now,
    actor: 'desk',
    action: 'review',
    record,
    fields: [],
    reason: 'reviewerGone',
  });
  return desk.news.released(free, review.by);
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
