import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { openDesk } from '../../support/browser/desk-page.ts';
import { createPageRoom } from './page-room.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();

describe.skipIf(reason !== undefined)(
  `what is chosen on the page${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    const page = () => room.desk.page;
    const looks = (one: Locator) =>
      one.evaluate((element) => {
        const style = element.ownerDocument.defaultView?.getComputedStyle(element);
        return `${style?.backgroundColor} ${style?.color}`;
      });

    it('is a tab at the first press, though the mark of another goes with it', async () => {
      await room.served.platform.post({ id: 'person:maria', private: true }, plainCard('A call'), {
        locale: 'en',
      });
      await page().getByRole('tab', { name: 'Desk 1 New' }).waitFor();
      await room.desk.opens('Central');
      expect(await page().getByRole('tab', { name: 'Central' }).getAttribute('aria-selected')).toBe('true');
      await page().getByRole('tab', { name: 'Desk', exact: true }).waitFor();
    });

    it('can be told apart with the reader’s own colours: a tab, a suggestion, a person', async () => {
      await openDesk(page(), room.served.url, 'maria', ['omar']);
      await page().emulateMedia({ forcedColors: 'active' });
      const column = page().locator('.person').first();
      const tab = (name: string) => column.getByRole('tab', { name });
      const chosen = await looks(tab('Desk'));
      expect(await looks(tab('Central'))).not.toBe(chosen);
      await column.getByRole('combobox').fill('/');
      await page().keyboard.press('ArrowDown');
      const options = column.getByRole('option');
      expect(await looks(options.nth(0))).toBe(chosen);
      expect(await looks(options.nth(1))).not.toBe(chosen);
      await page().setViewportSize({ width: 390, height: 780 });
      const person = (name: string) => page().locator('.strip').getByRole('button', { name });
      expect(await looks(person('Maria Santos'))).toBe(chosen);
      expect(await looks(person('Omar Haddad'))).not.toBe(chosen);
    });
  },
);
