import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { type DeskPage, driveColumn, openDesk } from '../../support/browser/desk-page.ts';
import { createBrowserRoom } from './page-room.ts';
import { serveBrowser } from './serve.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const maria = { id: 'person:maria', private: true };
const omar = { id: 'person:omar', private: true };
const central = { id: 'channel:CEN', private: false };
const english = { locale: 'en' };

const asked: Card = {
  summary: own('Maria needs help now'),
  tone: 'urgent',
  parts: [
    { type: 'heading', text: own('Maria needs help now') },
    { type: 'facts', facts: [{ label: own('Where'), value: own('Central, Teen area') }] },
    {
      type: 'buttons',
      buttons: [
        {
          button: 'help.claim',
          label: own("I'm coming"),
          describe: own("I'm coming to call H-0007"),
          style: 'primary',
        },
        { button: 'help.decline', label: own("Can't come") },
      ],
    },
  ],
};

describe.skipIf(reason !== undefined)(
  `the page in a real browser${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createBrowserRoom({ viewport: { width: 1280, height: 800 } });

    async function open(as: string, beside: readonly string[] = [], page?: Page): Promise<DeskPage> {
      return openDesk(page ?? (await room.context.newPage()), room.served.url, as, beside);
    }

    it('offers everyone whom it can act as, and opens the chosen one', async () => {
      const page = await room.context.newPage();
      await page.goto(room.served.url);
      await page.getByRole('button', { name: 'Maria Santos' }).click();
      await page.getByRole('heading', { name: 'You act as Maria Santos' }).waitFor();
      expect(page.url()).toBe(`${room.served.url}/?as=maria`);
    });

    it('answers what is typed, says that only this person sees it, and the browser has nothing to complain about', async () => {
      const desk = await open('maria');
      await desk.types('/desk help');
      expect(await desk.sees('You said: help')).toContain('Only you see this');
      expect(desk.complaints).toEqual([]);
    });

    it('shows the commands behind a slash, to be chosen with the keyboard', async () => {
      const { page } = await open('maria');
      const line = page.getByRole('combobox');
      await line.fill('/o');
      await page.getByRole('option', { name: '/onshift' }).waitFor();
      await line.press('ArrowDown');
      await line.press('Enter');
      expect(await line.inputValue()).toBe('/onshift ');
      expect(await page.getByRole('option').count()).toBe(0);
      expect(room.served.desk.requests).toEqual([]);
    });

    it('puts an error beside its field, keeps what was written, and sends the corrected form', async () => {
      const desk = await open('maria');
      await desk.pressesOnPage('Call for help');
      await desk.fills('Note', 'a chair\nfell');
      await desk.submits();
      const field = desk.page.getByLabel('How urgent is it (needed)');
      await desk.page.locator('[aria-invalid="true"]').waitFor();
      const describedBy = await field.getAttribute('aria-describedby');
      expect(await desk.page.locator(`[id="${describedBy}"]`).textContent()).toBe(
        'Please check: say how urgent it is',
      );
      expect(await desk.page.locator('select:focus').count()).toBe(1);
      expect(await desk.page.getByLabel('Note').inputValue()).toBe('a chair\nfell');
      await desk.fills('How urgent is it (needed)', 'Now');
      await desk.submits();
      await desk.sees('Sent as now: a chair');
      expect(await desk.page.locator('dialog[open]').count()).toBe(0);
      expect(desk.complaints).toEqual([]);
    });

    it('closes a form with Escape and has its text again when it is opened again', async () => {
      const desk = await open('maria');
      await desk.types('/assist');
      await desk.fills('Note', 'half a thought');
      await desk.page.keyboard.press('Escape');
      await desk.page.locator('dialog[open]').waitFor({ state: 'detached' });
      await desk.types('/assist');
      expect(await desk.page.getByLabel('Note').inputValue()).toBe('half a thought');
      expect(await desk.form()).toContain('Nothing of it has been sent');
    });

    it('changes a card in a second tab at once, and keeps the focus on its button', async () => {
      const [first, second] = [await open('omar'), await open('omar')];
      const posted = await room.served.platform.post(omar, asked, english);
      await first.sees('Teen area');
      await second.sees('Teen area');
      await second.page.getByRole('button', { name: "I'm coming to call H-0007" }).focus();
      await room.served.platform.update(
        posted,
        { ...asked, parts: [{ type: 'text', text: own('Ana is coming') }, ...asked.parts] },
        english,
      );
      await first.sees('Ana is coming');
      await second.sees('Ana is coming');
      expect(await first.cards()).toHaveLength(1);
      expect(await second.page.locator(':focus').getAttribute('aria-label')).toBe(
        "I'm coming to call H-0007",
      );
    });

    it('sends a press with the message that it was made on', async () => {
      const desk = await open('omar');
      const posted = await room.served.platform.post(omar, asked, english);
      await desk.sees('Teen area');
      await desk.presses("I'm coming");
      await desk.sees('You pressed: help.claim');
      expect(room.served.desk.requests.at(-1)?.what).toMatchObject({
        button: 'help.claim',
        message: posted.message,
      });
    });

    it('shows several people side by side, each with their own conversation and the channels', async () => {
      const desk = await open('maria', ['omar']);
      const beside = driveColumn(desk.page, 'omar');
      await room.served.platform.post(omar, asked, english);
      await beside.sees('Teen area');
      expect(await desk.cards()).toEqual([]);
      await room.served.platform.post(central, plainCard('For everybody'), english);
      await desk.page
        .locator('.person[data-user="maria"]')
        .getByRole('tab', { name: 'Central 1 New' })
        .waitFor();
      await desk.opens('Central');
      await desk.sees('For everybody');
    });

    it('rings in the title of the tab and for screen readers, for new messages only', async () => {
      const desk = await open('maria');
      const posted = await room.served.platform.post(maria, plainCard('Omar is coming'), english);
      await desk.sees('Omar is coming');
      expect(await desk.page.title()).toBe('(1) New messages · Northgate Libraries');
      expect(await desk.page.locator('[aria-live="polite"]').textContent()).toBe('Omar is coming');
      await room.served.platform.update(posted, plainCard('Omar is there'), english);
      await desk.sees('Omar is there');
      expect(await desk.page.title()).toContain('(1)');
      await desk.page.getByRole('combobox').focus();
      await desk.page.keyboard.press('a');
      expect(await desk.page.title()).toBe('Northgate Libraries');
    });

    it('shows what must be read at once before the rest is known', async () => {
      const desk = await open('maria');
      let finish = (): void => {};
      const last = new Promise<{ reply: Card }>((resolve) => {
        finish = () => resolve({ reply: plainCard('Two people were asked') });
      });
      room.served.desk.answerNext({ first: { reply: plainCard('Dial 9-911') }, last });
      await desk.types('/assist emergency');
      await desk.sees('Dial 9-911');
      finish();
      await desk.sees('Two people were asked');
      expect(await desk.cards()).toHaveLength(2);
    });

    it.each([
      '<img src=x onerror="document.title=1"><b>loud</b> **bold** <!channel> & {{DATE(2026-11-22T18:40:00Z)}}',
      'مرحبا، أحتاج إلى مساعدة 👩‍👩‍👧',
    ])('shows what somebody typed as it was typed: %s', async (typed) => {
      const desk = await open('maria');
      const card: Card = {
        summary: own(typed),
        parts: [
          { type: 'heading', text: own(typed) },
          { type: 'facts', facts: [{ label: own('Note'), value: own(typed) }] },
          { type: 'buttons', buttons: [{ button: 'x', label: own(typed) }] },
        ],
      };
      await room.served.platform.post(maria, card, english);
      await desk.sees(typed);
      const drawn = desk.page.locator('article .ac-richTextBlock');
      expect(await drawn.allTextContents()).toEqual([typed, 'Note', typed]);
      expect(desk.complaints).toEqual([]);
    });

    it('takes 30,000 characters and stays inside a phone’s screen', async () => {
      const desk = await open('maria');
      await desk.page.setViewportSize({ width: 360, height: 740 });
      await desk.types('x'.repeat(30_000));
      await desk.sees('The rest is too long');
      await room.served.platform.post(maria, asked, english);
      await desk.sees('Teen area');
      const beyond = await desk.page
        .locator('body, .conversation')
        .evaluateAll((elements) => elements.map((element) => element.scrollWidth - element.clientWidth));
      expect(beyond.filter((pixels) => pixels > 0)).toEqual([]);
    });

    it('shows after a reload what stands there and the replies that were given', async () => {
      room.served.desk.standing.set(maria.id, [
        { message: 'm1', at: '2020-01-01T00:00:00.000Z', card: plainCard('Standing') },
      ]);
      const page = await room.context.newPage();
      await (await open('maria', [], page)).types('hello');
      await driveColumn(page, 'maria').sees('You said: hello');
      const again = await open('maria', [], page);
      await again.sees('Standing');
      await again.sees('You said: hello');
      expect(await again.cards()).toHaveLength(2);
    });

    it('says that the connection is lost, keeps what cannot be sent, and catches up when it is back', async () => {
      const desk = await open('maria');
      await room.served.stop();
      await desk.page.getByText('The connection to the desk is lost').waitFor();
      await desk.types('hello');
      await desk.page.getByText('This did not reach the desk').waitFor();
      const again = await serveBrowser({}, { port: room.served.port });
      onTestFinished(() => again.stop());
      again.desk.standing.set(maria.id, [
        { message: 'm1', at: '2020-01-01T00:00:00.000Z', card: plainCard('Missed') },
      ]);
      await desk.sees('Missed');
      await desk.page.getByText('The connection to the desk is lost').waitFor({ state: 'hidden' });
      await desk.page.getByRole('button', { name: 'Try again' }).click();
      await desk.sees('You said: hello');
    });

    it('opens with the printed address, reloads without the key, and tells others that they need it', async () => {
      const keyed = await serveBrowser({ key: 'k-1' });
      onTestFinished(() => keyed.stop());
      const page = await room.context.newPage();
      await openDesk(page, `${keyed.url}/?key=k-1`, 'maria');
      expect(page.url()).not.toContain('k-1');
      await page.reload();
      await page.locator('main[aria-busy="false"]').waitFor();
      const stranger = await room.browser.newContext();
      const other = await stranger.newPage();
      await other.goto(`${keyed.url}/?key=k-1&as=maria`);
      await other.getByText('This page needs the address that the desk printed').waitFor();
      await stranger.close();
    });

    it('gives everything that can be pressed or filled in a name to be read aloud', async () => {
      const desk = await open('maria');
      await room.served.platform.post(maria, asked, english);
      await desk.sees('Teen area');
      const page = await desk.page.locator('body').ariaSnapshot();
      expect(page).toContain('- button "I\'m coming to call H-0007"');
      expect(page).toContain('- heading "Maria needs help now" [level=3]');
      await desk.types('/assist');
      await desk.page.locator('dialog[open] select').waitFor();
      const dialog = await desk.page.getByRole('dialog', { name: 'Call for help' }).ariaSnapshot();
      for (const snapshot of [page, dialog]) {
        expect(snapshot).not.toMatch(/- (?:button|combobox|textbox|tab|dialog)\b(?! ")/);
      }
    });
  },
);
