/** Pixels from the end within which somebody counts as reading the end. */
const nearEnd = 120;

/**
 * Where somebody reads in a conversation. It scrolls by itself; in a low window the whole page does (low.css), and what
 * is not shown then must not move it.
 *
 * @param {HTMLElement} element what holds the conversation
 * @param {HTMLElement} list its lines
 */
export function createReading(element, list) {
  const isPageScrolled = () => getComputedStyle(element).overflowY === 'visible';

  /** The window without what stays at its edges. */
  function seen() {
    const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
    const [top, bottom] = [scrollPaddingTop, scrollPaddingBottom].map(
      (pixels) => Number.parseFloat(pixels) || 0,
    );
    return { top: top ?? 0, bottom: innerHeight - (bottom ?? 0) };
  }

  /** A line that is shown elsewhere is hidden here. */
  const newest = () =>
    [...list.children].filter((item) => item instanceof HTMLElement && !item.hidden).at(-1);

  /** @param {Element | undefined} last */
  function pageTo(last) {
    if (last === undefined || !element.checkVisibility()) return;
    const left = scrollX;
    last.scrollIntoView({ block: 'end' });
    if (last.getBoundingClientRect().top < seen().top) last.scrollIntoView({ block: 'start' });
    scrollTo(left, scrollY);
  }

  return {
    isPageScrolled,
    /** Whether the newest line is in sight, or nearly so. */
    isAtEnd() {
      if (!isPageScrolled()) return element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
      const last = newest();
      return last === undefined || last.getBoundingClientRect().top < seen().bottom;
    },
    /**
     * To the newest line; to its beginning when it is higher than the screen, because the state stands there.
     *
     * @param {HTMLElement} [below] what stands below it and is to be seen too
     */
    toEnd(below) {
      if (isPageScrolled()) return pageTo(below ?? newest());
      const last = list.lastElementChild;
      if (last instanceof HTMLElement && last.offsetHeight > element.clientHeight) {
        // Not by scrollIntoView, which also moves what is around: the people beside each other would slip sideways.
        element.scrollTop += last.getBoundingClientRect().top - element.getBoundingClientRect().top;
      } else {
        element.scrollTop = element.scrollHeight;
      }
    },
  };
}
