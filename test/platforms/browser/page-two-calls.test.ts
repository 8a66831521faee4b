import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { driveColumn, openDesk } from '../../support/browser/desk-page.ts';
import { isWhollyVisible } from '../../support/browser/visible.ts';
import { createPageRoom } from './page-room.ts';

const reason = reasonToSkip();
const maria = { id: 'person:maria', private: true };
const english = { locale: 'en' };

const call = (number: string, urgency: string): Card => ({
  summary: own(`${number}: ${urgency}`),
  tone: 'urgent',
  parts: [
    { type: 'heading', text: own(`${number}: ${urgency} · Central Library, teen area`) },
    { type: 'text', text: own('Nobody has confirmed'), strong: true },
    ...Array.from({ length: 4 }, (_, index) => ({
      type: 'facts' as const,
      facts: [{ label: own(`Fact ${index}`), value: own('Something that is known') }],
    })),
    {
      type: 'buttons',
      buttons: [
        { button: 'help.claim', label: own("I'm coming"), style: 'primary' },
        { button: 'help.decline', label: own("Can't come") },
        { button: 'help.onScene', label: own('On scene') },
        { button: 'help.done', label: own('Done') },
      ],
    },
  ],
});

/** Whether a press in the middle of it would reach it. */
function isReachable(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const seen = element.ownerDocument.elementFromPoint(left + width / 2, top + height / 2);
    return element.contains(seen);
  });
}

describe.skipIf(reason !== undefined)(
  `two calls at once${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    const older = () => room.desk.page.locator('article').filter({ hasText: 'H-0001' });
    const heading = () => older().getByRole('heading');
    const buttons = () => older().getByRole('button').all();
    const conversation = () => room.desk.page.locator('.panel:not([hidden]) .conversation');

    beforeEach(async () => {
      await room.served.platform.post(maria, call('H-0001', 'Emergency'), english);
      await room.served.platform.post(maria, call('H-0002', 'Come now'), english);
      await room.desk.sees('H-0002');
    });

    it.each([
      { width: 1280, height: 850 },
      { width: 390, height: 844 },
    ])('leave no button in sight without what it is for, at $width × $height', async (size) => {
      await room.desk.page.setViewportSize(size);
      let reached = 0;
      const end = await conversation().evaluate((element) => element.scrollHeight - element.clientHeight);
      expect(end).toBeGreaterThan(100);
      for (let top = end; top > 0; top -= 40) {
        await conversation().evaluate((element, to) => element.scrollTo(0, to), top);
        for (const button of await buttons()) {
          if (!(await isReachable(button))) continue;
          reached++;
          expect(await isReachable(heading()), `at ${top} of ${end}`).toBe(true);
        }
      }
      expect(reached).toBeGreaterThan(0);
    });

    it.each([
      { width: 1000, height: 600 },
      { width: 1000, height: 400 },
    ])('do not move the people beside each other sideways, at $width × $height', async (size) => {
      await room.desk.page.setViewportSize(size);
      await openDesk(room.desk.page, room.served.url, 'ana', ['omar', 'maria']);
      const column = driveColumn(room.desk.page, 'maria');
      const left = () =>
        room.desk.page
          .locator('.person[data-user="ana"]')
          .evaluate((one) => one.getBoundingClientRect().left);
      await room.desk.page.locator('main').evaluate((main) => {
        main.scrollLeft = 0;
        main.ownerDocument.defaultView?.scrollTo(0, 0);
      });
      const before = await left();
      await room.served.platform.post(maria, call('H-0003', 'Emergency'), english);
      await column.sees('H-0003');
      expect(await left()).toBe(before);
    });

    it('show a button whole that the keyboard comes to', async () => {
      await room.desk.page.setViewportSize({ width: 1280, height: 850 });
      await conversation().evaluate((element) => element.scrollTo(0, element.scrollHeight));
      for (const button of (await buttons()).toReversed()) {
        await button.focus();
        expect(await isWhollyVisible(button)).toBe(true);
        expect(await isWhollyVisible(heading())).toBe(true);
      }
    });
  },
);
