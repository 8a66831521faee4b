import type { Branch } from '../desk/branches/schema.ts';
import { timesAlone } from '../desk/lone/alone.ts';
import { loneSettingsOf } from '../desk/lone/settings.ts';
import type { Draft } from '../store/store.ts';
import type { FolderData } from './read.ts';
import type { Plan } from './who-can-be-asked.ts';

/** Whether anybody is alone at a branch at a time that the shifts know of, and is asked how they are. */
export function isEverAlone(branch: Draft<Branch>, data: FolderData, plan: Plan): boolean {
  if (loneSettingsOf(branch, data.organisation) === undefined) return false;
  const shifts = plan.shifts.get(branch.id) ?? [];
  return (
    timesAlone(shifts.map(({ staff, startAt, endAt }) => ({ person: staff ?? '', startAt, endAt }))).length >
    0
  );
}
