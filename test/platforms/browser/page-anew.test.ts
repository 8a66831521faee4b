import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { openDesk } from '../../support/browser/desk-page.ts';
import { createPageRoom } from './page-room.ts';
import { type Served, serveBrowser } from './serve.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const english = { locale: 'en' };
const maria = { id: 'person:maria', private: true };
const central = { id: 'channel:CEN', private: false };

/** A card with a button. */
function call(words: string): Card {
  const { summary, parts } = plainCard(words);
  const button = { button: 'help.claim', label: own('I’m coming'), record: 'call-1' };
  return { summary, parts: [...parts, { type: 'buttons', buttons: [button] }] };
}

describe.skipIf(reason !== undefined)(
  `the page reads anew what it shows${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();

    /** Holds back the next answer of this kind, which the desk has given by then. */
    async function holds(path: string): Promise<{ isRead: Promise<void>; goesOn: () => void }> {
      let goesOn = (): void => {};
      const release = new Promise<void>((resolve) => {
        goesOn = resolve;
      });
      let read = (): void => {};
      const isRead = new Promise<void>((resolve) => {
        read = resolve;
      });
      await room.desk.page.route(
        (url) => url.pathname === path,
        async (route) => {
          const response = await route.fetch();
          read();
          await release;
          await route.fulfill({ response });
        },
        { times: 1 },
      );
      return { isRead, goesOn };
    }

    it('and keeps what came while it was being read', async () => {
      const at = '2026-11-22T08:30:00.000Z';
      room.served.desk.standing.set(central.id, [{ message: 'm1', at, card: call('Nobody has answered') }]);
      const { isRead, goesOn } = await holds('/desk/state');
      await room.desk.opens('Central');
      await isRead;
      const posted = { address: central, message: 'm1' };
      await room.served.platform.update?.(posted, plainCard('Omar is coming'), english);
      await room.served.platform.post(central, plainCard('Another call'), english);
      await room.desk.sees('Another call');
      goesOn();
      expect(await room.desk.sees('Omar is coming')).toContain('08:30');
      expect((await room.desk.cards()).map((card) => /Omar|Another|Nobody/.exec(card)?.[0])).toEqual([
        'Omar',
        'Another',
      ]);
    });

    it('and keeps the Home that came while it was being read', async () => {
      room.served.desk.answerNext({ last: Promise.resolve({ reply: plainCard('No call is open') }) });
      const { isRead, goesOn } = await holds('/desk/home');
      await room.desk.opens('Home');
      await isRead;
      await room.served.platform.publishHome?.('maria', plainCard('A call is open'), english);
      await room.served.platform.post(maria, plainCard('Behind it'), english);
      await room.desk.page.getByRole('tab', { name: 'Desk 1 New' }).waitFor();
      goesOn();
      await room.desk.sees('A call is open');
    });

    it('and puts a card that changed before its tab was opened where it belongs, with its time', async () => {
      const old = { message: 'm1', at: '2026-11-22T08:30:00.000Z', card: plainCard('The first has ended') };
      const other = { message: 'm2', at: '2026-11-22T08:50:00.000Z', card: plainCard('The second') };
      const posted = { address: central, message: 'm1' };
      await room.served.platform.update?.(posted, old.card, english);
      await room.served.platform.post({ id: 'channel:RIV', private: false }, plainCard('After it'), english);
      await room.desk.page.getByRole('tab', { name: 'Riverside 1 New' }).waitFor();
      room.served.desk.standing.set(central.id, [old, other]);
      await room.desk.opens('Central');
      await room.desk.sees('The second');
      expect(await room.desk.sees('The first has ended')).toContain('08:30');
      expect((await room.desk.cards())[0]).toContain('The first');
    });

    it('with a line for each day', async () => {
      room.served.desk.standing.set(central.id, [
        { message: 'm1', at: '2026-11-20T14:30:00.000Z', card: plainCard('On Friday') },
        { message: 'm2', at: '2026-11-20T15:30:00.000Z', card: plainCard('Later on Friday') },
        { message: 'm3', at: '2026-11-23T14:30:00.000Z', card: plainCard('On Monday') },
      ]);
      await room.desk.opens('Central');
      await room.desk.sees('On Monday');
      await room.desk.types('hello');
      await room.desk.sees('You said: hello');
      const today = new Intl.DateTimeFormat('en-GB', {
        timeZone: 'Europe/London',
        weekday: 'short',
        day: 'numeric',
        month: 'short',
      });
      const lines = await room.desk.page.locator('.panel:not([hidden]) .messages > li').allInnerTexts();
      const days = lines.map((line) => /(?:Fri|Mon)\w* 2\d Nov|(?:Later on|On) \w+|You.*/.exec(line)?.[0]);
      expect(days.slice(0, 5)).toEqual([
        'Fri 20 Nov',
        'On Friday',
        'Later on Friday',
        'Mon 23 Nov',
        'On Monday',
      ]);
      expect(lines.join('\n')).toContain(today.format(new Date()).replace(',', ''));
    });

    describe('when a shift begins or ends', () => {
      async function whileShiftChanges(
        run: (served: Served, changes: (detail: string) => Promise<void>) => Promise<void>,
      ): Promise<void> {
        let detail = 'Not on shift';
        const people = () => [
          { user: 'maria', name: 'Maria Santos', branches: ['CEN'], detail: own(detail) },
          { user: 'omar', name: 'Omar Haddad', branches: ['CEN'] },
        ];
        const served = await serveBrowser({ people });
        try {
          await run(served, async (now) => {
            detail = now;
            const isRead = room.desk.page.context().pages().at(-1)?.waitForResponse('**/desk/state*');
            served.desk.change();
            await (await isRead)?.finished();
          });
        } finally {
          await served.stop();
        }
      }

      it('leaves whoever reads further up where they are, with what they marked', async () => {
        await whileShiftChanges(async (served, changes) => {
          const standing = Array.from({ length: 30 }, (_, index) => ({
            message: `m${index}`,
            at: `2026-11-22T08:${10 + index}:00.000Z`,
            card: call(`Card ${index}`),
          }));
          served.desk.standing.set(maria.id, standing);
          const page = await room.context.newPage();
          const desk = await openDesk(page, served.url, 'maria');
          const conversation = page.locator('.panel:not([hidden]) .conversation');
          await desk.sees('Card 29');
          const first = await page.locator('article').nth(3).elementHandle();
          await conversation.evaluate((element) => {
            element.scrollTop = 100;
          });
          await page.getByRole('button', { name: 'I’m coming' }).nth(2).focus({});
          const top = await conversation.evaluate((element) => element.scrollTop);
          await changes('At Central until 18:00');
          await page.getByText('At Central until 18:00').waitFor();
          expect(await conversation.evaluate((element) => element.scrollTop)).toBe(top);
          expect(await first?.evaluate((element) => element.isConnected)).toBe(true);
        });
      });
    });
  },
);
