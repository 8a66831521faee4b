/** @import { WireForm } from '../wire.ts' */
/** @import { RenderedCard } from './cards.js' */
import { renderer } from './cards.js';
import { createCounter } from './counter.js';
import { freshId } from './elements.js';

/** @typedef {ReturnType<RenderedCard['getAllInputs']>[number]} Input */

/**
 * Ties each input to its hint, to what is wrong with it and to how much still fits, says whether it is needed, and gives
 * inputs that are searched by typing their label and the words of what was chosen: the renderer leaves all of it out.
 *
 * @param {RenderedCard} card
 * @param {WireForm['fields']} fields
 * @param {Readonly<Record<string, string>>} words
 * @returns {{ control: HTMLElement, problem: HTMLElement } | undefined} the first input with a problem
 */
export function tieInputs(card, fields, words) {
  /** @type {{ control: HTMLElement, problem: HTMLElement } | undefined} */
  let firstProblem;
  for (const input of card.getAllInputs()) {
    const control = input.renderedElement?.querySelector('input, select, textarea');
    if (!(control instanceof HTMLElement)) continue;
    if (input instanceof renderer.ChoiceSetInput && input.style === 'filtered') {
      showChosen(input, control);
      control.addEventListener('change', () => completeTyped(input, control));
    }
    // Otherwise the browser keeps what is written here, to suggest it or to bring it back with the tab.
    control.setAttribute('autocomplete', 'off');
    const id = fieldOf(input);
    const { required, limit } = fields[id] ?? {};
    const spoken = asGroup(input) ?? control;
    const canBeRequired = spoken.getAttribute('role') !== 'group';
    if (required && canBeRequired) spoken.setAttribute('aria-required', 'true');
    // As `problemId` and `hintId` of `adaptive-card/field-to-inputs.ts` spell them.
    const problem = card.getElementById(`problem.${id}`)?.renderedElement;
    const hint = card.getElementById(`hint.${id}`)?.renderedElement;
    const counter = limit && isWrittenIn(control) ? createCounter(control, limit, words) : undefined;
    input.renderedElement?.append(...(counter === undefined ? [] : [counter.shown, counter.voice]));
    describe(spoken, [problem, counter?.shown, hint]);
    if (!problem) continue;
    spoken.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-invalid', 'true');
    firstProblem ??= { control, problem };
  }
  return firstProblem;
}

/** An input's id says its kind and then its field. @param {Input} input */
function fieldOf(input) {
  return input.id?.replace(/^[^.]*\./, '') ?? '';
}

/** @param {HTMLElement} control */
function isWrittenIn(control) {
  return control instanceof HTMLTextAreaElement || control instanceof HTMLInputElement;
}

/** @param {HTMLElement} control @param {readonly (HTMLElement | undefined)[]} texts in the order in which they are read */
function describe(control, texts) {
  const ids = texts.flatMap((text) => {
    if (text === undefined) return [];
    text.id ||= freshId();
    return [text.id];
  });
  if (ids.length > 0) control.setAttribute('aria-describedby', ids.join(' '));
}

/** The buttons or boxes of one question are told as one, by its label. @param {Input} input @returns {HTMLElement | undefined} */
function asGroup(input) {
  const group = input.renderedElement?.querySelector(
    '.ac-choiceSetInput-expanded, .ac-choiceSetInput-multiSelect',
  );
  if (!(group instanceof HTMLElement)) return undefined;
  const role = group.classList.contains('ac-choiceSetInput-expanded') ? 'radiogroup' : 'group';
  group.setAttribute('role', role);
  nameByLabel(input, group);
  return group;
}

/** @param {Input} input @param {HTMLElement} control */
function nameByLabel(input, control) {
  const label = input.renderedElement?.querySelector('label');
  if (label) control.setAttribute('aria-labelledby', label.id);
}

/**
 * @param {import('adaptivecards').ChoiceSetInput} input
 * @param {HTMLElement} control
 */
function showChosen(input, control) {
  nameByLabel(input, control);
  const chosen = input.choices.find((choice) => choice.value === input.defaultValue);
  if (chosen?.title && control instanceof HTMLInputElement) control.value = chosen.title;
}

/**
 * Takes what was typed for the one choice that it can mean: "noise" for "Conduct: Noise".
 *
 * @param {import('adaptivecards').ChoiceSetInput} input
 * @param {HTMLElement} control
 */
function completeTyped(input, control) {
  if (!(control instanceof HTMLInputElement)) return;
  const typed = control.value.trim().toLowerCase();
  if (typed === '') return;
  const titles = input.choices.flatMap((choice) => (choice.title ? [choice.title] : []));
  const found =
    titles.find((title) => title.toLowerCase() === typed) ??
    only(titles.filter((title) => title.toLowerCase().endsWith(typed))) ??
    only(titles.filter((title) => title.toLowerCase().includes(typed)));
  if (found !== undefined) control.value = found;
}

/** @param {readonly string[]} found */
function only(found) {
  return found.length === 1 ? found[0] : undefined;
}
