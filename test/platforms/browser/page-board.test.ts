import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { isWhollyVisible } from '../../support/browser/visible.ts';
import { createPageRoom } from './page-room.ts';
import { type Served, serveBrowser } from './serve.ts';

const reason = reasonToSkip();
const people = () => [{ user: 'omar', name: 'Omar Haddad', branches: ['CEN'], dialText: 'Dial 9-911.' }];
const dial = 'In an emergency: Dial 9-911.';

describe.skipIf(reason !== undefined)(
  `a page that is left open on a screen${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom({ timezoneId: 'Europe/London' });

    async function openBoard(served: Served, path = '/today?as=omar'): Promise<Page> {
      const page = await room.context.newPage();
      await page.goto(`${served.url}${path}`);
      await page.getByText('Connected.').waitFor();
      return page;
    }

    it.each([
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
      { width: 683, height: 310 },
    ])(
      'says without the desk since when it is not up to date, and what to dial, at $width × $height',
      async (size) => {
        const served = await serveBrowser({ boards: ['today'], people });
        const page = await openBoard(served);
        await page.setViewportSize(size);
        await served.stop();
        const status = page.getByRole('status').filter({ hasText: dial });
        await status.waitFor();
        expect(await status.textContent()).toMatch(/^Not up to date since \w+ \d+ \w+ \d\d:\d\d\. /);
        expect(await isWhollyVisible(status)).toBe(true);
        expect(await page.title()).toMatch(/^Not up to date since \w+ \d+ \w+ \d\d:\d\d\.$/);
        expect(await page.getByText('You said: today').count()).toBeGreaterThan(0);
      },
    );

    it('says that the desk was started again with another key, and keeps what it shows', async () => {
      const first = await serveBrowser({ boards: ['today'], people, key: 'k-1' });
      const page = await openBoard(first, '/today?as=omar&key=k-1');
      await first.stop();
      const served = await serveBrowser({ boards: ['today'], people, key: 'k-2' }, { port: first.port });
      try {
        const status = page.getByRole('status').filter({ hasText: 'The desk was started again' });
        await status.waitFor();
        expect(await status.textContent()).toContain('Not up to date since');
        expect(await status.textContent()).toContain(dial);
        expect(await page.getByText('You said: today').count()).toBeGreaterThan(0);
        await openBoard(served, '/today?as=omar&key=k-2');
        await page.getByText('Connected.').waitFor();
      } finally {
        await served.stop();
      }
    });
  },
);
