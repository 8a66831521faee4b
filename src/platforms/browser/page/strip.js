/** @import { Person } from './person.js' */
import { h } from './elements.js';

/**
 * On a narrow screen one person is seen at a time: a button for each, with what is to be looked at there.
 *
 * @param {Readonly<Record<string, string>>} words
 * @param {(user: string) => void} onChosen
 */
export function createStrip(words, onChosen) {
  const element = h('nav', { className: 'strip', 'aria-label': words.people });
  return {
    element,
    /** @param {readonly Person[]} people @param {string | undefined} current the user who is seen */
    show(people, current) {
      element.hidden = people.length < 2;
      element.replaceChildren(
        ...people.map((one) => {
          const { user, name } = one.person;
          const fresh = one.freshCount() > 0 ? ` (${one.freshCount()})` : '';
          const mark = one.hasProblem() ? ` · ${words.notSentMark}` : '';
          return h(
            'button',
            { type: 'button', 'aria-pressed': String(user === current), onclick: () => onChosen(user) },
            `${name}${fresh}${mark}`,
          );
        }),
      );
    },
  };
}
