import { linkingAddresses, listedUser } from './linking.ts';
import type { Identity, StaffMember } from './schema.ts';

/** What of a member of staff says which accounts are theirs. */
type Listing = Pick<StaffMember, 'id' | 'email' | 'slack' | 'teams' | 'active'>;

/** An account as its platform knows it. */
interface Account {
  readonly user: string;
  readonly email?: string | undefined;
  readonly otherEmail?: string | undefined;
}

/** staff.json gives the account of one member of staff, going by its e-mail address, to another one. */
export interface MixUp<T> {
  /** Whose entry has the user id. */
  readonly listed: T;
  /** Whose entry has the e-mail address. */
  readonly owner: T;
}

/**
 * Whether the account is the owner's all the same, and not that of whoever is listed with it: only where nothing else
 * speaks for the user id. Without an address of their own, or beside another id for the owner, the address may as well
 * be what is wrong.
 */
export function isOwners(
  { listed, owner }: MixUp<Omit<Listing, 'active'>>,
  platform: Identity['platform'],
): boolean {
  return listed.email !== undefined && listedUser(owner, platform) === undefined;
}

/** Finds the mix-ups among active staff on one platform; made anew when the staff have changed. */
export function createMixUps<T extends Listing>(
  staff: readonly T[],
  platform: Identity['platform'],
): { of(account: Account): MixUp<T> | undefined } {
  const byUser = new Map<string, T>();
  const byAddress = new Map<string, T>();
  for (const member of staff) {
    if (!member.active) continue;
    const user = listedUser(member, platform);
    if (user !== undefined) byUser.set(user.toLowerCase(), member);
    for (const address of linkingAddresses(member, platform)) byAddress.set(address, member);
  }
  return {
    of({ user, email, otherEmail }) {
      const listed = byUser.get(user.toLowerCase());
      if (listed === undefined) return undefined;
      const named = [email, otherEmail].map((address) => byAddress.get(address?.toLowerCase() ?? ''));
      // One address that is theirs bears the id out, whoever has the other.
      const owner = named.includes(listed) ? undefined : named.find((one) => one !== undefined);
      return owner === undefined ? undefined : { listed, owner };
    },
  };
}
