import { createHash } from 'node:crypto';
import type { FormValues } from '../chat/form.ts';

/**
 * Tells whether a form that is sent again says the same, without keeping what it says. What is empty, the order of fields
 * and choices, and spaces count for nothing: a form that was shown anew may send these otherwise.
 *
 * @param instance keeps the same words in two forms from being told to be the same
 */
export function digestOf(instance: string, values: FormValues): string {
  const said = JSON.stringify([instance, plain(values)]);
  return createHash('sha256').update(said).digest('base64url');
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\s+/g, ' ').trim() || undefined;
  if (Array.isArray(value)) return value.map((one) => JSON.stringify(plain(one))).toSorted();
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const entries = Object.entries(value).map(([name, one]) => [name, plain(one)] as const);
  return entries.filter(([, one]) => one !== undefined).toSorted(([one], [other]) => (one < other ? -1 : 1));
}
