import { z } from 'zod';
import type { Collection } from '../../store/store.ts';

export const auditActions = [
  'read',
  'deny',
  'create',
  'amend',
  'submit',
  'review',
  'close',
  'reopen',
  'delete',
] as const;
export type AuditAction = (typeof auditActions)[number];

/**
 * Who did what to which record. Holds ids and the names of fields, never values, so that whatever becomes of the record
 * nothing of it is left here.
 */
export const auditSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  /** UTC ISO text. */
  at: z.string(),
  /** A person's id, or `desk` for what the desk does by itself. */
  actor: z.string(),
  action: z.enum(auditActions),
  record: z.strictObject({ kind: z.string(), id: z.string() }),
  /** The restricted fields that were read or changed, or that a denied person asked for. */
  fields: z.array(z.string()),
  /** A code such as `notAllowed` or `keptLongEnough`; never anybody's words. */
  reason: z.string().optional(),
});
export type AuditEntry = z.infer<typeof auditSchema>;

export const auditCollection: Collection<AuditEntry> = {
  name: 'audit',
  schema: auditSchema,
  indexes: { at: (entry) => entry.at, record: (entry) => auditKey(entry.record) },
};

export function auditKey(record: AuditEntry['record']): string {
  return `${record.kind}:${record.id}`;
}
