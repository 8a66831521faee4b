import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { MainCard } from './main-cards.ts';

const require = createRequire(import.meta.url);

const ink = { default: '#242424', subtle: '#616161' };
const foregroundColors = {
  default: ink,
  dark: ink,
  light: { default: '#ffffff', subtle: '#e0e0e0' },
  accent: { default: '#5b5fc7', subtle: '#5b5fc7' },
  good: { default: '#0f7b0f', subtle: '#0f7b0f' },
  warning: { default: '#8f4e00', subtle: '#8f4e00' },
  attention: { default: '#c4314b', subtle: '#c4314b' },
};
const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors });

/** Teams' own, then what is about as wide; "As wide as Teams" is made of DejaVu Sans, often the only one installed. */
const fonts = "'Segoe UI', 'Liberation Sans', Arial, 'As wide as Teams', sans-serif";

/** How Teams' light theme draws, as far as it decides what fits: sizes, spaces, and titles that do not wrap. */
const hostConfig = {
  fontFamily: fonts,
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  containerStyles: {
    default: style('#ffffff'),
    emphasis: style('#f0f0f0'),
    good: style('#e7f2da'),
    attention: style('#fcf4f6'),
    warning: style('#fbf6d9'),
    accent: style('#e8ebfa'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: false,
  },
  inputs: {
    label: { requiredInputs: { weight: 'bolder' }, optionalInputs: { weight: 'bolder' } },
    errorMessage: { color: 'attention' },
  },
};

const styles = `
  @font-face { font-family: 'As wide as Teams'; src: local('DejaVu Sans'); size-adjust: 88% }
  @font-face { font-family: 'As wide as Teams'; font-weight: 600; src: local('DejaVu Sans Bold'); size-adjust: 84% }
  body { margin: 0; padding: 8px; background: #f5f5f5; }
  #card { max-width: 520px; border: 1px solid #d1d1d1; border-radius: 4px; background: #fff; overflow: hidden }
  #card.dialog { max-width: 600px }
  .ac-pushButton { font: 600 14px ${fonts}; padding: 5px 12px; margin: 0;
    border: 1px solid #d1d1d1; border-radius: 4px; background: #fff; color: #242424; max-width: 100% }
  .ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff }
  .ac-pushButton.style-destructive { color: #c4314b }
  .ac-input { font: 14px ${fonts}; box-sizing: border-box; max-width: 100%; padding: 5px 8px;
    border: 1px solid #d1d1d1; border-radius: 4px; background: #fff }
`;

/** Draws a card with Microsoft's own renderer, in a window of this width. */
export async function drawCard(page: Page, { card, where }: MainCard, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await page.setContent(`<style>${styles}</style><div id="card" class="${where}"></div>`);
  await page.addScriptTag({
    content: await readFile(require.resolve('adaptivecards/dist/adaptivecards.min.js'), 'utf8'),
  });
  await page.locator('#card').evaluate(
    (element, { json, config }) => {
      const { AdaptiveCard, HostConfig } = Reflect.get(globalThis, 'AdaptiveCards');
      AdaptiveCard.onProcessMarkdown = () => {};
      const drawn = new AdaptiveCard();
      drawn.hostConfig = new HostConfig(config);
      drawn.parse(json);
      element.append(drawn.render());
    },
    { json: card, config: hostConfig },
  );
}

/** What is cut off or stands beside the card: its words, and by how many pixels. */
export async function whatIsCut(page: Page): Promise<readonly string[]> {
  return page.locator('#card').evaluate((card) => {
    const all = [...card.querySelectorAll('*')];
    const view = card.ownerDocument.defaultView;
    const clipping = [card, ...all.filter((one) => view?.getComputedStyle(one).overflowX === 'hidden')];
    const read = '.ac-textRun, .ac-pushButton, .ac-pushButton *, .ac-input, label';
    return [...card.querySelectorAll(read)].flatMap((one) => {
      // What "More" still hides has no boxes.
      if (one.getClientRects().length === 0) return [];
      const { left, right } = one.getBoundingClientRect();
      const edges = clipping.filter((edge) => edge.contains(one)).map((edge) => edge.getBoundingClientRect());
      const beyond = Math.max(
        // Text within a line has no width of its own.
        one.clientWidth === 0 ? 0 : one.scrollWidth - one.clientWidth,
        ...edges.map((edge) => Math.max(edge.left - left, right - edge.right)),
      );
      return beyond > 1 ? [`${one.textContent?.trim() || one.className}: ${Math.round(beyond)} px`] : [];
    });
  });
}
