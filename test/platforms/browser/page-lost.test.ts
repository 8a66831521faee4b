import { describe, expect, it } from 'vitest';
import type { Handling } from '../../../src/chat/outcome.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { openDesk } from '../../support/browser/desk-page.ts';
import { createPageRoom } from './page-room.ts';
import { type Served, serveBrowser } from './serve.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const dial = 'In an emergency: Dial 9-911 from any desk phone.';
const maria = { user: 'maria', name: 'Maria Santos', branches: ['CEN'] };
const omar = { user: 'omar', name: 'Omar Haddad', branches: ['CEN'] };

describe.skipIf(reason !== undefined)(
  `the page when it cannot do what was asked${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    const alerts = () => room.desk.page.getByRole('alert').filter({ visible: true });

    /** Runs with a desk of its own, which is stopped at the end. */
    async function withDesk(served: Served, run: (served: Served) => Promise<void>): Promise<void> {
      try {
        await run(served);
      } finally {
        await served.stop();
      }
    }

    it('says what to dial while the desk is not there, and keeps the line to be sent again', async () => {
      await room.served.stop();
      const banner = alerts().filter({ hasText: 'The connection to the desk is lost' });
      await banner.waitFor();
      expect(await banner.textContent()).toContain(dial);
      await room.desk.types('assist emergency room 1 down');
      const problem = alerts().filter({ hasText: 'This did not reach the desk' });
      await problem.waitFor();
      expect(await problem.textContent()).toContain(dial);
      await withDesk(await serveBrowser({}, { port: room.served.port }), async () => {
        await banner.waitFor({ state: 'hidden' });
        await room.desk.page.getByRole('button', { name: 'Try again' }).click();
        await room.desk.sees('You said: assist emergency room 1 down');
      });
    });

    it('says what to dial where the person is', async () => {
      await room.served.stop();
      const people = () => [{ ...maria, dialText: 'Dial 911 from the desk phone.' }, omar];
      const served = await serveBrowser({ people }, { port: room.served.port });
      await room.desk.page.reload();
      await room.desk.types('hello');
      await room.desk.sees('You said: hello');
      await served.stop();
      await alerts().filter({ hasText: 'In an emergency: Dial 911 from the desk phone.' }).waitFor();
      await room.desk.types('assist emergency room 1 down');
      const problem = alerts().filter({ hasText: 'This did not reach the desk' });
      await problem.waitFor();
      expect(await problem.textContent()).toContain('Dial 911 from the desk phone.');
    });

    it('says what to dial on the red button and in an open form', async () => {
      await room.desk.pressesOnPage('Call for help');
      await room.desk.page.locator('dialog[open]').waitFor();
      await room.desk.fills('How urgent is it (needed)', 'Emergency');
      await room.served.stop();
      await room.desk.submits();
      await room.desk.page.locator('.form-notice').getByText(dial).waitFor();
      await room.desk.page.keyboard.press('Escape');
      await room.desk.pressesOnPage('Call for help');
      await room.desk.page.locator('.conversation').getByText(dial).waitFor();
    });

    describe('after an emergency was sent by the form', () => {
      const form = () => room.desk.page.locator('dialog[open]');
      const problem = () => alerts().filter({ hasText: 'This did not reach the desk' });
      const never = new Promise<never>(() => {});

      async function submitsEmergency(handling: Handling): Promise<void> {
        await room.desk.pressesOnPage('Call for help');
        await form().waitFor();
        await room.desk.fills('How urgent is it (needed)', 'Emergency');
        await room.desk.fills('Note', 'he has a gun');
        room.served.desk.answerNext(handling);
        await room.desk.submits();
      }

      it('says that only what to dial came back, keeps the words, and sends the same again', async () => {
        await submitsEmergency({ first: { reply: plainCard('First: dial') }, last: never });
        await form().waitFor({ state: 'detached' });
        await room.desk.sees('First: dial');
        await room.served.stop();
        await problem().waitFor();
        await withDesk(await serveBrowser({}, { port: room.served.port }), async (served) => {
          await alerts().filter({ hasText: 'connection' }).waitFor({ state: 'hidden' });
          await room.desk.pressesOnPage('Call for help');
          await form().waitFor();
          expect(await form().getByLabel('Note').inputValue()).toBe('he has a gun');
          expect(await room.desk.form()).toContain('What you sent from here has no answer.');
          await room.desk.page.keyboard.press('Escape');
          await problem().getByRole('button', { name: 'Try again' }).click();
          await room.desk.sees('Sent as emergency: he has a gun');
          expect(await problem().count()).toBe(0);
          const sent = ({ desk }: Served) => desk.requests.find(({ what }) => what.type === 'submitted')?.key;
          expect(sent(served)).toBe(sent(room.served));
          await room.desk.pressesOnPage('Call for help');
          await form().waitFor();
          expect(await form().getByLabel('Note').inputValue()).toBe('');
        });
      });

      it('says it in the conversation where the form was closed meanwhile', async () => {
        await submitsEmergency({ last: never });
        await room.desk.page.keyboard.press('Escape');
        await form().waitFor({ state: 'detached' });
        await room.served.stop();
        await problem().getByRole('button', { name: 'Try again' }).waitFor();
        expect(await problem().textContent()).toContain(dial);
      });
    });

    it('keeps what to dial of a lost connection in sight in a low window', async () => {
      await room.desk.page.setViewportSize({ width: 683, height: 310 });
      for (const words of ['one', 'two', 'three', 'four']) {
        await room.desk.types(words);
        await room.desk.sees(`You said: ${words}`);
      }
      await room.served.stop();
      const banner = alerts().filter({ hasText: 'The connection to the desk is lost' });
      await banner.waitFor();
      expect(await room.desk.page.locator('html').evaluate((html) => html.scrollTop)).toBeGreaterThan(0);
      const { y, height } = (await banner.boundingBox()) ?? { y: -1, height: 0 };
      expect(y).toBeGreaterThanOrEqual(0);
      expect(await banner.evaluate((element) => element.scrollHeight - element.clientHeight)).toBe(0);
      expect(height).toBeLessThanOrEqual(100);
      await room.desk.types('assist emergency room 1 down');
      const problem = alerts().filter({ hasText: 'This did not reach the desk' });
      await problem.waitFor();
      await room.desk.page.locator('.working').filter({ visible: true }).waitFor({ state: 'detached' });
      expect((await problem.boundingBox())?.y).toBeGreaterThanOrEqual(y + height);
    });

    it('says that the desk was started again with another key, until the printed address is opened', async () => {
      const first = await serveBrowser({ key: 'k-1' });
      const desk = await openDesk(await room.context.newPage(), `${first.url}/?key=k-1`, 'maria');
      await first.stop();
      const banner = desk.page.locator('.lost').filter({ hasText: 'The desk was started again' });
      await withDesk(await serveBrowser({ key: 'k-2' }, { port: first.port }), async (served) => {
        await banner.waitFor();
        expect(await banner.textContent()).toContain('the address that it printed');
        expect(await banner.textContent()).toContain(dial);
        await desk.types('assist now teen');
        const problem = desk.page
          .locator('.entry.problem')
          .filter({ hasText: 'This did not reach the desk' });
        expect(await problem.textContent()).toContain('it was started again');
        expect(await problem.textContent()).toContain(dial);
        const other = await room.context.newPage();
        await openDesk(other, `${served.url}/?key=k-2`, 'omar');
        await banner.waitFor({ state: 'hidden' });
        await problem.getByRole('button', { name: 'Try again' }).click();
        await desk.sees('You said: assist now teen');
      });
    });

    it('says it, and what to dial, in a tab that is loaded again too', async () => {
      const first = await serveBrowser({ key: 'k-1' });
      const desk = await openDesk(await room.context.newPage(), `${first.url}/?key=k-1`, 'maria');
      await first.stop();
      await withDesk(await serveBrowser({ key: 'k-2' }, { port: first.port }), async (served) => {
        await desk.page.reload();
        const stopped = desk.page.locator('.stopped').filter({ hasText: 'The desk was started again' });
        await stopped.waitFor();
        expect(await stopped.textContent()).toContain(dial);
        const stranger = await (await room.browser.newContext()).newPage();
        await stranger.goto(served.url);
        expect(await stranger.locator('.stopped').textContent()).not.toContain('Dial');
        await stranger.context().close();
      });
    });

    it('says what is dialled now when that was changed while it was open', async () => {
      let dialText = 'Dial 9-911.';
      let people = [{ ...maria, dialText: 'Dial 1 for the guard.' }, omar];
      const served = await serveBrowser({ dialText: () => dialText, people: () => people });
      await withDesk(served, async () => {
        const page = await room.context.newPage();
        const desk = await openDesk(page, served.url, 'maria');
        const read = page.waitForResponse('**/desk/start*');
        dialText = 'Dial 112.';
        people = [{ ...maria, dialText: 'Dial 2 for the guard.' }, omar];
        served.desk.change();
        await (await read).finished();
        await desk.pressesOnPage('Call for help');
        await page.locator('dialog[open]').waitFor();
        await served.stop();
        await page.locator('.lost').getByText('In an emergency: Dial 2 for the guard.').waitFor();
        await desk.submits();
        await page.locator('.form-notice').getByText('In an emergency: Dial 2 for the guard.').waitFor();
      });
    });

    it('says that a person was taken off the list, and whom to choose', async () => {
      let people = [maria, omar];
      await withDesk(await serveBrowser({ people: () => people }), async (served) => {
        const desk = await openDesk(await room.context.newPage(), served.url, 'maria');
        people = [omar];
        await desk.types('assist now teen');
        const problem = desk.page.getByRole('alert').filter({ hasText: 'no longer on the list of staff' });
        await problem.waitFor();
        expect(await problem.textContent()).toContain(dial);
        expect(await problem.getByRole('button').count()).toBe(0);
        await desk.page.getByRole('button', { name: 'Add a person' }).click();
        await desk.page.locator('dialog[open]').getByRole('button', { name: 'Omar Haddad' }).click();
        await desk.page.locator('.person[data-user="omar"]').waitFor();
        expect(await desk.page.locator('.person').count()).toBe(1);
      });
    });

    it('says nothing more of it once nobody is open, and leads the focus to what there is then', async () => {
      await openDesk(room.desk.page, room.served.url, 'maria', ['omar']);
      const focused = () => room.desk.page.locator(':focus').innerText();
      const closes = (name: string) =>
        room.desk.page.getByRole('button', { name: `Close ${name}` }).press('Enter');
      await room.served.stop();
      await alerts().filter({ hasText: 'The connection to the desk is lost' }).waitFor();
      await closes('Maria Santos');
      expect(await focused()).toBe('You act as Omar Haddad');
      await closes('Omar Haddad');
      expect(await focused()).toBe('Who are you?');
      expect(await room.desk.page.locator('.lost').isVisible()).toBe(false);
    });

    it('says it too when the desk comes back without the person', async () => {
      await room.served.stop();
      const restarted = await serveBrowser({ people: () => [omar] }, { port: room.served.port });
      await withDesk(restarted, async () => {
        const banner = alerts().filter({ hasText: 'no longer on the list of staff' });
        await banner.waitFor();
        expect(await banner.textContent()).toContain(dial);
        await room.desk.page.getByRole('button', { name: 'Add a person' }).click();
        await room.desk.page.locator('dialog[open]').getByRole('button', { name: 'Omar Haddad' }).click();
        await banner.waitFor({ state: 'hidden' });
      });
    });
  },
);
