import { h } from './elements.js';
import { keepNumbersWhole } from './numbers.js';

/**
 * Says above whatever is shown that something did not arrive in another tab, where nobody would see it.
 *
 * @param {Readonly<Record<string, string>>} words
 * @param {(place: string) => void} onShow
 */
export function createNotSent(words, onShow) {
  const text = h('p', {});
  let place = '';
  const element = h(
    'section',
    { className: 'not-sent', role: 'alert', hidden: true },
    text,
    h('button', { type: 'button', onclick: () => onShow(place) }, words.showIt),
  );
  return {
    element,
    /** @param {{ place: string, name: string, text: string } | undefined} problem undefined: there is none elsewhere */
    show(problem) {
      const sentence = problem === undefined ? '' : `${problem.name}: ${problem.text}`;
      element.hidden = problem === undefined;
      place = problem?.place ?? '';
      if (text.textContent === sentence) return;
      text.textContent = sentence;
      keepNumbersWhole(text);
    },
  };
}
