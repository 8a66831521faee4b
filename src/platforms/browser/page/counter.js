/** @import { WireLimit } from '../wire.ts' */
import { h } from './elements.js';

/** Characters left from which on it is said, and at which it is said aloud. */
const marks = [40, 20, 10, 0];

/**
 * How much still fits into a field, once that is little, and how much is too much. Nothing is cut off while somebody
 * writes.
 *
 * @param {HTMLInputElement | HTMLTextAreaElement} control
 * @param {WireLimit} limit
 * @param {Readonly<Record<string, string>>} words
 * @returns {{ shown: HTMLElement, voice: HTMLElement }} `voice` says it aloud at the marks alone
 */
export function createCounter(control, { most, over }, words) {
  const shown = h('p', { className: 'counter' });
  const voice = h('p', { className: 'unseen', role: 'status' });
  let passed = -1;

  function count() {
    // As the desk counts: what is drawn as one character may be several, but a surrogate pair is one.
    const left = most - [...control.value].length;
    const now = left < 0 ? marks.length : marks.filter((mark) => left <= mark).length - 1;
    shown.textContent = now < 0 ? '' : left < 0 ? `${over} ${-left}` : `${words.charactersLeft} ${left}`;
    shown.classList.toggle('over', left < 0);
    if (now > passed) {
      voice.textContent = shown.textContent;
      if (control === document.activeElement) shown.scrollIntoView({ block: 'nearest' });
    }
    if (now < 0) voice.textContent = '';
    passed = now;
  }

  control.addEventListener('input', count);
  count();
  return { shown, voice };
}
