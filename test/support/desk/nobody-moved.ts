import type { WaysToPeople } from '../../../src/wiring/subjects.ts';

/** Delivery where everybody can be reached, and always could at the same account. */
export const nobodyMoved: WaysToPeople = {
  canBeReached: () => true,
  cutOffFrom: async () => new Set(),
  reachableAnew: async () => new Set(),
};
