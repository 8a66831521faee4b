import { h } from './elements.js';
import { keepNumbersWhole } from './numbers.js';

const storageKey = 'deskbell:newAddress';

/**
 * Keeps for this tab what is to be said when it is loaded again while the desk wants a new key: what to dial can no
 * longer be asked for then.
 *
 * @param {string | undefined} sentence
 */
export function keepForReload(sentence) {
  try {
    sessionStorage.setItem(storageKey, sentence ?? '');
  } catch {
    // A full storage costs what to dial on a page that is loaded again without the key.
  }
}

/**
 * Says in place of the page that the key is missing; where it was there once, that the desk was started again.
 *
 * @param {Readonly<Record<string, string>>} words
 */
export function showStopped(words) {
  const sentence = sessionStorage.getItem(storageKey) || words.noAccess;
  const stopped = h('p', { className: 'stopped', role: 'alert' }, sentence);
  document.getElementById('page')?.replaceChildren(keepNumbersWhole(stopped));
}
