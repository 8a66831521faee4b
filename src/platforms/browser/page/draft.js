/** @import { RenderedCard } from './cards.js' */

/**
 * What somebody changed in a form: what stood in each of these inputs when the form was opened, and what stands there
 * now.
 *
 * @typedef {Readonly<Record<string, { was: string, is: string }>>} Draft
 */

/**
 * What stands in the inputs of a form's JSON, by their ids.
 *
 * @param {unknown} json
 * @returns {Readonly<Record<string, string>>}
 */
export function valuesIn(json) {
  if (typeof json !== 'object' || json === null) return {};
  const inside = Object.assign({}, ...Object.values(json).map(valuesIn));
  const id = inputId(json);
  return id === undefined ? inside : { ...inside, [id]: valueIn(json) };
}

/**
 * @param {Readonly<Record<string, string>>} before what stood in the inputs when the form was opened
 * @param {RenderedCard} card
 * @returns {Draft}
 */
export function changesIn(before, card) {
  return Object.fromEntries(
    card.getAllInputs().flatMap(({ id, value }) => {
      const [was, is] = [before[id ?? ''] ?? '', String(value ?? '')];
      return id === undefined || is === was ? [] : [[id, { was, is }]];
    }),
  );
}

/**
 * Writes a draft into the inputs of a form's JSON and returns how many it changed. Words always come back; a choice
 * only where the form offers what it offered then: it may stand for another building or another day by now.
 *
 * @param {unknown} json
 * @param {Draft} draft
 * @param {boolean} wordsOnly
 * @returns {number}
 */
export function fillIn(json, draft, wordsOnly) {
  if (typeof json !== 'object' || json === null) return 0;
  const id = inputId(json);
  const change = id === undefined ? undefined : draft[id];
  if (change !== undefined) {
    const value = valueIn(json);
    const isText = Reflect.get(json, 'type') === 'Input.Text';
    if (value === change.is || (!isText && (wordsOnly || value !== change.was))) return 0;
    Reflect.set(json, 'value', change.is);
    return 1;
  }
  const filled = Object.values(json).reduce((count, part) => count + fillIn(part, draft, wordsOnly), 0);
  // What was written behind "More" is not sent unseen.
  if (filled > 0 && Reflect.get(json, 'isVisible') === false) Reflect.set(json, 'isVisible', true);
  return filled;
}

/** @param {object} json @returns {string | undefined} undefined when it is not an input */
function inputId(json) {
  const id = Reflect.get(json, 'id');
  return String(Reflect.get(json, 'type')).startsWith('Input.') && typeof id === 'string' ? id : undefined;
}

/** @param {object} json an input */
function valueIn(json) {
  return String(Reflect.get(json, 'value') ?? '');
}
