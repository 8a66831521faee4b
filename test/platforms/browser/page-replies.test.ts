import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import { launchChromium, reasonToSkip } from '../../support/browser/chromium.ts';
import { type DeskPage, openDesk } from '../../support/browser/desk-page.ts';
import { type Served, serveBrowser } from './serve.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const asking: Card = {
  summary: own('Not sent to anyone yet.'),
  parts: [
    { type: 'text', text: own('Not sent to anyone yet.') },
    { type: 'buttons', buttons: [{ button: 'tiny.branch', label: own('Central Library'), value: 'CEN' }] },
  ],
};

describe.skipIf(reason !== undefined)(
  `an answer on the page${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    let browser: Browser;
    let served: Served;
    let context: BrowserContext;
    let desk: DeskPage;

    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser.close());
    beforeEach(async () => {
      served = await serveBrowser();
      context = await browser.newContext({ locale: 'en-GB' });
      context.setDefaultTimeout(10_000);
      desk = await openDesk(await context.newPage(), served.url, 'maria');
      served.desk.answerNext({ last: Promise.resolve({ reply: asking }) });
      await desk.types('/assist now');
      await desk.sees('Not sent to anyone yet.');
    });
    afterEach(async () => {
      await context.close();
      await served.stop();
    });

    const stillAsked = () => desk.page.locator('article').getByText('Not sent to anyone yet.').count();
    const press = () => desk.page.getByRole('button', { name: 'Central Library' }).click();

    it('takes the place of the one whose button was pressed where that is no longer true, also after a reload', async () => {
      served.desk.answerNext({
        last: Promise.resolve({ reply: plainCard('H-0001 is sent'), replaces: true }),
      });
      await press();
      await desk.sees('H-0001 is sent');
      expect(await stillAsked()).toBe(0);
      await desk.page.reload();
      await desk.sees('H-0001 is sent');
      expect(await stillAsked()).toBe(0);
    });

    it('stands below it otherwise', async () => {
      served.desk.answerNext({ last: Promise.resolve({ reply: plainCard('That is only the start') }) });
      await press();
      await desk.sees('That is only the start');
      expect(await stillAsked()).toBe(1);
    });
  },
);
