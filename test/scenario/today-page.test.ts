import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium, reasonToSkip } from '../support/browser/chromium.ts';
import { openDesk } from '../support/browser/desk-page.ts';
import { reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';

const reason = reasonToSkip();

describe.skipIf(reason !== undefined)(
  `what is waiting, left open on a screen${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    let browser: Browser;
    let context: BrowserContext;
    let desk: TestDesk;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser.close());
    beforeEach(async () => {
      desk = await startDesk();
      context = await browser.newContext({ locale: 'en-CA', viewport: { width: 1280, height: 800 } });
      context.setDefaultTimeout(10_000);
    });
    afterEach(async () => {
      await context.close();
      await desk.stop();
    });

    async function leavesOpen(user: string): Promise<Page> {
      const page = await context.newPage();
      await page.goto(`${desk.address}/today?as=${user}`);
      await page.getByText('Connected. This page follows').waitFor();
      return page;
    }

    const row = (page: Page, words: string) => page.locator('main li').filter({ hasText: words });

    it('shows a call as soon as it is made, how it goes on, and takes it away when it has ended', async () => {
      const page = await leavesOpen('lee');
      await page.getByText('Nothing is waiting.').waitFor();
      const [priya, maria] = [desk.person('priya'), desk.person('maria')];
      await priya.types('/assist now teen area');
      await row(page, 'Nobody has answered yet').waitFor();
      expect(await row(page, 'H-0001').innerText()).toContain('H-0001, Central Library, just now');
      await reads(maria, 'H-0001');
      await maria.presses('I’m coming');
      await row(page, 'Maria Santos is coming').waitFor();
      await maria.presses('Done');
      await page.getByText('Nothing is waiting.').waitFor();
      expect(await page.locator('main li').count()).toBe(0);
    });

    it('lets the ages go on without a change', async () => {
      const page = await leavesOpen('lee');
      await desk.person('priya').types('/assist teen area');
      await row(page, 'just now').waitFor();
      desk.clock.skip(2 * 60_000);
      await row(page, '2 minutes old').waitFor();
    });

    it('shows word for word what the card of the same person shows, and nothing to press', async () => {
      await desk.person('priya').types('/assist now teen area an upset visitor');
      const page = await leavesOpen('lee');
      await row(page, 'H-0001').waitFor();
      const shown = await page.locator('main').innerText();
      const lee = desk.person('lee');
      const card = await lee.types('/desk today');
      for (const line of shown.split('\n').filter((line) => line !== '')) expect(card).toContain(line);
      expect(shown).not.toContain('upset');
      expect(await page.getByRole('button').count()).toBe(0);
    });

    it('says plainly whom it is for to somebody who is no supervisor, and shows nothing that waits', async () => {
      await desk.person('priya').types('/assist now teen area');
      const page = await leavesOpen('maria');
      await page.getByText('This list is for supervisors.').waitFor();
      expect(await page.locator('body').innerText()).not.toContain('H-0001');
    });

    it('is reached from the card, asks who looks when the address does not say, and leads back', async () => {
      const lee = await openDesk(await context.newPage(), desk.address, 'lee');
      await lee.types('/desk today');
      await lee.sees('Waiting at');
      const opened = context.waitForEvent('page');
      await lee.page.getByRole('link', { name: 'Open as a page to leave on a screen' }).click();
      const page = await opened;
      await page.getByText('As Lee Wong may see it').waitFor();
      await page.goto(`${desk.address}/today`);
      await page.getByRole('button', { name: 'Lee Wong' }).click();
      await page.getByText('As Lee Wong may see it').waitFor();
      await page.getByRole('link', { name: 'Open the desk' }).click();
      await page.getByRole('heading', { name: 'You act as Lee Wong' }).waitFor();
    });

    it('takes a long silence for a lost connection', async () => {
      await context.clock.install();
      const page = await leavesOpen('lee');
      await context.clock.fastForward(33_000);
      await page.getByText('The connection to the desk is lost').waitFor();
      await context.clock.fastForward(3_000);
      await page.getByText('Connected. This page follows').waitFor();
    });

    it('says when the connection is lost and since when it may be wrong, and catches up', async () => {
      const page = await leavesOpen('lee');
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.getByText('As of').waitFor();
      const restarted = desk.restart();
      await page.getByText(/^Not up to date since .*The connection to the desk is lost/).waitFor();
      await restarted;
      await desk.person('priya').types('/assist now teen area');
      await row(page, 'H-0001').waitFor();
      await page.getByText('Connected. This page follows').waitFor();
      expect(complaints).toEqual([]);
    });
  },
);
