/** Milliseconds after which somebody who presses has seen what moved under their pointer or their focus. */
const seenMs = 700;

/** A form opens because somebody asked for it. */
const guarded = '.conversation button';

/** Pixels that a hand at rest moves a mouse. */
const restPixels = 3;

/** @typedef {{ deed: string, box: DOMRect }} Spot where a button of a card stands on the screen */
/** @typedef {{ x: number, y: number }} Point */

/** What each button of a card does. @type {WeakMap<Element, string>} */
const deeds = new WeakMap();

/** What stood on the screen until something was drawn. @type {{ at: number, before: readonly Spot[], mouse: Point | undefined }[]} */
let draws = [];
/** @type {readonly Spot[]} */
let known = [];
/** @type {Point | undefined} */
let mouse;
let isDrawing = false;
let isStray = false;
/** What the focus was led to last. @type {{ deed: string | undefined, at: number } | undefined} */
let led;

/** @returns {readonly Spot[]} */
function look() {
  return [...document.querySelectorAll(guarded)].flatMap((button) => {
    const deed = deeds.get(button);
    const box = button.getBoundingClientRect();
    return deed === undefined || box.width === 0 ? [] : [{ deed, box }];
  });
}

/** @param {readonly Spot[]} spots @param {Point} point */
function deedsAt(spots, { x, y }) {
  return spots
    .filter(({ box }) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom)
    .map(({ deed }) => deed);
}

/** What a frame draws is in its place only after it. @param {() => void} act */
function afterFrame(act) {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

function remember() {
  known = look();
}

/** Whoever moves or scrolls sees what is there now. */
function forget() {
  draws = [];
}

new MutationObserver(() => {
  if (isDrawing) return;
  isDrawing = true;
  const at = performance.now();
  draws = [...draws.filter((draw) => at - draw.at < seenMs), { at, before: known, mouse }];
  afterFrame(() => {
    remember();
    isDrawing = false;
  });
}).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });

/** What is drawn scrolls before that frame is over; all else is scrolled by somebody who looks. */
function onScroll() {
  if (isDrawing) return;
  forget();
  afterFrame(remember);
}

/** Whether it stands where it was drawn: the browser may not have told yet that it was scrolled. @param {Element} button */
function isWhereDrawn(button) {
  const { left, top } = button.getBoundingClientRect();
  return known.some(
    ({ deed, box }) =>
      deed === deeds.get(button) && Math.abs(box.left - left) < 1 && Math.abs(box.top - top) < 1,
  );
}

/** @param {EventTarget | null} target */
function isLed(target) {
  const button = target instanceof Element ? target.closest(guarded) : null;
  if (button === null || led === undefined) return false;
  return deeds.get(button) === led.deed && performance.now() - led.at < seenMs;
}

addEventListener('scroll', onScroll, { capture: true, passive: true });
addEventListener('resize', () => afterFrame(remember));
addEventListener('wheel', forget, { capture: true, passive: true });
addEventListener('pointercancel', forget, true);

addEventListener(
  'pointermove',
  ({ pointerType, clientX: x, clientY: y }) => {
    if (pointerType === 'touch') return;
    mouse = { x, y };
    draws = draws.filter(
      (draw) => draw.mouse && Math.hypot(x - draw.mouse.x, y - draw.mouse.y) <= restPixels,
    );
  },
  true,
);

addEventListener(
  'pointerdown',
  ({ target, pointerType, clientX: x, clientY: y }) => {
    const button = target instanceof Element ? target.closest(guarded) : null;
    const deed = button && deeds.get(button);
    if (deed && !isDrawing && !isWhereDrawn(button)) forget();
    isStray = draws.some(({ at, before }) => {
      const there = deedsAt(before, { x, y });
      // A finger was nowhere before: it is only known what it will have been meant for.
      const wasMeant = pointerType !== 'touch' || there.length > 0;
      return deed && wasMeant && !there.includes(deed) && performance.now() - at < seenMs;
    });
  },
  true,
);

addEventListener(
  'click',
  (event) => {
    // What the keyboard or a screen reader presses has no such number.
    if (event.detail > 0 ? isStray : isLed(event.target)) event.stopImmediatePropagation();
  },
  true,
);

/**
 * Keeps this button of a card from being pressed by somebody who meant another: a press by pointer does not count when
 * another button was there until just now and the pointer has not moved since. It looks no different meanwhile.
 *
 * @param {Element} button
 * @param {unknown} data what its press says
 */
export function guardPress(button, data) {
  deeds.set(button, JSON.stringify(data ?? null));
}

/** The record that a button of a card is about; undefined where there is none. @param {Element} button @returns {unknown} */
export function recordOf(button) {
  return JSON.parse(deeds.get(button) ?? 'null')?.record;
}

/**
 * The focus goes to this button because the one that had it is gone: a press by the keyboard may have been meant for that
 * one, and does not count for a moment.
 *
 * @param {Element} button
 */
export function leadFocus(button) {
  led = { deed: deeds.get(button), at: performance.now() };
}
