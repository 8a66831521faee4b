import type { Locator } from 'playwright-core';

/** Whether nothing of it lies outside the window or under something else; of a rounded corner one pixel may. */
export async function isWhollyVisible(text: Locator): Promise<boolean> {
  return text.evaluate((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const corners = [
      [left + 1, top + 1],
      [right - 1, bottom - 1],
    ] as const;
    return corners.every(([x, y]) => {
      const seen = element.ownerDocument.elementFromPoint(x, y);
      return seen !== null && (element.contains(seen) || seen.contains(element));
    });
  });
}
