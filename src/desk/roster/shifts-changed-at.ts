import type { Commit } from '../../store/store.ts';
import { type ShiftDay, shiftDayCollection } from './schema.ts';

/** The branches at which a commit changed shifts, by code. */
export function shiftsChangedAt({ changes }: Commit): ReadonlySet<string> {
  const codes = new Set<string>();
  for (const { collection, before, after } of changes) {
    if (collection !== shiftDayCollection.name) continue;
    // The store keeps only what this collection's schema has passed.
    for (const day of [before, after] as unknown as readonly (ShiftDay | undefined)[]) {
      if (day !== undefined) codes.add(day.branch);
    }
  }
  return codes;
}
