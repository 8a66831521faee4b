import { z } from 'zod';
import { roles, type StaffMember } from '../desk/people/schema.ts';
import type { Draft } from '../store/store.ts';
import { branchCode, fields, slackUser, staffId, text } from './fields.ts';
import { type JsonFile, rightFieldsIn } from './json-file.ts';

const staffEntry = fields({
  id: staffId,
  name: text,
  role: z.enum(roles, `is not a role. Use one of ${roles.join(', ')}.`),
  branches: z.array(branchCode).default([]),
  email: z.email('is not an e-mail address. Correct it, or take the field out.').optional(),
  slack: slackUser.optional(),
  teams: text.optional(),
  phone: text.optional(),
  active: z.boolean().default(true),
});

/** What must differ between two members of staff, compared in any case. */
const unique = ['id', 'email', 'slack', 'teams'] as const;

/**
 * Reads `staff.json`: the people whose entries are right, and findings for the rest.
 *
 * @param branches the codes of `branches.json`; undefined when that file could not be read.
 */
export function readStaff(
  file: JsonFile,
  branches: ReadonlySet<string> | undefined,
): readonly Draft<StaffMember>[] {
  const entries = file.list(staffEntry, file.value, []);
  if (Array.isArray(file.value) && file.value.length === 0) {
    file.error([], 'lists nobody, so nobody could be asked. Name one person at least.');
  }
  const owners = new Map<string, string>();
  for (const { path, item } of rightFieldsIn(staffEntry, file.value, [])) {
    for (const field of unique) {
      const value = item[field];
      if (value === undefined) continue;
      const key = `${field} ${value.toLowerCase()}`;
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, item.name ?? item.id ?? 'somebody before');
      else file.error([...path, field], `is the same as that of ${owner}. Each person needs their own.`);
    }
    for (const [index, code] of (item.branches ?? []).entries()) {
      if (branches !== undefined && !branches.has(code)) {
        file.error([...path, 'branches', index], `${code} is not the code of a branch in branches.json.`);
      }
    }
  }
  return entries.map(({ item }, order) => ({ ...item, order }));
}

/** Every staff id in the file, also of entries with other mistakes, so that one does not cause others. */
export function staffIdsIn(value: unknown): ReadonlySet<string> {
  if (!Array.isArray(value)) return new Set();
  return new Set(
    value.flatMap((entry: unknown) => {
      const parsed = z.object({ id: staffId }).safeParse(entry);
      return parsed.success ? [parsed.data.id] : [];
    }),
  );
}

/** Whom an entry is about, as far as that is right. */
export interface ListedPerson {
  readonly id: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly slack?: string | undefined;
  readonly teams?: string | undefined;
}

/** Everybody in the file who has an id, also of entries with other mistakes. */
export function peopleIn(value: unknown): readonly ListedPerson[] {
  return rightFieldsIn(staffEntry, value, []).flatMap(({ item: { id, name, email, slack, teams } }) =>
    id === undefined ? [] : [{ id, name, email, slack, teams }],
  );
}
