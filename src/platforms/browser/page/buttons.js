import { leadFocus, recordOf } from './moved.js';

/**
 * Lets the buttons of what has been drawn be pressed one after the other: until a press is answered, the next does not
 * count. They are not disabled meanwhile, because that takes the focus from them.
 *
 * @param {() => Iterable<HTMLElement>} buttons
 * @param {(data: unknown) => Promise<void>} press
 * @returns {(data: unknown) => Promise<void>}
 */
export function oneByOne(buttons, press) {
  let isBusy = false;
  return async (data) => {
    if (isBusy) return;
    isBusy = true;
    const drawn = [...buttons()];
    for (const button of drawn) button.ariaDisabled = 'true';
    await press(data);
    for (const button of drawn) button.ariaDisabled = null;
    isBusy = false;
  };
}

/**
 * Draws something anew. The focus that was in it goes to the button of the same name, or else to the first one about the same
 * record, or else to the card: never to another record's, which the next Enter would press.
 *
 * @param {HTMLElement} element
 * @param {() => void} draw
 */
export function keepFocus(element, draw) {
  const focused = element.contains(document.activeElement) ? document.activeElement : undefined;
  draw();
  if (!focused) return;
  const buttons = [...element.querySelectorAll('button')];
  const same = buttons.find((button) => nameOf(button) === nameOf(focused));
  const record = recordOf(focused);
  const next = record === undefined ? undefined : buttons.find((button) => recordOf(button) === record);
  if (same === undefined && next !== undefined) leadFocus(next);
  (same ?? next ?? element.querySelector('article'))?.focus();
}

/** @param {Element} element */
function nameOf(element) {
  return element.getAttribute('aria-label') ?? element.textContent;
}
