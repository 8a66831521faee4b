/** @import { WireMessage } from '../wire.ts' */

/**
 * What the page says itself to somebody with a call that is open: where the call is, and not where the person would be
 * without it, is known from the live cards.
 */
export function createDialled() {
  /** By message. @type {Map<string, { at: string, words: Readonly<Record<string, string>> }>} */
  const open = new Map();

  return {
    /** A live card as it is now. @param {WireMessage} message */
    follow({ message, at, words }) {
      if (words === undefined) open.delete(message);
      else open.set(message, { at: open.get(message)?.at ?? at, words });
    },
    /** Those of the call that is newest here. @returns {Readonly<Record<string, string>> | undefined} */
    words: () => [...open.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1)?.words,
  };
}
