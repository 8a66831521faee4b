import type { PersonId } from '../../chat/outcome.ts';
import { platformNames } from '../../chat/request.ts';
import type { Store } from '../../store/store.ts';
import { mirror } from '../read-model/index.ts';
import { identityId, listedUser, userOf } from './linking.ts';
import { isOwners } from './mix-ups.ts';
import { type Identity, identityCollection, type StaffMember, staffCollection } from './schema.ts';
import type { People, PlatformUser } from './types.ts';

const staffPrefix = 'staff:';
const mostAsked = 20_000;

/** Whom an identity stands for, and what is known of their standing. */
interface Who {
  readonly person: PersonId;
  readonly standing: Exclude<Identity['standing'], 'unverified'> | undefined;
}

/** Builds the read model of people, which follows the store from then on. */
export async function createPeople(store: Store): Promise<People> {
  let active: readonly StaffMember[] = [];
  /** By `<platform>:<user>` in lower case, the member of staff whom staff.json lists under that user id. */
  let listed = new Map<string, StaffMember>();
  /** By staff id, what has been learned of the person on each platform. */
  let learned = new Map<string, Map<string, Identity>>();
  /** By identity, the staff id under which it was learned. */
  const learnedOf = new Map<string, string>();
  /** The keys of `listed` that have turned out to be a colleague's account. */
  const mixedUp = new Set<string>();
  /** By staff id, where they are reached; until anything is learned. */
  const reached = new Map<string, readonly Identity[]>();
  /** By identity; until anything is learned. Each request asks many times who the same person is. */
  const asked = new Map<string, Who>();

  /** By platform with user id or contact, the identity. */
  const places = new Map<string, string>();

  const staff = await mirror(store, staffCollection, relist);
  const identities = await mirror(store, identityCollection, (changes) => {
    for (const { before, after } of changes) {
      const { id } = after ?? before ?? {};
      if (id !== undefined) asked.delete(id);
      if (before !== undefined) unlearn(before);
      if (after !== undefined) learn(after);
      for (const key of before === undefined ? [] : placeKeys(before)) places.delete(key);
      if (after !== undefined) place(after);
    }
  });
  for (const identity of identities.values()) place(identity);
  relist();

  function place(identity: Identity): void {
    for (const key of placeKeys(identity)) places.set(key, identity.id);
  }

  function relist(): void {
    asked.clear();
    const ordered = [...staff.values()].toSorted(byOrder);
    active = ordered.filter((member) => member.active);
    listed = new Map();
    // The active go last: where a user id is listed twice, it is theirs.
    for (const member of [...ordered.filter((one) => !one.active), ...active.toReversed()]) {
      for (const platform of platformNames) {
        const user = listedUser(member, platform);
        if (user !== undefined) listed.set(listingKey(platform, user), member);
      }
    }
    learned = new Map();
    learnedOf.clear();
    mixedUp.clear();
    reached.clear();
    for (const identity of identities.values()) learn(identity);
  }

  function learn(identity: Identity): void {
    const member = memberOf(identity, identity.staff);
    if (member === undefined) return;
    const known = learned.get(member.id) ?? new Map<string, Identity>();
    learned.set(member.id, known.set(identity.id, identity));
    learnedOf.set(identity.id, member.id);
    reached.delete(member.id);
    const listing = listingKey(identity.platform, identity.user);
    const other = listed.get(listing);
    if (other === undefined || other.id === member.id) return;
    mixedUp.add(listing);
    reached.delete(other.id);
  }

  function unlearn(identity: Identity): void {
    const member = learnedOf.get(identity.id);
    if (member === undefined) return;
    learnedOf.delete(identity.id);
    learned.get(member)?.delete(identity.id);
    reached.delete(member);
    const listing = listingKey(identity.platform, identity.user);
    if (mixedUp.delete(listing)) reached.delete(listed.get(listing)?.id ?? '');
  }

  /**
   * A user id in staff.json counts before a link by e-mail, unless it can be told that it stands in the wrong entry, and
   * rules out a link to anybody who has one. Whoever has left stays the same person: open calls name them.
   */
  function memberOf(user: PlatformUser, link: string | undefined): StaffMember | undefined {
    const { platform } = user;
    const byListing = listed.get(listingKey(platform, user.user));
    const byLink = link === undefined ? undefined : staff.get(link);
    if (byListing === undefined)
      return byLink !== undefined && listedUser(byLink, platform) === undefined ? byLink : undefined;
    const isMixedUp = byLink?.active === true && isOwners({ listed: byListing, owner: byLink }, platform);
    return isMixedUp ? byLink : byListing;
  }

  function who(user: PlatformUser): Who {
    const id = identityId(user);
    let found = asked.get(id);
    if (found === undefined) {
      found = find(user, id);
      if (asked.size >= mostAsked) asked.clear();
      asked.set(id, found);
    }
    return found;
  }

  function find(user: PlatformUser, id: string): Who {
    const identity = identities.get(id);
    const member = memberOf(user, identity?.staff);
    const isListed = listed.get(listingKey(user.platform, user.user))?.active === true;
    const told = identity?.standing === 'unverified' ? undefined : identity?.standing;
    return {
      person: member === undefined ? id : staffPrefix + member.id,
      // What the platform says counts before the list: somebody who is listed can have become a guest there.
      standing: told ?? (isListed ? 'member' : undefined),
    };
  }

  function canonical(person: PersonId): PersonId {
    if (person.startsWith(staffPrefix)) return person;
    const known = asked.get(person);
    if (known !== undefined) return known.person;
    const user = userOf(person);
    return user === undefined ? person : who(user).person;
  }

  function memberNamed(person: PersonId): StaffMember | undefined {
    const id = canonical(person);
    return id.startsWith(staffPrefix) ? staff.get(id.slice(staffPrefix.length)) : undefined;
  }

  function identitiesOf(person: PersonId): readonly Identity[] {
    const member = memberNamed(person);
    if (member === undefined) {
      const identity = identities.get(person);
      return identity?.active ? [identity] : [];
    }
    let found = reached.get(member.id);
    if (found === undefined) {
      const known = [...(learned.get(member.id)?.values() ?? [])];
      found = [
        ...known.filter((identity) => identity.active && mayAnswer(identity)).toSorted(byLastSeen),
        ...unmet(member, known, mixedUp),
      ];
      reached.set(member.id, found);
    }
    return found;
  }

  return {
    idOf: (user) => who(user).person,
    canonical,
    idsOf: (person) => [
      ...new Set([canonical(person), person, ...identitiesOf(person).map((identity) => identity.id)]),
    ],
    staff: memberNamed,
    name(person) {
      const told = memberNamed(person)?.name ?? identities.get(person)?.name;
      return told?.trim() || (userOf(person)?.user ?? person.slice(person.indexOf(':') + 1)) || person;
    },
    role(person) {
      const member = memberNamed(person);
      return member?.active ? member.role : undefined;
    },
    identities: identitiesOf,
    at(platform, place) {
      const id = places.get(placeKey(platform, place));
      return id === undefined ? undefined : canonical(id);
    },
    standingAt(platform, place) {
      const identity = identities.get(places.get(placeKey(platform, place)) ?? '');
      return identity === undefined ? undefined : who(identity).standing;
    },
    withRole: (role, branch) =>
      active
        .filter(
          (member) => member.role === role && (branch === undefined || member.branches.includes(branch)),
        )
        .map((member) => staffPrefix + member.id),
    standing: (user) => who(user).standing,
    all: () => active,
  };
}

/**
 * Platforms where a member of staff is listed but nothing has been learned yet: they can be reached there all the same,
 * but for those where the account is a colleague's.
 */
function unmet(
  member: StaffMember,
  known: readonly Identity[],
  mixedUp: ReadonlySet<string>,
): readonly Identity[] {
  if (!member.active) return [];
  return platformNames.flatMap((platform) => {
    const user = listedUser(member, platform);
    if (user === undefined || mixedUp.has(listingKey(platform, user))) return [];
    if (known.some((identity) => identity.platform === platform)) return [];
    const tenant = platform === 'browser' ? 'local' : '';
    const id = identityId({ platform, tenant, user });
    return [
      {
        id,
        revision: 0,
        platform,
        tenant,
        user,
        name: member.name,
        standing: 'member',
        active: true,
      } as const,
    ];
  });
}

function mayAnswer({ standing }: Identity): boolean {
  return standing === 'member' || standing === 'unverified';
}

/** Ids compare without case: Entra writes them in either. */
function listingKey(platform: Identity['platform'], user: string): string {
  return `${platform}:${user.toLowerCase()}`;
}

function placeKeys({ platform, user, contact }: Identity): readonly string[] {
  return [user, ...(contact === undefined ? [] : [contact])].map((one) => placeKey(platform, one));
}

function placeKey(platform: Identity['platform'], place: string): string {
  return `${platform}:${place}`;
}

function byOrder(a: StaffMember, b: StaffMember): number {
  const difference = (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER);
  return difference !== 0 ? difference : a.id < b.id ? -1 : 1;
}

function byLastSeen(a: Identity, b: Identity): number {
  return (b.seenAt ?? '').localeCompare(a.seenAt ?? '');
}
