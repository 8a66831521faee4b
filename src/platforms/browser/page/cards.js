/** @import { AdaptiveCardJson } from '../../adaptive-card/index.ts' */
import { hostConfig } from './host-config.js';
import { guardPress } from './moved.js';
import { keepNumbersWhole } from './numbers.js';

/** Microsoft's renderer, loaded by a script of its own. @type {typeof import('adaptivecards')} */
export const renderer = Reflect.get(globalThis, 'AdaptiveCards');

// Nothing here is Markdown. Without this the renderer complains that it has nothing to read it with.
renderer.AdaptiveCard.onProcessMarkdown = () => {};

/** @typedef {InstanceType<typeof renderer.AdaptiveCard>} RenderedCard */

/**
 * Draws a card's JSON. `onPress` gets the data of the pressed button, inputs included.
 *
 * @param {AdaptiveCardJson} json
 * @param {(data: unknown) => unknown} onPress
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
  guardButtons(card);
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

/** @param {RenderedCard} card */
function guardButtons(card) {
  for (const action of card.getAllActions()) {
    const hasData = action instanceof renderer.SubmitAction || action instanceof renderer.ExecuteAction;
    if (hasData && action.renderedElement) guardPress(action.renderedElement, action.data);
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
