import { type StaffMember, staffCollection } from '../desk/people/schema.ts';
import type { Store } from '../store/store.ts';
import { createFindings, type Findings } from './problem.ts';
import { type DataFolder, dataFiles, type FolderData } from './read.ts';
import { listed, listedUpTo } from './say-once.ts';
import type { ListedPerson } from './staff-file.ts';

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
  // Also where the file has errors: the others name people by the ids in it.
  checkIds(staff, folder.people, known);
  const { data } = folder;
  return {
    ...folder,
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

const andWaits = 'Until then shifts.csv, policies.json and organisation.json wait as well.';

/**
 * Refuses what gives somebody another id: one who worked here until now is gone, and a new id has their address or account;
 * or an id has the name and the address of somebody else, as where rows are numbered and one is gone. An address alone is
 * only a correction.
 */
function checkIds(findings: Findings, people: readonly ListedPerson[], known: readonly StaffMember[]): void {
  const entries = new Map(people.map((one) => [one.id, one]));
  const before = new Map(known.map((one) => [one.id, one]));
  const ownersOf = createOwners(known);
  const moved: string[] = [];
  for (const member of people) {
    for (const [one, shared] of ownersOf(member)) {
      if (one.id === member.id) continue;
      const isGone = one.active && !entries.has(one.id);
      if (isGone && !before.has(member.id)) {
        const [what, without] =
          shared.length === 0 ? ['the name', ''] : [listed(shared), ` and without ${listed(shared)}`];
        findings.error(
          undefined,
          `has ${what} of "${one.id}" at "${member.id}", and "${one.id}" is gone. If that is the same person, keep the id "${one.id}": calls, questions and reports name it. If not, list "${one.id}" too, with "active": false${without}. ${andWaits}`,
        );
      } else if (
        shared.length > 0 &&
        isNamed(member, one.name) &&
        ![before.get(member.id), entries.get(one.id)].some((other) => isNamed(other, one.name))
      ) {
        moved.push(`who was "${one.id}" is now "${member.id}"`);
      }
    }
  }
  if (moved.length === 0) return;
  findings.error(
    undefined,
    `gives people the ids of others: ${listedUpTo(moved)}. Let everybody keep their id, as calls, questions and reports name it, and give whoever is new a new one. ${andWaits}`,
  );
}

/**
 * Finds those who have an address or account of somebody, with how that is called; of somebody with none that can be read,
 * those of the same name.
 */
function createOwners(known: readonly StaffMember[]) {
  const owners = new Map<string, StaffMember[]>();
  const byAddress = (person: ListedPerson) =>
    knownBy.flatMap(([field, label]) => {
      const value = person[field];
      return value === undefined ? [] : [{ key: `${field} ${value.toLowerCase()}`, label: [label] }];
    });
  const byName = ({ name = '' }: ListedPerson) => ({ key: `name ${name.toLowerCase()}`, label: [] });
  for (const one of known)
    for (const { key } of [...byAddress(one), byName(one)])
      owners.set(key, [...(owners.get(key) ?? []), one]);
  return (person: ListedPerson): ReadonlyMap<StaffMember, readonly string[]> => {
    const addresses = byAddress(person);
    const found = new Map<StaffMember, string[]>();
    for (const { key, label } of addresses.length === 0 ? [byName(person)] : addresses)
      for (const one of owners.get(key) ?? []) found.set(one, [...(found.get(one) ?? []), ...label]);
    return found;
  };
}

function isNamed(person: ListedPerson | undefined, name: string): boolean {
  return person?.name?.toLowerCase() === name.toLowerCase();
}
