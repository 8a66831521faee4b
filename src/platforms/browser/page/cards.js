/** @import { AdaptiveCardJson } from '../../adaptive-card/index.ts' */
import { hostConfig } from './host-config.js';
import { keepNumbersWhole } from './numbers.js';

/** Microsoft's renderer, loaded by a script of its own. @type {typeof import('adaptivecards')} */
const renderer = Reflect.get(globalThis, 'AdaptiveCards');

// Nothing here is Markdown. Without this the renderer complains that it has nothing to read it with.
renderer.AdaptiveCard.onProcessMarkdown = () => {};

/** @typedef {InstanceType<typeof renderer.AdaptiveCard>} RenderedCard */

/**
 * Draws a card's JSON. `onPress` gets the data of the pressed button, inputs included.
 *
 * @param {AdaptiveCardJson} json
 * @param {(data: unknown) => void} onPress
 * @returns {{ card: RenderedCard, element: HTMLElement }}
 */
export function renderCard(json, onPress) {
  const card = new renderer.AdaptiveCard();
  card.hostConfig = new renderer.HostConfig(hostConfig);
  card.onExecuteAction = (action) => {
    if (action instanceof renderer.SubmitAction || action instanceof renderer.ExecuteAction)
      onPress(action.data);
  };
  card.parse(json);
  const element = card.render() ?? document.createElement('div');
  element.removeAttribute('tabindex');
  element.removeAttribute('aria-label');
  nameButtons(card);
  markHeadings(card);
  // Somebody's own words may run from right to left whatever the language of the page.
  for (const text of element.querySelectorAll('.ac-richTextBlock')) text.setAttribute('dir', 'auto');
  return { card, element: keepNumbersWhole(element) };
}

/** Lets a screen reader say what a button does when it is read alone: the renderer only shows it as a tooltip. @param {RenderedCard} card */
function nameButtons(card) {
  for (const action of card.getAllActions()) {
    if (action.tooltip) action.renderedElement?.setAttribute('aria-label', action.tooltip);
    action.renderedElement?.removeAttribute('title');
  }
}

/** Large text is a heading: the text element that knows no Markdown has no style for it. @param {RenderedCard} card */
function markHeadings(card) {
  for (const run of card.renderedElement?.querySelectorAll('.ac-richTextBlock:has(> .ac-textRun)') ?? []) {
    const first = run.firstElementChild;
    if (!(first instanceof HTMLElement) || first.style.fontSize !== `${hostConfig.fontSizes.large}px`)
      continue;
    run.setAttribute('role', 'heading');
    run.setAttribute('aria-level', '3');
  }
}

/**
 * Ties each problem to its input, and gives inputs that are searched by typing their label and the words of what was
 * chosen: the renderer leaves both out.
 *
 * @param {RenderedCard} card
 * @returns {HTMLElement | undefined} the first input with a problem
 */
export function tieInputs(card) {
  /** @type {HTMLElement | undefined} */
  let firstProblem;
  for (const input of card.getAllInputs()) {
    const control = controlOf(input);
    if (control === undefined) continue;
    if (input instanceof renderer.ChoiceSetInput && input.style === 'filtered') {
      showChosen(input, control);
      control.addEventListener('change', () => completeTyped(input, control));
    }
    const problem = card.getElementById(`problem.${input.id?.replace(/^[^.]*\./, '')}`)?.renderedElement;
    if (!problem?.id) continue;
    control.setAttribute('aria-describedby', problem.id);
    control.setAttribute('aria-invalid', 'true');
    firstProblem ??= control;
  }
  return firstProblem;
}

/**
 * The element of an input that takes the focus.
 *
 * @param {ReturnType<RenderedCard['getAllInputs']>[number]} input
 * @returns {HTMLElement | undefined}
 */
function controlOf(input) {
  return input.renderedElement?.querySelector('input, select, textarea') ?? undefined;
}

/**
 * @param {import('adaptivecards').ChoiceSetInput} input
 * @param {HTMLElement} control
 */
function showChosen(input, control) {
  const label = input.renderedElement?.querySelector('label');
  if (label) control.setAttribute('aria-labelledby', label.id);
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
