import { describe, expect, it } from 'vitest';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { openDesk } from '../../support/browser/desk-page.ts';
import { createPageRoom } from './page-room.ts';

const reason = reasonToSkip();
const isOff = 'Sound is off: switch on';
const isOn = 'Sound is on: switch off';

describe.skipIf(reason !== undefined)(
  `the button for the sound${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();

    it('says how it is and what a press does, in every tab of the browser', async () => {
      const first = room.desk.page;
      const { page: second } = await openDesk(await room.context.newPage(), room.served.url, 'omar');
      await first.getByRole('button', { name: isOff, exact: true }).click();
      await first.getByRole('button', { name: isOn, exact: true }).waitFor();
      await second.getByRole('button', { name: isOn, exact: true }).click();
      await first.getByRole('button', { name: isOff, exact: true }).waitFor();
      await second.getByRole('button', { name: isOff, exact: true }).waitFor();
    });

    it('leaves room for the title on a screen of 320 pixels', async () => {
      const { page } = room.desk;
      await page.setViewportSize({ width: 320, height: 640 });
      const tops = page.locator('.top, .top h1, .tools button');
      const beyond = await tops.evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
      expect(beyond.filter((pixels) => pixels > 0)).toEqual([]);
      expect((await page.locator('.top h1').boundingBox())?.width).toBeGreaterThan(90);
      expect((await page.locator('.top').boundingBox())?.height).toBeLessThan(64);
    });
  },
);
