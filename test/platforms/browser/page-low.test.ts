import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { isWhollyVisible } from '../../support/browser/visible.ts';
import { createPageRoom } from './page-room.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const maria = { id: 'person:maria', private: true };
const english = { locale: 'en' };
const low = [
  { width: 683, height: 310 },
  { width: 640, height: 384 },
  { width: 667, height: 375 },
  { width: 640, height: 512 },
  { width: 1366, height: 500 },
];

const dialCard: Card = {
  summary: own('First: Dial 9-911 from any desk phone, or 911 from a mobile.'),
  tone: 'urgent',
  parts: [{ type: 'heading', text: own('Dial 9-911') }],
};

const asked: Card = {
  summary: own('Omar needs help now'),
  tone: 'urgent',
  parts: [
    { type: 'heading', text: own('Omar needs help now') },
    { type: 'facts', facts: [{ label: own('Where'), value: own('Central, teen area') }] },
    {
      type: 'buttons',
      buttons: [
        { button: 'help.claim', label: own("I'm coming"), style: 'primary' },
        { button: 'help.cancel', label: own('Cancel') },
      ],
    },
  ],
};

describe.skipIf(reason !== undefined)(
  `the page in a low window${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();

    async function callsEmergency(): Promise<void> {
      const last = Promise.resolve({ reply: plainCard('H-0001 is saved') });
      room.served.desk.answerNext({ first: { reply: dialCard }, last });
      await room.desk.types('/assist emergency');
      await room.desk.sees('H-0001 is saved');
    }

    async function posts(count: number): Promise<void> {
      for (let number = 1; number <= count; number++) {
        await room.served.platform.post(maria, plainCard(`Card ${number}`), english);
      }
      await room.desk.sees(`Card ${count}`);
    }

    const wholePage = () => room.desk.page.locator('html');
    const shownPanel = () => room.desk.page.locator('.panel:not([hidden])');
    const newest = () => room.desk.page.locator('.panel:not([hidden]) article').last();
    const input = () => room.desk.page.getByRole('combobox');

    describe.each(low)('of $width × $height', (size) => {
      it.each([false, true])(
        'gives a card and its buttons room, what to dial shown: %s',
        async (isCalled) => {
          await room.desk.page.setViewportSize(size);
          if (isCalled) await callsEmergency();
          await room.served.platform.post(maria, asked, english);
          await room.desk.sees('teen area');
          expect((await shownPanel().boundingBox())?.height).toBeGreaterThan(200);
          await room.desk.presses('Cancel');
          await room.desk.sees('You pressed: help.cancel');
          await room.desk.presses("I'm coming");
          await room.desk.sees('You pressed: help.claim');
        },
      );

      it('shows each new card, what to dial and what one types in', async () => {
        await room.desk.page.setViewportSize(size);
        await callsEmergency();
        await posts(10);
        expect(await isWhollyVisible(newest().getByText('Card 10'))).toBe(true);
        expect(await isWhollyVisible(room.desk.page.locator('.pinned p'))).toBe(true);
        expect(await isWhollyVisible(input())).toBe(true);
      });

      it('covers no tab and leaves whoever reads further up where they are', async () => {
        await room.desk.page.setViewportSize(size);
        await callsEmergency();
        await posts(10);
        await wholePage().evaluate((html) => html.scrollTo(0, 0));
        for (const name of ['Home', 'Desk', 'Central']) {
          expect(await isWhollyVisible(room.desk.page.getByRole('tab', { name }))).toBe(true);
        }
        await posts(11);
        expect(await wholePage().evaluate((html) => html.scrollTop)).toBe(0);
        await room.desk.opens('Central');
        await room.desk.opens('Desk');
        expect(await isWhollyVisible(newest().getByText('Card 11'))).toBe(true);
      });
    });

    it('shows the beginning of a card that is higher than the window', async () => {
      await room.desk.page.setViewportSize({ width: 683, height: 310 });
      await posts(5);
      const parts = Array.from({ length: 30 }, (_, index) => ({
        type: 'text' as const,
        text: own(`Line ${index + 1}.`),
      }));
      await room.served.platform.post(maria, { summary: own('Long'), parts }, english);
      await room.desk.sees('Line 30.');
      expect(await isWhollyVisible(newest().getByText('Line 1.', { exact: true }))).toBe(true);
      await room.served.platform.post(maria, plainCard('After it'), english);
      await room.desk.sees('After it');
      expect(await isWhollyVisible(newest().getByText('After it'))).toBe(true);
    });

    it('shows the newest card when a phone is turned on its side, and back', async () => {
      await room.desk.page.setViewportSize({ width: 375, height: 667 });
      await posts(12);
      for (const size of [
        { width: 667, height: 375 },
        { width: 375, height: 667 },
      ]) {
        await room.desk.page.setViewportSize(size);
        await expect.poll(() => isWhollyVisible(newest().getByText('Card 12'))).toBe(true);
      }
    });

    it('keeps a higher window from scrolling as a whole', async () => {
      await room.desk.page.setViewportSize({ width: 1366, height: 620 });
      await posts(12);
      expect(await wholePage().evaluate((html) => html.scrollHeight)).toBe(620);
      expect(await isWhollyVisible(newest().getByText('Card 12'))).toBe(true);
    });
  },
);
