import { randomUUID } from 'node:crypto';
import type { Reader, Transaction } from '../../store/store.ts';
import { type AuditEntry, auditCollection, auditKey } from './schema.ts';

export { type AuditAction, type AuditEntry, auditActions, auditCollection } from './schema.ts';

/** What is written down; the id is given here. */
export type NewAuditEntry = Omit<AuditEntry, 'id' | 'revision'>;

/** Writes down who did what, in the transaction that does it: the one is never saved without the other. */
export async function writeAudit(tx: Transaction, entry: NewAuditEntry): Promise<void> {
  await tx.put(auditCollection, { id: randomUUID(), ...entry });
}

/** Everything written down about one record, oldest first. */
export async function auditOf(reader: Reader, record: AuditEntry['record']): Promise<readonly AuditEntry[]> {
  const entries = await reader.find(auditCollection, 'record', auditKey(record));
  return entries.toSorted((a, b) => a.at.localeCompare(b.at));
}
