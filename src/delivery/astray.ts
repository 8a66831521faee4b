import type { PersonId } from '../chat/outcome.ts';
import type { RouteName } from '../chat/request.ts';
import type { Transaction } from '../store/store.ts';
import type { DeliveryOptions, HomeSource } from './ports.ts';
import { ringsOf } from './routes.ts';
import {
  facesOf,
  isOwed,
  outboxCollection,
  type Posting,
  postingCollection,
  recordKey,
  type Target,
} from './schema.ts';

interface Book extends Pick<DeliveryOptions, 'reach' | 'ownerOf'> {
  readonly home: Pick<HomeSource, 'canonical'>;
}

/**
 * Whether a message that was written for one person stands where by now somebody else reads, as after a user id in
 * `staff.json` was corrected. Where it is not known who reads, it is taken for theirs.
 */
export function isAstray(
  { platform, address, viewer }: Pick<Posting, 'platform' | 'address' | 'viewer'>,
  { reach, ownerOf, home }: Book,
): boolean {
  if (viewer === undefined || !address.private || ownerOf === undefined) return false;
  // Looked at first, because it is quick and nearly always so.
  const places = reach({ person: viewer });
  if (places.some((one) => one.platform === platform && one.address.id === address.id)) return false;
  const owner = ownerOf(platform, address);
  return owner !== undefined && owner !== home.canonical(viewer);
}

/**
 * Those who have a card of this record only where by now somebody else reads, though they can be written to elsewhere. A
 * page that nobody may be looking at counts only for those who are nowhere else.
 */
export async function cutOffFrom(
  tx: Transaction,
  record: { readonly kind: string; readonly id: string },
  book: Book & Pick<DeliveryOptions, 'platforms'>,
): Promise<ReadonlySet<PersonId>> {
  const rings = ringsOf(book.platforms);
  const counts = (person: PersonId, route: RouteName) =>
    rings(route) || book.reach({ person }).every(({ platform }) => !rings(platform));
  const key = recordKey(record);
  const cutOff = new Set<PersonId>();
  const have = new Set<PersonId>();
  for (const posting of await tx.find(postingCollection, 'record', key)) {
    if (posting.viewer === undefined || !posting.address.private) continue;
    const person = book.home.canonical(posting.viewer);
    if (isAstray(posting, book)) cutOff.add(person);
    else if (counts(person, posting.platform)) have.add(person);
  }
  if (cutOff.size === 0) return cutOff;
  // What is on its way to the right place need not be sent again.
  for (const { targets } of await tx.range(outboxCollection, 'open', {}))
    for (const target of targets)
      if (isOf(target, key) && counts(personOf(target, book), target.platform) && !isLost(target, book))
        have.add(personOf(target, book));
  return new Set([...cutOff].filter((person) => !have.has(person) && book.reach({ person }).length > 0));
}

function isOf(target: Target, key: string): boolean {
  return isOwed(target) && facesOf(target.content).some(({ record }) => recordKey(record) === key);
}

function isLost({ platform, address, person }: Target, book: Book): boolean {
  if (platform === 'email' || platform === 'webhook' || address === undefined) return true;
  return isAstray({ platform, address, viewer: person }, book);
}

function personOf({ person = '' }: Target, { home }: Book): PersonId {
  return home.canonical(person);
}
