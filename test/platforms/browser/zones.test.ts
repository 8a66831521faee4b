import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import type { WireMessage } from '../../../src/platforms/browser/wire.ts';
import { launchChromium, reasonToSkip } from '../../support/browser/chromium.ts';
import { openDesk } from '../../support/browser/desk-page.ts';
import { ask } from './ask.ts';
import { createPageRoom } from './page-room.ts';
import { type Served, serveBrowser } from './serve.ts';
import { callForm } from './tiny-desk.ts';

const reason = reasonToSkip();
const maria = { id: 'person:maria', private: true };
const at = '2026-11-22T18:40:00.000Z';
const momentField = {
  type: 'moment',
  required: true,
  multiline: false,
  options: [],
  page: 1,
} as const;
const until: Card = {
  summary: { key: 'tiny.until', params: { until: { instant: at, zone: 'Europe/London' } } },
  parts: [
    { type: 'text', text: { key: 'tiny.until', params: { until: { instant: at, zone: 'Europe/London' } } } },
  ],
};

describe('times on the page', () => {
  let served: Served;
  beforeEach(async () => {
    served = await serveBrowser();
    served.desk.standing.set(maria.id, [{ message: 'm1', at, card: until }]);
  });
  afterEach(() => served.stop());

  async function messageFor(zone: string): Promise<WireMessage | undefined> {
    const query = new URLSearchParams({ as: 'maria', zone });
    const { status, body } = await ask(served, `/desk/state?${query.toString()}`);
    expect(status).toBe(200);
    return (JSON.parse(body) as { messages: WireMessage[] }).messages[0];
  }

  it('names the zone to whoever has another time of day', async () => {
    const message = await messageFor('America/Chicago');
    expect(message?.summary).toMatch(/^Until (?:18:40|6:40\sPM) GMT$/);
    expect(message?.when).toMatch(/ GMT$/);
  });

  it.each(['Europe/London', 'Africa/Abidjan', '', 'Mars/Olympus', '+01:00', '../..', 'x'.repeat(100)])(
    'names none where it is the same, or where the browser names no zone: %s',
    async (zone) => {
      const message = await messageFor(zone);
      expect(message?.summary).toMatch(/^Until (?:18:40|6:40\sPM)$/);
      expect(message?.when).not.toContain('GMT');
      expect(served.logged).toEqual([]);
    },
  );

  it.skipIf(reason !== undefined)('are drawn for the zone of each browser', async () => {
    const browser = await launchChromium();
    try {
      for (const [timezoneId, words] of [
        ['America/Chicago', 'Until 18:40 GMT'],
        ['Europe/London', 'Until 18:40'],
      ] as const) {
        const context = await browser.newContext({ locale: 'en-GB', timezoneId });
        const desk = await openDesk(await context.newPage(), served.url, 'maria');
        await served.platform.post(maria, until, { locale: 'en', marker: timezoneId });
        await expect.poll(() => desk.cards()).toHaveLength(2);
        const drawn = await desk.page.locator('article .ac-richTextBlock').allTextContents();
        expect(drawn).toEqual([words, words]);
        const last = Promise.resolve({ reply: until });
        served.desk.answerNext({ last });
        await desk.types('when');
        await expect.poll(() => desk.cards()).toHaveLength(3);
        expect(await desk.page.locator('.reply .ac-richTextBlock').textContent()).toBe(words);
        await context.close();
      }
    } finally {
      await browser.close();
    }
  });
});

describe.skipIf(reason !== undefined)('a moment in a form', () => {
  const room = createPageRoom({ timezoneId: 'America/Chicago' });

  it('is asked for and read in the time of day of whoever fills it in', async () => {
    const when = callForm({
      fields: [{ ...momentField, id: 'when', label: { own: 'When' } }],
      values: { when: at },
    });
    room.served.desk.answerNext({ last: Promise.resolve({ form: when }) });
    await room.desk.types('/incident');
    const time = room.desk.page.locator('dialog[open]').getByLabel('When: time');
    expect(await time.inputValue()).toBe('12:40');
    await time.fill('12:35');
    await room.desk.page.locator('dialog[open]').getByRole('button', { name: 'Send the call' }).click();
    await expect
      .poll(() => room.served.desk.requests.at(-1)?.what)
      .toMatchObject({
        type: 'submitted',
        values: { when: '2026-11-22T18:35:00.000Z' },
      });
  });
});
