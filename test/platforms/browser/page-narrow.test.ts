import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { own } from '../../../src/chat/text.ts';
import { launchChromium, reasonToSkip } from '../../support/browser/chromium.ts';
import { openDesk } from '../../support/browser/desk-page.ts';
import { type Served, serveBrowser } from './serve.ts';
import { callForm } from './tiny-desk.ts';

const reason = reasonToSkip();
const note =
  'This is a demo library: nobody real is asked. Shifts are made up around the moment you started it, and when nobody answers a call the next people are asked every 20 seconds.';

describe.skipIf(reason !== undefined)(
  `the page on a small phone${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    let browser: Browser;
    let served: Served;
    let page: Page;

    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser.close());
    beforeEach(async () => {
      served = await serveBrowser({ title: () => 'Ashbrook Public Library (demo)', demoNote: own(note) });
      page = await browser.newPage({ viewport: { width: 360, height: 640 } });
      await openDesk(page, served.url, 'maria');
    });
    afterEach(async () => {
      await page.close();
      await served.stop();
    });

    it.each(['.top h1', '.demo', '.person h2', '.quick'])('cuts nothing of %s', async (selector) => {
      const beyond = await page
        .locator(selector)
        .filter({ visible: true })
        .evaluateAll((elements) =>
          elements.map((one) => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight]),
        );
      expect(beyond.length).toBeGreaterThan(0);
      expect(beyond.flat().filter((pixels) => pixels > 0)).toEqual([]);
    });

    it('leaves a third of the screen to the conversation, and all buttons in it', async () => {
      const sizes = await page
        .locator('.panel:not([hidden]) .conversation, .composer')
        .evaluateAll((elements) =>
          elements.map((one) => {
            const { height, bottom } = one.getBoundingClientRect();
            return { height, bottom };
          }),
        );
      const [conversation, composer] = sizes;
      expect(conversation?.height).toBeGreaterThan(213);
      expect(composer?.bottom).toBeLessThanOrEqual(640);
    });

    it('keeps the buttons of a long form in sight', async () => {
      const field = { required: false, multiline: true, options: [], page: 1, type: 'text' as const };
      const fields = Array.from({ length: 8 }, (_, index) => ({
        ...field,
        id: `field-${index}`,
        label: own(`Field ${index}`),
      }));
      served.desk.answerNext({ last: Promise.resolve({ form: callForm({ fields }) }) });
      await page.getByRole('button', { name: 'Call for help' }).click();
      const submit = page.getByRole('button', { name: 'Send the call' });
      const bottom = async () => {
        const box = await submit.boundingBox();
        return (box?.y ?? 0) + (box?.height ?? 0);
      };
      await submit.waitFor();
      expect(await bottom()).toBeLessThanOrEqual(640);
      await page.getByLabel('Field 7').focus();
      expect(await bottom()).toBeLessThanOrEqual(640);
      const last = await page.getByLabel('Field 7').boundingBox();
      expect((last?.y ?? 0) + 20).toBeLessThan((await submit.boundingBox())?.y ?? 0);
    });

    it('folds the notice when it is pressed', async () => {
      const demo = page.getByRole('button', { name: 'This is a demo library' });
      const before = (await demo.boundingBox())?.height ?? 0;
      await demo.click();
      expect((await demo.boundingBox())?.height).toBeLessThan(before);
      expect(await demo.getAttribute('aria-expanded')).toBe('false');
    });
  },
);
