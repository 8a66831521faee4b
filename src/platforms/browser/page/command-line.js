/** @import { WireCommand } from '../wire.ts' */
import { freshId, h } from './elements.js';
import { keepUnsent } from './unsent.js';

/** Commands that get a large button of their own: the first ones that are declared. The menu has the others. */
const quickButtons = 3;

/**
 * The line to type in, with suggestions behind `/`, and large buttons for the commands that are needed most.
 * What was typed and not sent is not lost without a question.
 *
 * @param {string} user
 * @param {readonly WireCommand[]} commands
 * @param {Readonly<Record<string, string>>} words
 * @param {(typed: string) => void} onTyped
 */
export function createCommandLine(user, commands, words, onTyped) {
  const listId = freshId();
  const inputId = freshId();
  const suggestions = h('ul', { id: listId, role: 'listbox', className: 'suggestions', hidden: true });
  suggestions.setAttribute('aria-label', words.suggestions ?? '');
  const input = h('input', {
    id: inputId,
    type: 'text',
    autocomplete: 'off',
    spellcheck: false,
    placeholder: words.commandHint,
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
    oninput: () => {
      keep();
      suggest();
    },
    onkeydown: onKey,
    onblur: () => hide(),
  });
  const all = commands.map((command) => ({
    ...command,
    typed: command.direct ? `/${command.word}` : `/desk ${command.word}`,
  }));
  /** @type {typeof all} */
  let offered = [];
  let chosen = -1;

  function keep() {
    keepUnsent(user, 'line', input.value.trim() || undefined);
  }

  function suggest() {
    const typed = input.value.toLowerCase();
    offered = typed.startsWith('/')
      ? all.filter((command) => command.typed.startsWith(typed) || `/desk ${command.word}`.startsWith(typed))
      : [];
    choose(-1);
    suggestions.replaceChildren(
      ...offered.map((command, index) =>
        h(
          'li',
          {
            id: `${listId}-${index}`,
            role: 'option',
            onpointerdown: (/** @type {Event} */ event) => take(index, event),
          },
          h(
            'span',
            { className: 'typed' },
            command.typed,
            ' ',
            h('span', { className: 'usage' }, command.usage),
          ),
          h('span', { className: 'does' }, command.summary),
        ),
      ),
    );
    suggestions.hidden = offered.length === 0;
    input.setAttribute('aria-expanded', String(offered.length > 0));
  }

  function hide() {
    offered = [];
    suggestions.hidden = true;
    choose(-1);
    input.setAttribute('aria-expanded', 'false');
  }

  /** @param {number} index */
  function choose(index) {
    chosen = index;
    for (const [at, option] of [...suggestions.children].entries()) {
      option.setAttribute('aria-selected', String(at === index));
      if (at === index) option.scrollIntoView({ block: 'nearest' });
    }
    if (index < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `${listId}-${index}`);
  }

  /** @param {number} index @param {Event} event */
  function take(index, event) {
    event.preventDefault();
    input.value = `${offered[index]?.typed ?? ''} `;
    keep();
    input.focus();
    hide();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (offered.length === 0) return;
    if (event.key === 'Escape') hide();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      choose((Math.max(chosen, step > 0 ? -1 : 0) + step + offered.length) % offered.length);
    }
    if ((event.key === 'Enter' || event.key === 'Tab') && chosen >= 0) take(chosen, event);
  }

  /** @param {SubmitEvent} event */
  function onsubmit(event) {
    event.preventDefault();
    const typed = input.value;
    if (typed.trim() === '') return;
    input.value = '';
    keep();
    hide();
    onTyped(typed);
  }

  const quick = [
    ...all.filter((command) => command.direct).slice(0, quickButtons),
    { label: words.menu, typed: '/desk' },
  ].map(({ label, typed }) =>
    h('button', { type: 'button', className: 'quick', onclick: () => onTyped(typed) }, label),
  );

  return {
    element: h(
      'div',
      { className: 'composer' },
      h('div', { className: 'quick-row' }, ...quick),
      h(
        'form',
        { className: 'line', onsubmit },
        h('label', { htmlFor: inputId, className: 'unseen' }, words.command),
        suggestions,
        input,
        h('button', { type: 'submit' }, words.send),
      ),
    ),
    focus: () => input.focus(),
  };
}
