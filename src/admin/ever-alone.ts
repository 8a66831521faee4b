import type { Branch } from '../desk/branches/schema.ts';
import { timesAlone } from '../desk/lone/alone.ts';
import { loneSettingsOf } from '../desk/lone/settings.ts';
import type { Draft } from '../store/store.ts';
import type { FolderData } from './read.ts';
import type { Plan } from './who-can-be-asked.ts';

/** Whether anybody is alone at a branch at a time that the shifts know of, and is asked how they are. */
export function isEverAlone(branch: Draft<Branch>, data: FolderData, plan: Plan): boolean {
  return checksIn(branch, data) && everAlone(branch, plan).length > 0;
}

/** Whether people who are alone at a branch are asked how they are. */
export function checksIn(branch: Draft<Branch>, { organisation }: FolderData): boolean {
  return loneSettingsOf(branch, organisation) !== undefined;
}

/** The staff ids of those who are alone at a branch at a time that the shifts know of. */
export function everAlone(branch: Draft<Branch>, plan: Plan): readonly string[] {
  const shifts = plan.shifts.get(branch.id) ?? [];
  const times = timesAlone(
    shifts.map(({ staff, startAt, endAt }) => ({ person: staff ?? '', startAt, endAt })),
  );
  return [...new Set(times.map(({ person }) => person))];
}
