import type { Browser, BrowserContext, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import { launchChromium, reasonToSkip } from '../../support/browser/chromium.ts';
import { type DeskPage, openDesk } from '../../support/browser/desk-page.ts';
import { type Served, serveBrowser } from './serve.ts';
import { callForm, plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const maria = { id: 'person:maria', private: true };
const english = { locale: 'en' };
const dial = 'Dial 9-911 from any desk phone, or 911 from a mobile.';
const sizes = [
  { width: 360, height: 640 },
  { width: 1280, height: 800 },
];

const dialCard: Card = {
  summary: own(`First: ${dial}`),
  tone: 'urgent',
  parts: [
    { type: 'heading', text: own(dial) },
    { type: 'text', text: own('What becomes of your call follows here.') },
  ],
};

describe.skipIf(reason !== undefined)(
  `an emergency on the page${reason === undefined ? '' : ` (${reason})`}`,
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
    });
    afterEach(async () => {
      await context.close();
      await served.stop();
    });

    async function callsEmergency(): Promise<void> {
      const last = Promise.resolve({ reply: plainCard('H-0001 is saved') });
      served.desk.answerNext({ first: { reply: dialCard }, last });
      await desk.types('/assist emergency');
      await desk.sees('H-0001 is saved');
    }

    async function tenMoreCards(): Promise<void> {
      for (let number = 1; number <= 10; number++) {
        await served.platform.post(maria, plainCard(`Card ${number}`), english);
      }
      await desk.sees('Card 10');
    }

    const dialText = () => desk.page.getByText(dial).filter({ visible: true });

    it.each(sizes)(
      'keeps what to dial on a screen of $width × $height after ten more cards',
      async (size) => {
        await desk.page.setViewportSize(size);
        await callsEmergency();
        await tenMoreCards();
        expect(await isWhollyVisible(dialText())).toBe(true);
        expect(
          await isWhollyVisible(desk.page.locator('article').getByText('Card 10', { exact: true })),
        ).toBe(true);
      },
    );

    it('keeps it in every conversation and after a reload', async () => {
      await callsEmergency();
      await desk.opens('Central');
      expect(await isWhollyVisible(dialText())).toBe(true);
      await desk.page.reload();
      await desk.page.locator('main[aria-busy="false"]').waitFor();
      expect(await isWhollyVisible(dialText())).toBe(true);
    });

    it('lets the person put it away, to its place in the conversation', async () => {
      await callsEmergency();
      await tenMoreCards();
      await desk.page.getByRole('button', { name: 'Put away' }).click();
      await desk.page.getByRole('button', { name: 'Put away' }).waitFor({ state: 'detached' });
      expect(await desk.page.locator('.conversation:focus').count()).toBe(1);
      expect(await dialText().count()).toBe(1);
      expect(await isWhollyVisible(dialText())).toBe(false);
      expect((await desk.cards())[0]).toContain(dial);
    });

    it('shows what is to be dialled for the latest of two', async () => {
      await callsEmergency();
      const other: Card = { summary: own('First: Dial 112'), parts: [{ type: 'heading', text: own('112') }] };
      served.desk.answerNext({ first: { reply: other }, last: Promise.resolve({}) });
      await desk.types('/assist emergency riv');
      await desk.page.locator('.pinned').getByText('Dial 112').waitFor();
      expect(await desk.page.locator('.pinned').allInnerTexts()).toHaveLength(1);
    });

    it.each(sizes)('keeps it above a form that comes back, at $width × $height', async (size) => {
      await desk.page.setViewportSize(size);
      const form = callForm({ notice: own(`In an emergency: ${dial}`) });
      served.desk.answerNext({ last: Promise.resolve({ form }) });
      await desk.types('/assist');
      await desk.page.locator('dialog[open]').waitFor();
      await desk.fills('Note', 'kept words');
      await desk.submits();
      await desk.page.locator('[aria-invalid="true"]').waitFor();
      expect(await desk.form()).toContain('One thing is missing.');
      expect(await isWhollyVisible(dialText())).toBe(true);
    });

    it.each(sizes)(
      'keeps what stands above a form from the first to the last, at $width × $height',
      async (size) => {
        await desk.page.setViewportSize(size);
        const opening = own(`In an emergency: ${dial}`);
        served.desk.answerNext({ last: Promise.resolve({ form: callForm({ opening }) }) });
        await desk.types('/assist');
        await desk.page.locator('dialog[open]').waitFor();
        expect(await isWhollyVisible(dialText())).toBe(true);
        const back = callForm({ opening, problems: { note: own('too long') }, notice: own('Look again.') });
        served.desk.answerNext({ last: Promise.resolve({ form: back }) });
        await desk.submits();
        await desk.page.locator('[aria-invalid="true"]').waitFor();
        expect(await desk.form()).toContain('Look again.');
        expect(await isWhollyVisible(dialText())).toBe(true);
      },
    );

    it('keeps what was said above one form out of another', async () => {
      const form = callForm({ notice: own(`In an emergency: ${dial}`) });
      served.desk.answerNext({ last: Promise.resolve({ form }) });
      await desk.types('/assist');
      await desk.page.locator('dialog[open]').waitFor();
      await desk.page.keyboard.press('Escape');
      const another = callForm({ instance: 'instance-2', problems: { note: own('too long') } });
      served.desk.answerNext({ last: Promise.resolve({ form: another }) });
      await desk.types('/assist');
      await desk.page.locator('[aria-invalid="true"]').waitFor();
      expect(await dialText().count()).toBe(0);
    });
  },
);

/** Whether nothing of it lies outside the window or under something else. */
async function isWhollyVisible(text: Locator): Promise<boolean> {
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
