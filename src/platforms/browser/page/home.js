/** @import { WireCard } from '../wire.ts' */
import { renderCard } from './cards.js';
import { h } from './elements.js';

/**
 * What one person sees first: drawn anew whenever it changes, without ringing.
 *
 * @param {Readonly<Record<string, string>>} words
 * @param {(data: unknown) => Promise<void>} onPress
 */
export function createHome(words, onPress) {
  const shown = h('div', {});
  const element = h(
    'div',
    { className: 'conversation', tabIndex: 0, role: 'region', 'aria-label': words.home },
    h('p', { className: 'hint' }, words.homeHint),
    shown,
  );

  /** @param {unknown} data */
  async function press(data) {
    for (const button of shown.querySelectorAll('button')) button.disabled = true;
    await onPress(data);
    for (const button of shown.querySelectorAll('button')) button.disabled = false;
  }

  return {
    element,
    /** The focus stays on the button of the same name, or else on the card. @param {WireCard} card */
    show(card) {
      const focused = shown.contains(document.activeElement) ? document.activeElement : undefined;
      const name = focused?.getAttribute('aria-label');
      const { element: body } = renderCard(card.json, (data) => void press(data));
      const article = h(
        'article',
        { className: `card tone-${card.tone}`, tabIndex: -1, 'aria-label': card.summary },
        body,
      );
      shown.replaceChildren(article);
      if (focused === undefined) return;
      const again = [...article.querySelectorAll('button')].find(
        (button) => button.getAttribute('aria-label') === name,
      );
      (again ?? article).focus();
    },
  };
}
