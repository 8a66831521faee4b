import { type StaffMember, staffCollection } from '../desk/people/schema.ts';
import type { Draft, Store } from '../store/store.ts';
import { createFindings, type Findings } from './problem.ts';
import { type DataFolder, dataFiles, type FolderData } from './read.ts';

/** What people are known by outside staff.json, with how an administrator reads it. */
const knownBy = [
  ['email', '"email"'],
  ['slack', '"slack"'],
  ['teams', '"teams"'],
] as const;

/**
 * The same folder as seen beside a database. That belongs to one organisation by its name: another name is a mistake, as
 * the next start would be refused, and a name that is no longer written stays. And what is written there names people by
 * their ids: nobody gets another one.
 */
export async function besideDatabase(
  folder: DataFolder,
  store: Pick<Store, 'organisation' | 'all'>,
): Promise<DataFolder> {
  const known = await store.all(staffCollection);
  const organisation = createFindings(dataFiles.organisation);
  const staff = createFindings(dataFiles.staff);
  checkOwner(organisation, folder.data, store.organisation);
  checkIds(staff, folder.data.staff ?? [], known);
  const { data } = folder;
  return {
    data: {
      ...data,
      ...(organisation.hasErrors ? { organisation: undefined } : {}),
      // What names people by ids that are not taken over would name nobody.
      ...(staff.hasErrors
        ? { organisation: undefined, staff: undefined, policies: undefined, shiftDays: undefined }
        : {}),
    },
    problems: [...folder.problems, ...organisation.problems, ...staff.problems],
  };
}

/** @param owner whose database it is; undefined while nobody has said so */
function checkOwner(findings: Findings, { organisation }: FolderData, owner: string | undefined): void {
  if (owner === undefined || organisation === undefined || organisation.name === owner) return;
  if (organisation.name === undefined) {
    findings.warn(
      undefined,
      `is not there. The desk goes on as "${owner}", whose database this is, without anything else that stood in it. Put it back, with that name.`,
    );
  } else {
    findings.error(
      { field: 'name' },
      `is "${organisation.name}", but this database belongs to "${owner}". Write that name, or use another DESKBELL_DB.`,
    );
  }
}

/** Somebody who worked here until now is gone, and a new id has their address or account: that is the same person. */
function checkIds(
  findings: Findings,
  listed: readonly Draft<StaffMember>[],
  known: readonly StaffMember[],
): void {
  const ids = new Set(listed.map(({ id }) => id));
  const before = new Set(known.map(({ id }) => id));
  const gone = known.filter(({ id, active }) => active && !ids.has(id));
  for (const member of listed) {
    if (before.has(member.id)) continue;
    for (const one of gone) {
      const shared = knownBy.filter(([field]) => isSame(member[field], one[field])).map(([, label]) => label);
      if (shared.length === 0) continue;
      findings.error(
        undefined,
        `has ${shared.join(' and ')} of "${one.id}" at "${member.id}", and "${one.id}" is gone. If that is the same person, keep the id "${one.id}": calls, questions and reports name it. If not, list "${one.id}" too, with "active": false and without ${shared.join(' and ')}. Until then shifts.csv, policies.json and organisation.json wait as well.`,
      );
    }
  }
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}
