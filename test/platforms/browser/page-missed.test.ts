import { describe, expect, it } from 'vitest';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { openDesk } from '../../support/browser/desk-page.ts';
import { createPageRoom } from './page-room.ts';
import { serveBrowser } from './serve.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const maria = 'person:maria';
const [tones, bell] = ['countedTones', 2];

/** In place of what makes sounds: counts the tones. */
const countTones = `
  globalThis.${tones} = 0;
  const part = () => ({ connect: (other) => other, setValueAtTime() {}, exponentialRampToValueAtTime() {} });
  globalThis.AudioContext = class {
    createOscillator() {
      globalThis.${tones}++;
      return { ...part(), frequency: {}, start() {}, stop() {} };
    }
    createGain() {
      return { ...part(), gain: part() };
    }
  };`;

const standing = (words: string, minute: number) => ({
  message: words,
  at: `2026-01-01T00:0${minute}:00.000Z`,
  card: plainCard(words),
});

describe.skipIf(reason !== undefined)(
  `what comes while the page is not connected${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    const fresh = () => room.desk.page.locator('.entry.fresh').allInnerTexts();
    const spoken = () => room.desk.page.locator('[aria-live="polite"]').textContent();
    const rung = () => room.desk.page.evaluate(tones);

    it('rings, counts and is announced once when the page is back', async () => {
      const { page } = room.desk;
      room.served.desk.standing.set(maria, [standing('Known', 2)]);
      await page.addInitScript(countTones);
      await openDesk(page, room.served.url, 'maria');
      await room.desk.sees('Known');
      expect([await page.title(), await spoken(), await fresh()]).toEqual(['Northgate Libraries', '', []]);
      await page.getByRole('button', { name: 'Sound is off' }).click();
      expect(await rung()).toBe(bell);

      await room.served.stop();
      await page.getByText('The connection to the desk is lost').waitFor();
      const back = await serveBrowser({}, { port: room.served.port });
      try {
        back.desk.standing.set(maria, [
          standing('Older', 1),
          standing('Known', 2),
          standing('Ana needs help now', 3),
          standing('Omar needs help now', 4),
        ]);
        await room.desk.sees('Omar needs help now');
        await expect.poll(() => page.title()).toBe('(2) New messages · Northgate Libraries');
        expect((await fresh()).map((text) => /\w+ needs|Older|Known/.exec(text)?.[0])).toEqual([
          'Ana needs',
          'Omar needs',
        ]);
        expect(await spoken()).toBe('Omar needs help now');
        expect(await rung()).toBe(2 * bell);
        await page.getByRole('combobox').focus();
        await page.keyboard.press('a');
        expect(await page.title()).toBe('Northgate Libraries');
      } finally {
        await back.stop();
      }
    });

    it('is said of the tab of a branch too, where that was open before', async () => {
      const { page } = room.desk;
      const read = page.waitForResponse((response) => response.url().includes('place=channel'));
      await room.desk.opens('Central');
      await (await read).finished();
      await room.desk.opens('Desk');
      await room.served.stop();
      const back = await serveBrowser({}, { port: room.served.port });
      try {
        back.desk.standing.set('channel:CEN', [standing('For everybody', 1)]);
        await page.getByRole('tab', { name: 'Central 1 New' }).waitFor();
      } finally {
        await back.stop();
      }
    });
  },
);
