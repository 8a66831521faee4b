import { describe, expect, it } from 'vitest';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { openDesk } from '../../support/browser/desk-page.ts';
import { createPageRoom } from './page-room.ts';

const reason = reasonToSkip();

describe.skipIf(reason !== undefined)(
  `the large buttons of a person${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();

    it.each([
      { width: 1280, height: 800, beside: [], rows: 1 },
      { width: 1280, height: 800, beside: ['omar'], rows: 1 },
      { width: 1280, height: 800, beside: ['omar', 'ana'], rows: 2 },
      { width: 390, height: 844, beside: [], rows: 2 },
      { width: 683, height: 310, beside: [], rows: 1 },
    ])('need as many rows at $width × $height beside $beside: $rows', async ({ beside, rows, ...size }) => {
      const { page } = room.desk;
      await page.setViewportSize(size);
      await openDesk(page, room.served.url, 'maria', beside);
      const boxes = await page.locator('.person[data-user="maria"] .quick').evaluateAll((buttons) =>
        buttons.map((button) => {
          const { top, height } = button.getBoundingClientRect();
          const isCut = button.scrollWidth > button.clientWidth;
          return { top, height, isCut };
        }),
      );
      expect(boxes.length).toBeGreaterThan(0);
      expect(new Set(boxes.map(({ top }) => top)).size).toBe(rows);
      expect(boxes.filter(({ height, isCut }) => height < 48 || isCut)).toEqual([]);
    });
  },
);
