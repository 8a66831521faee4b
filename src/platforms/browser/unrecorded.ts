import type { Address, ShownMessage } from '../platform.ts';

/** Of one conversation; a disk that stays full must not fill the memory. */
const mostPerPlace = 50;

/**
 * What was posted although it could not be recorded. The desk cannot be asked for it, and nobody rings for it at the
 * page: whoever opens the page later finds it here, until the program ends.
 */
export interface Unrecorded {
  keep(place: Address, message: ShownMessage): void;
  /** `recorded` with what is kept of that place among it, oldest first; of more than `limit` the newest. */
  among(recorded: readonly ShownMessage[], place: Address, limit: number): readonly ShownMessage[];
}

export function createUnrecorded(): Unrecorded {
  const kept = new Map<string, readonly ShownMessage[]>();
  return {
    keep({ id }, message) {
      kept.set(id, [...(kept.get(id) ?? []), message].slice(-mostPerPlace));
    },
    among(recorded, { id }, limit) {
      const all = [...recorded, ...(kept.get(id) ?? [])];
      return all.toSorted((a, b) => a.at.localeCompare(b.at)).slice(-limit);
    },
  };
}
