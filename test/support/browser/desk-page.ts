import type { Locator, Page } from 'playwright-core';

/** One person's column on the built-in page, used the way a person would use it: by what can be read and pressed. */
export interface DeskPage {
  readonly page: Page;
  /** Everything the browser complained about: console errors, violations of the content policy, failed requests. */
  readonly complaints: readonly string[];
  /** Types into the command line and sends it. */
  types(words: string): Promise<void>;
  /** Presses the newest button that reads so. */
  presses(label: string): Promise<void>;
  /** Presses the button that reads so in the dialog, or in the command row. */
  pressesOnPage(label: string): Promise<void>;
  /** Opens a conversation: `Desk` or a branch's name. */
  opens(place: string): Promise<void>;
  /** The text of every card in the open conversation, oldest first. */
  cards(): Promise<readonly string[]>;
  /** Waits until a card, or what is pinned above them, holds these words, and gives its text. */
  sees(words: string | RegExp): Promise<string>;
  /** Fills in a field of the open form: text, or the option that reads so. */
  fills(label: string, value: string): Promise<void>;
  /** Sends the open form. */
  submits(): Promise<void>;
  /** The text of the open form, problems included. */
  form(): Promise<string>;
}

/**
 * Opens the page as this person and waits until the conversation is live.
 *
 * @param beside users shown next to the person; the driver acts as the first one
 */
export async function openDesk(
  page: Page,
  url: string,
  as: string,
  beside: readonly string[] = [],
): Promise<DeskPage> {
  const complaints = listenForComplaints(page);
  const address = new URL(url);
  address.searchParams.set('as', as);
  if (beside.length > 0) address.searchParams.set('beside', beside.join(','));
  await page.goto(address.href);
  await page.locator('main[aria-busy="false"]').waitFor();
  return driveColumn(page, as, complaints);
}

/** Drives the column of a person who is open on the page already. */
export function driveColumn(page: Page, as: string, complaints: readonly string[] = []): DeskPage {
  const column = page.locator(`.person[data-user="${as}"]`);
  const articles = column.locator('.panel:not([hidden]) article');
  const seen = articles.or(column.locator('.pinned'));
  const dialog = page.locator('dialog[open]');

  return {
    page,
    complaints,
    async types(words) {
      await column.getByRole('combobox').fill(words);
      await column.getByRole('combobox').press('Enter');
    },
    async presses(label) {
      await readingExactly(articles, label).last().click();
    },
    async pressesOnPage(label) {
      const inDialog = (await dialog.count()) > 0;
      await readingExactly(inDialog ? dialog : column.locator('.composer'), label).click();
    },
    async opens(place) {
      await column.getByRole('tab', { name: place }).click();
    },
    cards: () => articles.allInnerTexts(),
    async sees(words) {
      const found = seen.filter({ hasText: words, visible: true }).last();
      await found.waitFor();
      return (await found.allInnerTexts()).join();
    },
    async fills(label, value) {
      const field = dialog.getByLabel(label);
      if ((await field.evaluate((element) => element.tagName)) === 'SELECT') {
        await field.selectOption({ label: value });
      } else {
        await field.fill(value);
      }
    },
    async submits() {
      await dialog.locator('.style-positive').click();
    },
    form: async () => (await dialog.allInnerTexts()).join(),
  };
}

/** Buttons by what is written on them: their spoken names say more. */
function readingExactly(within: Locator, label: string): Locator {
  return within.locator('button').filter({ hasText: new RegExp(`^\\s*${escapeForRegExp(label)}\\s*$`) });
}

function escapeForRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function listenForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    // Chromium calls a streamed answer aborted when the page is done with it before the connection is. An answer that
    // was really cut off is told by the page itself.
    if (!/\/desk\/(?:events|act)/.test(request.url())) complaints.push(`${request.url()} failed`);
  });
  return complaints;
}
