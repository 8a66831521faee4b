import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredPolicy } from '../desk/asking/index.ts';
import type { Branch, Organisation } from '../desk/branches/schema.ts';
import type { StaffMember } from '../desk/people/schema.ts';
import type { ShiftDay } from '../desk/roster/schema.ts';
import type { Draft } from '../store/store.ts';
import type { Instant } from '../time.ts';
import { branchCodesIn, readBranches } from './branches-file.ts';
import { type JsonFile, openJsonFile } from './json-file.ts';
import { defaultOrganisation, readOrganisation } from './organisation-file.ts';
import { readPolicies } from './policies-file.ts';
import { createFindings, type Findings, type Problem } from './problem.ts';
import { readShifts } from './shifts-file.ts';
import { type ListedPerson, peopleIn, readStaff, staffIdsIn } from './staff-file.ts';

/** The administrator's files, by name, in the order in which they are checked and taken over. */
export const dataFiles = {
  organisation: 'organisation.json',
  branches: 'branches.json',
  staff: 'staff.json',
  policies: 'policies.json',
  shifts: 'shifts.csv',
} as const;

/**
 * What the files say. A part is undefined when its file has errors, or is absent where branches.json or staff.json are
 * so too: then the last good state stays.
 */
export interface FolderData {
  readonly organisation: Draft<Organisation> | undefined;
  readonly branches: readonly Draft<Branch>[] | undefined;
  readonly staff: readonly Draft<StaffMember>[] | undefined;
  readonly policies: readonly Draft<StoredPolicy>[] | undefined;
  readonly shiftDays: readonly Draft<ShiftDay>[] | undefined;
}

export interface DataFolder {
  readonly data: FolderData;
  /** Whom staff.json lists, also where it has errors. */
  readonly people: readonly ListedPerson[];
  /** Everything that is wrong, file by file. */
  readonly problems: readonly Problem[];
}

/**
 * Reads and checks all files of the folder. Never throws for what is in them: that is in `problems`.
 *
 * @param now what is wrong only with shifts that were over by then is not told; without it all is
 */
export async function readDataFolder(directory: string, now?: Instant): Promise<DataFolder> {
  const organisation = await openFile(directory, dataFiles.organisation);
  const branches = await openFile(directory, dataFiles.branches);
  const staff = await openFile(directory, dataFiles.staff);
  const policies = await openFile(directory, dataFiles.policies);
  const shifts = await openFile(directory, dataFiles.shifts);
  const isFolder = (await stat(directory).catch(() => undefined))?.isDirectory() === true;
  requireFile(branches, directory, isFolder);
  requireFile(staff, directory, isFolder);

  // Of a list that names nobody it is said that it does; each name in the other files says nothing new.
  const known = {
    branches: branches.json && orNone(branchCodesIn(branches.json.value)),
    staff: staff.json && orNone(staffIdsIn(staff.json.value)),
  };
  const branchList = branches.json === undefined ? [] : readBranches(branches.json);
  const staffList = staff.json === undefined ? [] : readStaff(staff.json, known.branches);
  const policyList = policies.json === undefined ? [] : readPolicies(policies.json, known);
  const organisationEntry = organisation.absent
    ? defaultOrganisation(branchList)
    : organisation.json && readOrganisation(organisation.json, branchList, known.staff);
  const zoneOf = new Map(branchList.map(({ id, timezone }) => [id, timezone]));
  const zones = known.branches && new Map([...known.branches].map((code) => [code, zoneOf.get(code)]));
  const days =
    shifts.text === undefined
      ? []
      : await readShifts(shifts.text, { zones, staff: known.staff, now }, shifts.findings);
  if (!shifts.absent && branches.findings.hasErrors) {
    shifts.findings.warn(
      undefined,
      'is not taken over before branches.json is right, as its times are theirs.',
    );
  }

  // Where a file that must be there is not, the folder is being moved: nobody has taken the others away for good.
  const isWhole = !branches.absent && !staff.absent;
  const good = (file: OpenFile) => !file.findings.hasErrors && (isWhole || !file.absent);
  return {
    data: {
      organisation: good(organisation) ? organisationEntry : undefined,
      branches: good(branches) ? branchList : undefined,
      staff: good(staff) ? staffList : undefined,
      policies: good(policies) ? policyList : undefined,
      shiftDays: good(shifts) && good(branches) ? days : undefined,
    },
    people: staff.json === undefined ? [] : peopleIn(staff.json.value),
    problems: [organisation, branches, staff, policies, shifts].flatMap((file) => file.findings.problems),
  };
}

interface OpenFile {
  readonly name: string;
  readonly findings: Findings;
  readonly absent: boolean;
  readonly text: string | undefined;
  /** Undefined when it is absent, is no JSON or is not meant to be. */
  readonly json: JsonFile | undefined;
}

async function openFile(directory: string, name: string): Promise<OpenFile> {
  const findings = createFindings(name);
  let text: string | undefined;
  let absent = false;
  try {
    text = await readFile(join(directory, name), 'utf8');
  } catch (thrown) {
    const reason = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
    absent = reason === 'ENOENT';
    if (!absent) findings.error(undefined, `cannot be read (${reason}). Check the file and its permissions.`);
  }
  if (text !== undefined && /[\uFFFD\0]/.test(text)) {
    findings.error(
      undefined,
      `is not UTF-8, so names would be garbled. Save it as ${name.endsWith('.csv') ? '"CSV UTF-8", as Excel calls it' : 'UTF-8'}.`,
    );
    // As another encoding saves it there is a zero beside each letter, and nothing else can be said of it.
    if (text.includes('\0')) text = undefined;
  }
  const json = text !== undefined && name.endsWith('.json') ? openJsonFile(text, findings) : undefined;
  return { name, findings, absent, text, json };
}

function orNone(names: ReadonlySet<string>): ReadonlySet<string> | undefined {
  return names.size === 0 ? undefined : names;
}

function requireFile(file: OpenFile, directory: string, isFolder: boolean): void {
  if (!file.absent) return;
  file.findings.error(
    undefined,
    isFolder
      ? `is missing in ${directory}. data/demo shows what it looks like.`
      : `is missing, as there is no folder ${directory}. Put it back, or correct DESKBELL_DATA.`,
  );
}
