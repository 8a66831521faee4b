import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { createPageRoom } from './page-room.ts';

const reason = reasonToSkip();

describe.skipIf(reason !== undefined)(
  `the browser’s Back${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    let page: Page;

    const column = (user: string) => page.locator(`.person[data-user="${user}"]`);
    const welcome = () => page.locator('.welcome');
    const form = () => page.getByRole('dialog', { name: 'Call for help' });
    const isAt = (path: string) => expect.poll(() => page.url()).toBe(`${room.served.url}${path}`);

    async function chooses(name: string): Promise<void> {
      await page.getByRole('button', { name }).click();
      await page.getByRole('heading', { name: `You act as ${name}` }).waitFor();
    }

    async function opensForm(): Promise<void> {
      await page.getByRole('button', { name: 'Call for help' }).first().click();
      await form().waitFor();
    }

    beforeEach(async () => {
      page = await room.context.newPage();
      // Something to fall back to, as when the desk was opened from a start page.
      await page.goto(`${room.served.url}/healthy-nowhere`);
      await page.goto(room.served.url);
      await welcome().waitFor();
    });

    it('leads to the choice of a person, and Forward to the person again', async () => {
      await chooses('Maria Santos');
      await page.goBack();
      await welcome().waitFor();
      await isAt('/');
      await page.goForward();
      await column('maria').waitFor();
      await isAt('/?as=maria');
    });

    it('leads there from two people too, after a reload as before', async () => {
      await chooses('Maria Santos');
      await page.getByRole('button', { name: 'Add a person' }).click();
      await chooses('Omar Haddad');
      // The browser goes back from the list of colleagues a moment after that was closed.
      await isAt('/?as=maria&beside=omar');
      await page.reload();
      await column('omar').waitFor();
      await isAt('/?as=maria&beside=omar');
      await page.goBack();
      await welcome().waitFor();
      await isAt('/');
    });

    it('closes a form and keeps its words, and then leads to the choice of a person', async () => {
      await chooses('Maria Santos');
      await opensForm();
      await form().getByLabel('Note').fill('half a thought');
      await page.goBack();
      await form().waitFor({ state: 'hidden' });
      expect(await column('maria').isVisible()).toBe(true);
      await opensForm();
      expect(await form().getByLabel('Note').inputValue()).toBe('half a thought');
      await page.goBack();
      await form().waitFor({ state: 'hidden' });
      page.on('dialog', (question) => void question.accept());
      await page.goBack();
      await welcome().waitFor();
    });

    it.each(['Escape', 'sending'])('is not used up by a form that was closed by %s', async (way) => {
      await chooses('Maria Santos');
      for (let time = 0; time < 3; time++) {
        await opensForm();
        if (way === 'Escape') await page.keyboard.press('Escape');
        else {
          await form().getByRole('combobox').selectOption({ label: 'Now' });
          await form().getByRole('button', { name: 'Send the call' }).click();
        }
        await form().waitFor({ state: 'hidden' });
        // The browser tells of the close a moment after it.
        await expect.poll(() => page.evaluate('history.state')).toBe('people');
      }
      await page.goBack();
      await welcome().waitFor();
    });

    it('closes the list of colleagues, and no person', async () => {
      await chooses('Maria Santos');
      await page.getByRole('button', { name: 'Add a person' }).click();
      await page.locator('dialog[open]').waitFor();
      await page.goBack();
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
      expect(await column('maria').isVisible()).toBe(true);
    });

    it('leads to the choice of a person after a reload with a form open', async () => {
      await chooses('Maria Santos');
      await opensForm();
      await page.reload();
      await column('maria').waitFor();
      await isAt('/?as=maria');
      await expect.poll(() => page.evaluate('history.state')).not.toBe('sheet');
      await page.goBack();
      await welcome().waitFor();
    });

    it('leaves the page where it was before, once nobody is chosen any more', async () => {
      await chooses('Maria Santos');
      await page.getByRole('button', { name: 'Close Maria Santos' }).click();
      await welcome().waitFor();
      await isAt('/');
      await page.goBack();
      await isAt('/healthy-nowhere');
    });
  },
);
