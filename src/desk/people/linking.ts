import { platformNames } from '../../chat/request.ts';
import type { Identity, StaffMember } from './schema.ts';
import type { PlatformUser } from './types.ts';

/** `<platform>:<tenant>:<user>`. */
export function identityId({ platform, tenant, user }: PlatformUser): string {
  return `${platform}:${tenant}:${user}`;
}

/** The reverse of `identityId`; undefined for a member of staff's id. Only the user part may hold a colon. */
export function userOf(person: string): PlatformUser | undefined {
  const [, before, tenant, user] = /^([^:]*):([^:]*):(.+)$/su.exec(person) ?? [];
  const platform = platformNames.find((name) => name === before);
  if (platform === undefined || tenant === undefined || user === undefined) return undefined;
  return { platform, tenant, user };
}

/**
 * The user id that staff.json gives a member of staff on a platform. On the built-in page people are chosen from the
 * staff, so the staff id is the user id. A Teams sign-in name (`lee@example.org`) is none: it links as an e-mail does.
 */
export function listedUser(
  member: Pick<StaffMember, 'id' | 'slack' | 'teams'>,
  platform: Identity['platform'],
): string | undefined {
  if (platform === 'browser') return member.id;
  if (platform === 'slack') return member.slack;
  return member.teams?.includes('@') ? undefined : member.teams;
}

/** Whether someone with this e-mail address on the platform is this member of staff: only where no user id is listed. */
export function linksByEmail(member: StaffMember, platform: Identity['platform'], email: string): boolean {
  if (listedUser(member, platform) !== undefined) return false;
  return linkingAddresses(member, platform).includes(email.toLowerCase());
}

/** The e-mail addresses that say which account is a member of staff's on a platform, in lower case. */
export function linkingAddresses(
  { email, teams }: Pick<StaffMember, 'email' | 'teams'>,
  platform: Identity['platform'],
): readonly string[] {
  const given = platform === 'teams' ? [email, teams] : [email];
  return given.flatMap((address) => (address === undefined ? [] : [address.toLowerCase()]));
}
