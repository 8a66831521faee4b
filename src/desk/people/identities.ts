import type { Standing } from '../../chat/request.ts';
import type { Draft, Transaction } from '../../store/store.ts';
import { dayMs, msBetween } from '../../time.ts';
import { identityId, linksByEmail, listedUser } from './linking.ts';
import { type Identity, identityCollection, type StaffMember, staffCollection } from './schema.ts';
import type { PlatformUser } from './types.ts';

/** What a request told of whoever sent it. What is absent was not said and stays as it is. */
export interface LearnedUser extends PlatformUser {
  readonly standing: Standing;
  readonly name?: string | undefined;
  readonly zone?: string | undefined;
  readonly locale?: string | undefined;
  /** How to reach the person there: opaque outside the platform's folder. */
  readonly contact?: string | undefined;
}

/** What a platform's directory tells of one of its people. */
export interface KnownPerson extends PlatformUser {
  readonly name: string;
  readonly email?: string | undefined;
  /** Counts where nobody is found by the first. */
  readonly otherEmail?: string | undefined;
  readonly zone?: string | undefined;
  readonly standing: Standing;
  readonly active: boolean;
  /** The address to save from now on. */
  readonly contact?: string | undefined;
}

/**
 * Saves what a request told of its sender, when it says something new or the last time was more than a day ago.
 * Whoever sends requests is active. A standing that could not be checked never replaces one that was.
 */
export async function saveIdentity(tx: Transaction, learned: LearnedUser, now: string): Promise<Identity> {
  const before = await tx.get(identityCollection, identityId(learned));
  const after = merge(before, { ...learned, active: true });
  const seenAt = before?.seenAt;
  if (before !== undefined && seenAt !== undefined && same(before, after) && msBetween(seenAt, now) < dayMs) {
    return before;
  }
  return tx.put(identityCollection, { ...after, seenAt: now });
}

/** Saves a better way to reach somebody who is known already, or forgets the one there is. */
export async function saveContact(
  tx: Transaction,
  user: PlatformUser,
  contact: string | undefined,
): Promise<void> {
  const before = await tx.get(identityCollection, identityId(user));
  if (before === undefined || before.contact === contact) return;
  const { contact: _, ...rest } = before;
  await tx.put(identityCollection, contact === undefined ? rest : { ...rest, contact });
}

/**
 * Saves what a directory says of a person, linked to the active member of staff of the same e-mail address: only full
 * members, only where staff.json gives no user id, and only when exactly one matches. A link that no longer holds
 * goes; one stays when the directory did not tell the address, and one to somebody who has left until the address is
 * somebody else's. Changes nothing when there is nothing new.
 */
export async function linkByEmail(tx: Transaction, person: KnownPerson): Promise<Identity> {
  const before = await tx.get(identityCollection, identityId(person));
  const staff = await staffOf(tx, person, before?.staff);
  const { staff: _, ...unlinked } = merge(before, person);
  const after = staff === undefined ? unlinked : { ...unlinked, staff };
  if (before !== undefined && same(before, after)) return before;
  return tx.put(identityCollection, after);
}

/** The staff id that the person is linked to from now on. */
async function staffOf(
  tx: Transaction,
  person: KnownPerson,
  before: string | undefined,
): Promise<string | undefined> {
  const { email, otherEmail, platform } = person;
  if (person.standing !== 'member' || !person.active) return undefined;
  if (email === undefined) return before;
  const addresses = otherEmail === undefined ? [email] : [email, otherEmail];
  const namedBy = await Promise.all(
    addresses.map((address) => tx.find(staffCollection, 'email', address.toLowerCase())),
  );
  // An address that bears out the user id of staff.json: whoever has the other one is somebody else.
  if (namedBy.flat().some((member) => member.active && isListed(member, person))) return undefined;
  for (const [index, address] of addresses.entries()) {
    const named = namedBy[index] ?? [];
    const linked = named.filter((member) => linksByEmail(member, platform, address));
    const found = linked.filter((member) => member.active);
    if (found.length > 0) return found.length === 1 ? found[0]?.id : undefined;
    if (linked.some((member) => member.id === before)) return before;
  }
  return undefined;
}

function isListed(member: StaffMember, { platform, user }: PlatformUser): boolean {
  return listedUser(member, platform)?.toLowerCase() === user.toLowerCase();
}

type Told = Omit<LearnedUser, 'standing'> & Pick<KnownPerson, 'standing' | 'active'>;

/** What was known, with what is told over it; what is not told stays, and nothing else is taken in. */
function merge(before: Identity | undefined, told: Told): Draft<Identity> {
  const { platform, tenant, user, active } = told;
  const standing = told.standing === 'unverified' ? (before?.standing ?? 'unverified') : told.standing;
  const merged: Draft<Identity> = { id: identityId(told), platform, tenant, user, standing, active };
  for (const field of ['name', 'zone', 'locale', 'contact'] as const) {
    const value = told[field] ?? before?.[field];
    if (value !== undefined) merged[field] = value;
  }
  if (before?.staff !== undefined) merged.staff = before.staff;
  if (before?.seenAt !== undefined) merged.seenAt = before.seenAt;
  return merged;
}

function same(before: Identity, after: Draft<Identity>): boolean {
  const isSame = (field: string) =>
    field === 'revision' || Reflect.get(before, field) === Reflect.get(after, field);
  return Object.keys(before).every(isSame) && Object.keys(after).every(isSame);
}
