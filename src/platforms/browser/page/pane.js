import { freshId, h } from './elements.js';

/**
 * A tab with what it shows. Which one is shown, and what has been loaded, is for whoever holds them.
 *
 * @param {string} place
 * @param {string} name
 * @param {HTMLElement} content
 * @param {Readonly<Record<string, string>>} words
 * @param {(place: string) => void} onSelect
 */
export function createPane(place, name, content, words, onSelect) {
  const panelId = freshId();
  const label = h('span', {}, `${name} `);
  const count = h('span', { className: 'count', hidden: true });
  const button = h(
    'button',
    {
      type: 'button',
      role: 'tab',
      id: freshId(),
      'aria-controls': panelId,
      onclick: () => onSelect(place),
    },
    label,
    count,
  );
  const panel = h(
    'div',
    { id: panelId, role: 'tabpanel', className: 'panel', 'aria-labelledby': button.id },
    content,
  );
  return {
    place,
    button,
    panel,
    content,
    loaded: false,
    name: () => label.textContent.trim(),
    /** Says on the tab what is to be looked at there. @param {number} fresh @param {boolean} hasProblem */
    mark(fresh, hasProblem) {
      const marks = [hasProblem ? words.notSentMark : '', fresh > 0 ? `${fresh} ${words.new}` : ''];
      count.textContent = marks.filter((each) => each).join(' · ');
      count.hidden = count.textContent === '';
      count.classList.toggle('urgent', hasProblem);
    },
    /** @param {string} other */
    rename(other) {
      label.textContent = `${other} `;
    },
  };
}

/** @typedef {ReturnType<typeof createPane>} Pane */

/**
 * What holds the tabs' buttons: the arrow keys lead from one to the next.
 *
 * @param {Readonly<Record<string, string>>} words
 * @param {() => { panes: readonly Pane[], current: Pane | undefined }} now
 */
export function createTabList(words, now) {
  /** @param {KeyboardEvent} event */
  function onkeydown({ key }) {
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    const { panes, current } = now();
    if (step === 0 || current === undefined) return;
    const next = panes[(panes.indexOf(current) + step + panes.length) % panes.length];
    next?.button.click();
    next?.button.focus();
  }
  return h('div', { role: 'tablist', className: 'tabs', 'aria-label': words.places, onkeydown });
}
