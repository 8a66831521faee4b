import type { Handling } from '../chat/outcome.ts';

/** The requests that are being carried out: a stop lets them end before it takes away what they need. */
export interface InHand {
  /** Gives it back. */
  take(handling: Handling): Handling;
  /** Resolves when none is left. */
  ended(): Promise<void>;
}

export function createInHand(): InHand {
  const underWay = new Set<Promise<unknown>>();

  return {
    take(handling) {
      const { last, known } = handling;
      if (known === undefined) {
        underWay.add(last);
        void last.finally(() => underWay.delete(last));
      }
      return handling;
    },
    async ended() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
