/** @import { WireCard } from '../wire.ts' */

/** @typedef {{ data?: { button?: unknown, record?: unknown, value?: unknown } }} Action */

/** @param {Action} action What a button does; undefined where it is about no record. */
function deedOf({ data }) {
  return data?.record === undefined ? undefined : JSON.stringify([data.button, data.record, data.value]);
}

/** What the buttons of a card do to records. @param {unknown} json @returns {readonly string[]} */
export function deedsOf(json) {
  if (typeof json !== 'object' || json === null) return [];
  const own = deedOf(/** @type {Action} */ (json));
  return own === undefined ? Object.values(json).flatMap(deedsOf) : [own];
}

/**
 * A card without the buttons that do any of these; undefined when it has none of them.
 *
 * @param {WireCard} card @param {ReadonlySet<string>} deeds @returns {WireCard | undefined}
 */
export function without(card, deeds) {
  if (!deedsOf(card.json).some((deed) => deeds.has(deed))) return undefined;
  const text = JSON.stringify(card.json, (_name, value) =>
    Array.isArray(value) ? value.filter((one) => !deeds.has(deedOf(one ?? {}) ?? '')) : value,
  );
  return { ...card, json: JSON.parse(text) };
}

/** Whether there is anything to press on a card. @param {unknown} json @returns {boolean} */
export function hasButtons(json) {
  if (typeof json !== 'object' || json === null) return false;
  const { type } = /** @type {{ type?: unknown }} */ (json);
  return (typeof type === 'string' && type.startsWith('Action.')) || Object.values(json).some(hasButtons);
}
