import { join } from 'node:path';
import { picturesFolder } from './program.mjs';

/** Milliseconds; the demo's last step comes a minute after the call. */
const longestWaitMs = 90_000;

/** The demo library's own, so that a form shows the same time as the cards. */
export const timezoneId = 'America/Toronto';

/**
 * The page with one person, or with several beside each other.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} address
 * @param {readonly string[]} users
 * @param {{ width: number, height: number, sharpness?: number }} size in CSS pixels; `sharpness` is how many pixels of
 *   the picture one of them has
 */
export async function openPage(browser, address, [as, ...beside], { width, height, sharpness = 1.5 }) {
  const page = await browser.newPage({
    viewport: { width, height },
    deviceScaleFactor: sharpness,
    reducedMotion: 'reduce',
    timezoneId,
  });
  page.setDefaultTimeout(longestWaitMs);
  const url = new URL(address);
  url.searchParams.set('as', as);
  if (beside.length > 0) url.searchParams.set('beside', beside.join(','));
  await page.goto(url.href);
  await page.locator('main[aria-busy="false"]').waitFor();
  return page;
}

/** What one person does and sees on the page. */
export function columnOf(page, user) {
  const column = page.locator(`.person[data-user="${user}"]`);
  const cards = column.locator('.panel:not([hidden]) article');
  const withWords = (words) => cards.filter({ hasText: words }).last();
  const dialog = page.locator('dialog[open]');

  return {
    async types(words) {
      const line = column.getByRole('combobox');
      await line.fill(words);
      await line.press('Enter');
    },
    sees: (words) => withWords(words).waitFor(),
    /** Scrolls to the beginning of the newest card that holds these words. */
    scrollsTo: (words) => withWords(words).evaluate((card) => card.scrollIntoView({ block: 'start' })),
    /** Presses the button that reads so, on the newest card that holds these words. */
    presses: (label, words) => withButton(withWords(words), label).last().click(),
    opens: (place) => column.getByRole('tab', { name: place }).click(),
    chooses: (label, option) => dialog.getByLabel(label).selectOption({ label: option }),
    submits: () => dialog.locator('.style-positive').click(),
    closes: () => dialog.locator('header button').click(),
    card: withWords,
    dialog,
  };
}

function withButton(within, label) {
  return within.locator('button').filter({ hasText: new RegExp(`^\\s*${label}\\s*$`) });
}

/**
 * Takes a picture of the page or a part of it, once redraws and marks for new messages have come to rest.
 *
 * @param {import('playwright-core').Page | import('playwright-core').Locator} what
 * @param {string} name
 */
export async function save(what, name) {
  await ('page' in what ? what.page() : what).waitForTimeout(1200);
  await what.screenshot({ path: join(picturesFolder, name) });
  console.log(name);
}
