import { freshId, h } from './elements.js';

/**
 * A tab with what it shows. Which one is shown, and what has been loaded, is for whoever holds them.
 *
 * @param {string} place
 * @param {string} name
 * @param {HTMLElement} content
 * @param {(place: string) => void} onSelect
 */
export function createPane(place, name, content, onSelect) {
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
    count,
    loaded: false,
    /** @param {string} other */
    rename(other) {
      label.textContent = `${other} `;
    },
  };
}
