import { h } from './elements.js';

/**
 * Puts the day above the first line of each, in the conversation's words: the lines themselves have a time alone, and a
 * page stays open for days.
 *
 * @param {HTMLElement} list its lines have their day as `data-day`, unless they have no moment of their own
 */
export function markDays(list) {
  for (const mark of list.querySelectorAll('.day')) {
    if (!mark.nextElementSibling?.matches('.entry')) mark.remove();
  }
  /** @type {string | undefined} */
  let last;
  for (const item of list.querySelectorAll('.entry')) {
    if (!(item instanceof HTMLElement)) continue;
    const day = item.dataset.day ?? last;
    const above = item.previousElementSibling?.matches('.day') ? item.previousElementSibling : undefined;
    if (day === last) above?.remove();
    else if (above === undefined) item.before(h('li', { className: 'day' }, day));
    else if (above.textContent !== day) above.textContent = day ?? '';
    last = day;
  }
}
