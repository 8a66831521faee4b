import type { PersonId } from '../chat/outcome.ts';
import type { Transaction } from '../store/store.ts';
import type { DeliveryOptions } from './ports.ts';
import { ringsOf } from './routes.ts';
import { facesOf, outboxCollection, placeKey, recordKey } from './schema.ts';

/**
 * Those of these people who are somewhere where no card of this record has failed to arrive: of those who could not be
 * reached, whoever has an address since, or another one.
 */
export async function reachableAnew(
  tx: Transaction,
  record: { readonly kind: string; readonly id: string },
  people: readonly PersonId[],
  { platforms, reach, laterRoutes }: Pick<DeliveryOptions, 'platforms' | 'reach' | 'laterRoutes'>,
): Promise<ReadonlySet<PersonId>> {
  if (people.length === 0) return new Set();
  const rings = ringsOf(platforms);
  const failed = new Set<string>();
  for (const index of ['open', 'done'])
    for (const { targets } of await tx.range(outboxCollection, index, {}))
      for (const { state, platform, address, content } of targets) {
        const isLost = state === 'failed' && address !== undefined;
        if (isLost && facesOf(content).some((face) => recordKey(face.record) === recordKey(record)))
          failed.add(placeKey(platform, address.id));
      }
  return new Set(people.filter((person) => isSomewhereElse(person)));

  /** A page that nobody may be looking at counts only for those who are nowhere else. */
  function isSomewhereElse(person: PersonId): boolean {
    const places = [...reach({ person }), ...laterRoutes(person)];
    const ringing = places.filter(({ platform }) => rings(platform));
    const counting = ringing.length > 0 ? ringing : places;
    return counting.some(({ platform, address }) => !failed.has(placeKey(platform, address.id)));
  }
}
