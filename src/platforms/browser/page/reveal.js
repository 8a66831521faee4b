/** Pixels around it, where the ring of the focus is drawn. */
const edge = 6;

/**
 * Scrolls the body of a form so that a field and what is wrong with it are wholly in sight, with the field's label where
 * there is room. The buttons of a form may lie over the end of its body (cards.css).
 *
 * @param {HTMLElement} body
 * @param {{ control: HTMLElement, problem: HTMLElement }} marked
 */
export function reveal(body, { control, problem }) {
  const seen = body.getBoundingClientRect();
  const last = body.querySelector('.ac-adaptiveCard > div:last-child');
  const isOver = last instanceof HTMLElement && getComputedStyle(last).position === 'sticky';
  const bottom = seen.bottom - (isOver ? last.offsetHeight : 0);
  const end = problem.getBoundingClientRect().bottom + edge;
  const label = control.closest('.ac-adaptiveCard [id]')?.querySelector('label') ?? control;
  const starts = [label, control].map((element) => element.getBoundingClientRect().top - edge);
  const start = starts.find((top) => end - top <= bottom - seen.top) ?? end - (bottom - seen.top);
  const tooHigh = seen.top - start;
  const tooLow = end - bottom;
  if (tooHigh > 0) body.scrollBy({ top: -tooHigh });
  else if (tooLow > 0) body.scrollBy({ top: tooLow });
}
