import { h } from './elements.js';

/**
 * Digits with hyphens between them, as phone numbers are written: "9-911", "(555)-0199", "1-800-LIBRARY". And the numbers
 * of records: "H-0001", "CEN-2026-00014".
 */
const numbers =
  /(\+?\(?\d{1,8}\)?(?:[-‐–][\dA-Z]{1,8}){1,5}|[A-Z][A-Z\d]{0,4}(?:-[A-Z\d]{1,4}){0,2}-\d{2,6})/;

/** A day, and with it the hour when the two are written as one. */
const day = /^\d{4}-\d\d-\d\d(?:T\d\d)?$/;

/**
 * Lets no line end inside such a number in this element. Style alone does it: another kind of hyphen would be copied
 * along and could not be dialled.
 *
 * @template {Element} E
 * @param {E} element
 * @returns {E}
 */
export function keepNumbersWhole(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
  for (const text of texts) {
    // What can be chosen in a list is text alone.
    if (text.parentElement?.closest('option')) continue;
    const pieces = text.data.split(numbers);
    if (pieces.length === 1) continue;
    // Split by a group, so that every second piece is a number.
    text.replaceWith(
      ...pieces.map((piece, at) =>
        at % 2 === 0 || day.test(piece) ? piece : h('span', { className: 'number' }, piece),
      ),
    );
  }
  return element;
}
