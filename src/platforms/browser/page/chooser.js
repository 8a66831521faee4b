/** @import { WirePerson, WireStart } from '../wire.ts' */
import { h } from './elements.js';

/**
 * Everyone whom the page can act as, by home branch, those on shift first.
 *
 * @param {WireStart} start
 * @param {Readonly<Record<string, string>>} words
 * @param {(user: string) => void} onChosen
 */
export function createChooser(start, words, onChosen) {
  const groups = [...start.branches, { code: undefined, name: words.noBranch ?? '' }].map((branch) => ({
    name: branch.name,
    people: start.people.filter((person) => homeOf(person, start) === branch.code),
  }));
  return h(
    'div',
    { className: 'chooser' },
    ...groups
      .filter((group) => group.people.length > 0)
      .map((group) =>
        h(
          'section',
          {},
          h('h3', {}, group.name),
          h(
            'ul',
            {},
            ...[
              ...group.people.filter((person) => person.onShift),
              ...group.people.filter((person) => !person.onShift),
            ].map((person) => h('li', {}, tile(person, words, onChosen))),
          ),
        ),
      ),
  );
}

/** @param {WirePerson} person @param {WireStart} start */
function homeOf(person, start) {
  return person.branches.find((code) => start.branches.some((branch) => branch.code === code));
}

/**
 * @param {WirePerson} person
 * @param {Readonly<Record<string, string>>} words
 * @param {(user: string) => void} onChosen
 */
function tile(person, words, onChosen) {
  const shift = person.detail ?? (person.onShift ? words.onShiftNow : words.otherPeople) ?? '';
  return h(
    'button',
    { type: 'button', className: 'tile', 'data-user': person.user, onclick: () => onChosen(person.user) },
    avatar(person.name),
    h(
      'span',
      { className: 'tile-text' },
      h('strong', {}, person.name),
      h('span', { className: 'tile-role' }, person.role ?? ''),
      h('span', { className: person.onShift ? 'tile-shift on' : 'tile-shift' }, shift),
    ),
  );
}

/** The first letters of a name, in a circle. @param {string} name */
export function avatar(name) {
  const parts = name.split(/\s+/).filter((part) => part !== '');
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map(
    (part) => [...(part ?? '')][0] ?? '',
  );
  return h('span', { className: 'avatar', 'aria-hidden': 'true' }, letters.join(''));
}
