import { type Commit, isChangeOf } from '../../store/store.ts';
import { shiftDayCollection } from './schema.ts';

/** The branches at which a commit changed shifts, by code. */
export function shiftsChangedAt({ changes }: Commit): ReadonlySet<string> {
  const codes = new Set<string>();
  for (const change of changes) {
    if (!isChangeOf(change, shiftDayCollection)) continue;
    for (const day of [change.before, change.after]) if (day !== undefined) codes.add(day.branch);
  }
  return codes;
}
