import type { Outcome } from '../../chat/outcome.ts';
import type { Transaction } from '../../store/store.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { nudged } from './rules.ts';
import { incidentCollection } from './schema.ts';

/** Brings up a draft that its author has not submitted; once. */
export async function nudge(desk: IncidentDesk, tx: Transaction, id: string, now: string): Promise<Outcome> {
  const draft = await desk.get(tx, id);
  if (draft === undefined || draft.state !== 'draft') return {};
  await tx.put(incidentCollection, nudged(draft, now));
  return desk.news.nudge(draft);
}
