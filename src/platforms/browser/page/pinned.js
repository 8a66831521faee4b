/** @import { WireCard } from '../wire.ts' */
import { h } from './elements.js';
import { keepNumbersWhole } from './numbers.js';

/**
 * What must be read at once, such as what to dial in an emergency, in place of its line in the conversation: newer
 * lines never push it away, only the person does. Kept by the browser tab.
 *
 * @typedef {{ place: string, id: string, summary: string }} Pin `id` is that of the line
 */

/**
 * @param {string} user
 * @param {Readonly<Record<string, string>>} words
 * @param {{
 *   onChanged: (pin: Pin, isPinned: boolean) => void,
 *   onPutAway: () => void,
 * }} listener `onChanged`: the line is shown here and not in its conversation, or back there
 */
export function createPinned(user, words, { onChanged, onPutAway }) {
  const storageKey = `deskbell:${user}:pinned`;
  const text = h('p', {});
  const element = h(
    'section',
    { className: 'pinned', hidden: true, 'aria-label': words.pinned },
    text,
    h('button', { type: 'button', onclick: putAway }, words.putAway),
  );
  /** @type {Pin | undefined} */
  let current;

  /** @param {Pin | undefined} pin */
  function show(pin) {
    if (current !== undefined) onChanged(current, false);
    current = pin;
    element.hidden = pin === undefined;
    text.textContent = pin?.summary ?? '';
    keepNumbersWhole(text);
    if (pin !== undefined) onChanged(pin, true);
  }

  function putAway() {
    show(undefined);
    sessionStorage.removeItem(storageKey);
    onPutAway();
  }

  return {
    element,
    /** The latest takes the place of the one before. @param {string} place @param {string} id @param {WireCard} card */
    pin(place, id, { summary }) {
      const pin = { place, id, summary };
      show(pin);
      try {
        sessionStorage.setItem(storageKey, JSON.stringify(pin));
      } catch {
        // A full storage costs the pin after a reload; its line is still in the conversation then.
      }
    },
    /** Shows again what was pinned before a reload. */
    restore() {
      const kept = sessionStorage.getItem(storageKey);
      if (kept !== null) show(JSON.parse(kept));
    },
  };
}
