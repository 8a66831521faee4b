/** @import { Entry } from './conversation.js' */
import { oneByOne } from './buttons.js';
import { renderCard } from './cards.js';
import { h } from './elements.js';
import { keepNumbersWhole } from './numbers.js';

/**
 * How one line of a conversation looks.
 *
 * @param {{
 *   user: string,
 *   words: Readonly<Record<string, string>>,
 *   onPress: (data: unknown, line: { id: string, live: boolean }) => Promise<void>,
 * }} options
 * @returns {(entry: Entry, item: HTMLLIElement) => HTMLElement} draws a line for the item that holds it
 */
export function createLines({ user, words, onPress }) {
  return (entry, item) => {
    if (entry.kind === 'said') {
      const who = h('span', { className: 'who' }, `${words.youSaid}: `);
      return keepNumbersWhole(h('p', { className: 'bubble' }, who, entry.text));
    }
    if (entry.kind === 'problem') {
      const { again } = entry;
      return h(
        'div',
        { className: 'card tone-urgent', role: 'alert' },
        keepNumbersWhole(h('p', {}, entry.text)),
        again && h('button', { type: 'button', onclick: again }, words.tryAgain),
      );
    }
    const line = { id: entry.id, live: entry.kind === 'message' };
    const buttons = () => item.querySelectorAll('button');
    const { element: card } = renderCard(
      entry.card.json,
      oneByOne(buttons, (data) => onPress(data, line)),
    );
    return h(
      'article',
      { className: `card tone-${entry.card.tone}`, tabIndex: -1, 'aria-label': entry.card.summary },
      h(
        'p',
        { className: 'meta' },
        h('span', {}, entry.kind === 'reply' ? words.onlyYou : words.desk),
        h('time', { dateTime: entry.at }, entry.when),
        h('span', { className: 'chip' }, words.new),
      ),
      card,
      entry.card.board === undefined ? undefined : boardLink(entry.card.board),
    );
  };

  /** @param {string} board */
  function boardLink(board) {
    const href = `/${board}?${new URLSearchParams({ as: user })}`;
    return h(
      'p',
      { className: 'board-link' },
      h('a', { href, target: '_blank', rel: 'noopener' }, words.openBoard),
    );
  }
}
