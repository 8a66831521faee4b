import type { Transaction } from '../../store/store.ts';
import { instantToLocal } from '../../time.ts';
import type { Branch } from '../branches/index.ts';
import { nextCount } from '../numbers/index.ts';

/**
 * Gives the next number of a branch and year, such as `CEN-2026-00042`: the year on the branch's own calendar at
 * submission. It is counted in the transaction that submits, so that none is missing and none is given twice.
 */
export async function nextNumber(tx: Transaction, branch: Branch, submittedAt: string): Promise<string> {
  const year = instantToLocal(submittedAt, branch.timezone).date.slice(0, 4);
  const count = await nextCount(tx, `incident:${branch.id}:${year}`);
  return `${branch.id}-${year}-${String(count).padStart(5, '0')}`;
}

/** Reads a typed number in any case, with or without its leading zeros; undefined when the word is none. */
export function parseNumber(word: string): string | undefined {
  const [, branch, year, count] = /^(.+)-(\d{4})-(\d{1,9})$/.exec(word.trim()) ?? [];
  if (branch === undefined || count === undefined) return undefined;
  return `${branch.toUpperCase()}-${year}-${count.replace(/^0+(?=\d)/, '').padStart(5, '0')}`;
}
