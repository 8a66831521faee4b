import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import { launchChromium, reasonToSkip } from '../../support/browser/chromium.ts';
import { type DeskPage, openDesk } from '../../support/browser/desk-page.ts';
import { type Served, serveBrowser } from './serve.ts';
import { callForm, plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const english = { locale: 'en' };

const home = (words: string): Card => ({
  summary: own('Your Home'),
  parts: [
    { type: 'heading', text: own(words) },
    {
      type: 'buttons',
      buttons: [
        { button: 'desk.command', label: own('Who is on'), describe: own('See who is on'), value: 'onshift' },
      ],
    },
  ],
});

describe.skipIf(reason !== undefined)(
  `Home in a real browser${reason === undefined ? '' : ` (${reason})`}`,
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
      context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
      context.setDefaultTimeout(10_000);
      desk = await openDesk(await context.newPage(), served.url, 'maria');
    });
    afterEach(async () => {
      await context.close();
      await served.stop();
    });

    async function opensHome(words: string): Promise<void> {
      served.desk.answerNext({ last: Promise.resolve({ reply: home(words) }) });
      await desk.opens('Home');
      await desk.sees(words);
    }

    it('is asked for when its tab is chosen, not before', async () => {
      expect(served.desk.requests).toEqual([]);
      await opensHome('You are on until 21:00');
      expect(served.desk.requests.map(({ what }) => what.type)).toEqual(['homeOpened']);
      expect(desk.complaints).toEqual([]);
    });

    it('is drawn anew in place, rings nobody and keeps the focus on its button', async () => {
      await opensHome('You are on until 21:00');
      await desk.page.getByRole('button', { name: 'See who is on' }).focus();
      await served.platform.publishHome?.('maria', home('You are off'), english);
      await desk.sees('You are off');
      expect(await desk.cards()).toHaveLength(1);
      expect(await desk.page.locator(':focus').getAttribute('aria-label')).toBe('See who is on');
      expect(await desk.page.title()).not.toContain('(');
    });

    it('gives the answer to its buttons in the conversation', async () => {
      await opensHome('You are on until 21:00');
      await desk.presses('Who is on');
      expect(await desk.sees('You pressed: desk.command')).toContain('Only you see this');
      expect(await desk.page.getByRole('tab', { name: 'Desk' }).getAttribute('aria-selected')).toBe('true');
    });

    it('stays behind a form that its button opens', async () => {
      await opensHome('You are on until 21:00');
      served.desk.answerNext({ last: Promise.resolve({ form: callForm() }) });
      await desk.presses('Who is on');
      await desk.page.locator('dialog[open]').waitFor();
      expect(await desk.page.getByRole('tab', { name: 'Home' }).getAttribute('aria-selected')).toBe('true');
    });

    it('puts what is typed beside it into the conversation', async () => {
      await opensHome('You are on until 21:00');
      await desk.types('hello');
      await desk.sees('You said: hello');
      expect(served.desk.requests.at(-1)?.place).toEqual({ id: 'person:maria', private: true });
    });

    it('is read again when the connection is back', async () => {
      await opensHome('You are on until 21:00');
      await served.stop();
      await desk.page.getByText('The connection to the desk is lost').waitFor();
      served = await serveBrowser({}, { port: served.port });
      served.desk.answerNext({ last: Promise.resolve({ reply: home('You are off') }) });
      await desk.sees('You are off');
    });

    it('shows a message that comes meanwhile as new, on the tab of its conversation', async () => {
      await opensHome('You are on until 21:00');
      await served.platform.post({ id: 'person:maria', private: true }, plainCard('Come now'), english);
      await desk.page.getByRole('tab', { name: 'Desk 1 New' }).waitFor();
      await desk.opens('Desk');
      await desk.sees('Come now');
    });
  },
);
