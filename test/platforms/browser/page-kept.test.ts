import type { Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Handling } from '../../../src/chat/outcome.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { createPageRoom } from './page-room.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();

describe.skipIf(reason !== undefined)(
  `what the browser’s tab keeps${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    const stored = () =>
      room.desk.page.evaluate('JSON.stringify(sessionStorage) + JSON.stringify(localStorage)');
    const lines = async () =>
      (await room.desk.page.locator('.panel:not([hidden]) .entry').allInnerTexts()).join();

    async function types(words: string, handling: Handling): Promise<void> {
      room.served.desk.answerNext(handling);
      await room.desk.types(words);
    }

    async function closesMaria(): Promise<void> {
      room.desk.page.once('dialog', (question) => void question.accept());
      await room.desk.page.getByRole('button', { name: 'Close Maria Santos' }).click();
      await room.desk.page.locator('.person').waitFor({ state: 'detached' });
    }

    async function choosesMaria(): Promise<void> {
      await room.desk.page.locator('.welcome').getByRole('button', { name: 'Maria Santos' }).click();
      await room.desk.page.locator('main[aria-busy="false"]').waitFor();
    }

    it('is not an answer with words that only a record may hold: after a reload its line says so, with its time', async () => {
      const reply = plainCard('He shouted at Mr Bloggs');
      await types('/desk menu', {
        last: Promise.resolve({ reply, kept: plainCard('To read it again, press Read') }),
      });
      const time = /\d\d:\d\d/.exec(await room.desk.sees('Bloggs'))?.[0];
      expect(await stored()).not.toContain('Bloggs');
      await room.desk.page.reload();
      expect(await room.desk.sees('To read it again, press Read')).toContain(time ?? 'a time');
      expect(await lines()).not.toContain('Bloggs');
      await room.desk.types('and on');
      await room.desk.sees('You said: and on');
      await room.desk.page.reload();
      await room.desk.sees('To read it again, press Read');
    });

    it('is not what was typed where only a record may hold it, once it is answered', async () => {
      await types('/incident log Mr Bloggs shouted', {
        last: Promise.resolve({ reply: plainCard('A draft is kept') }),
        keepsWordsOf: 'incident',
      });
      await room.desk.sees('A draft is kept');
      expect(await lines()).toContain('Mr Bloggs shouted');
      expect(await stored()).not.toContain('Bloggs');
      await room.desk.page.reload();
      await room.desk.sees('A draft is kept');
      expect(await lines()).toContain('/incident …');
      expect(await lines()).not.toContain('Bloggs');
    });

    it('is nothing any more of somebody whose column is closed', async () => {
      await room.desk.types('he shouted');
      await room.desk.sees('You said: he shouted');
      await closesMaria();
      expect(await stored()).not.toContain('shouted');
      await choosesMaria();
      expect(await lines()).toBe('');
    });

    it('is nothing of what is answered after that either', async () => {
      let answer = (): void => {};
      const last = new Promise<{ reply: ReturnType<typeof plainCard> }>((resolve) => {
        answer = () => resolve({ reply: plainCard('Late news') });
      });
      await room.desk.types('he shouted');
      await room.desk.sees('You said: he shouted');
      await types('and then', { last });
      await expect.poll(() => room.served.desk.requests.length).toBe(2);
      await closesMaria();
      expect(await stored()).toContain('and then');
      // Chromium calls a streamed answer aborted when the page is done with it before the connection is.
      const isAct = (request: Request) => request.url().includes('/desk/act');
      const isHeard = Promise.race([
        room.desk.page.waitForEvent('requestfinished', isAct),
        room.desk.page.waitForEvent('requestfailed', isAct),
      ]);
      answer();
      await isHeard;
      await expect.poll(stored).not.toContain('and then');
      expect(await stored()).not.toMatch(/shouted|Late news/);
    });
  },
);
