/** @import { WireCard } from '../wire.ts' */
import { keepFocus, oneByOne } from './buttons.js';
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

  let drawn = '';

  return {
    element,
    /** Drawn only where it has changed: whoever reads it is left alone otherwise. @param {WireCard} card */
    show(card) {
      const now = JSON.stringify(card);
      if (now === drawn) return;
      drawn = now;
      const buttons = () => shown.querySelectorAll('button');
      const { element: body } = renderCard(card.json, oneByOne(buttons, onPress));
      const article = h(
        'article',
        { className: `card tone-${card.tone}`, tabIndex: -1, 'aria-label': card.summary },
        body,
      );
      keepFocus(shown, () => shown.replaceChildren(article));
    },
  };
}
