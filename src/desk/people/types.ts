import type { PersonId } from '../../chat/outcome.ts';
import type { Standing } from '../../chat/request.ts';
import type { Identity, Role, StaffMember } from './schema.ts';

/** Somebody on one platform. */
export interface PlatformUser {
  readonly platform: Identity['platform'];
  readonly tenant: string;
  readonly user: string;
}

/** The read model of people: who is who on which platform, and their roles. In memory, kept by the store's changes. */
export interface People {
  /** `staff:<id>` when linked to a listed member of staff, else `<platform>:<tenant>:<user>`. */
  idOf(user: PlatformUser): PersonId;
  /** The id that a person goes by today: one who has been linked since is the member of staff. */
  canonical(person: PersonId): PersonId;
  /**
   * The ids under which records may know the person, today's first: one may be from before they were linked. Left out is
   * that of an identity that is no longer active.
   */
  idsOf(person: PersonId): readonly PersonId[];
  /** Also those who are no longer active; undefined for people who are not listed. */
  staff(person: PersonId): StaffMember | undefined;
  /** For display; never empty. */
  name(person: PersonId): string;
  /** Undefined for people who are not listed or no longer active. */
  role(person: PersonId): Role | undefined;
  /**
   * Everywhere the person can be reached, active identities only, the last seen first. For active staff also where
   * nothing has been learned yet: the user ids of staff.json (with tenant '', which means the connected one) and the
   * built-in page. For staff not where the platform calls them a guest or the like: they could not answer there.
   */
  identities(person: PersonId): readonly Identity[];
  /** Whose account it is that has this user id or contact on a platform; undefined where that is not known. */
  at(platform: Identity['platform'], place: string): PersonId | undefined;
  /** What the platform has said of the account that has this user id or contact; undefined where it has not. */
  standingAt(platform: Identity['platform'], place: string): Standing | undefined;
  /** Active staff with this role, at this branch when one is given, in the order of staff.json. */
  withRole(role: Role, branch?: string): readonly PersonId[];
  /** What the platform has said. Until it does, active staff listed with their user id are members, and others undefined. */
  standing(user: PlatformUser): Standing | undefined;
  /** Active staff in the order of staff.json. */
  all(): readonly StaffMember[];
}
