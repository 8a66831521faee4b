import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/chat/outcome.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { driveColumn, openDesk } from '../../support/browser/desk-page.ts';
import { createPageRoom } from './page-room.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const dial = 'In an emergency: Dial 9-911 from any desk phone.';

describe.skipIf(reason !== undefined)(
  `what did not arrive, seen from elsewhere on the page${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    const page = () => room.desk.page;
    const tab = (name: string) => page().locator('.person').first().getByRole('tab', { name });
    const elsewhere = () => page().getByRole('alert').filter({ hasText: 'Central: This did not reach' });
    const requests = () => room.served.desk.requests.length;

    // It stands still: no second passes on the page but those that a test lets pass.
    beforeEach(async () => {
      await page().clock.install();
      await page().clock.pauseAt(Date.now() + 60_000);
    });

    /** The desk takes it and answers when it is told to. */
    async function typesInCentral(): Promise<(answer: Answer) => void> {
      await room.desk.opens('Central');
      let answers = (_answer: Answer) => {};
      const last = new Promise<Answer>((resolve) => {
        answers = resolve;
      });
      room.served.desk.answerNext({ last });
      await room.desk.types('/assist now man collapsed');
      await expect.poll(requests).toBe(1);
      return (answer) => answers(answer);
    }

    it('is said above another tab, with what to dial, leads there, and goes once it is answered', async () => {
      const answers = await typesInCentral();
      await room.desk.opens('Desk');
      await room.desk.types('hello');
      await page().clock.fastForward(8_000);
      await elsewhere().getByText(dial).waitFor();
      expect(await tab('Desk').getAttribute('aria-selected')).toBe('true');
      expect(await tab('Central').innerText()).toContain('Not sent');
      expect(await page().title()).toContain('Not sent');
      await elsewhere().getByRole('button', { name: 'Show it' }).click();
      await page().getByRole('button', { name: 'Try again' }).waitFor();
      expect(await elsewhere().count()).toBe(0);
      await room.desk.opens('Home');
      await elsewhere().waitFor();
      answers({ reply: plainCard('H-0001 is saved') });
      await elsewhere().waitFor({ state: 'hidden' });
      expect(await tab('Central').innerText()).not.toContain('Not sent');
      expect(await page().title()).not.toContain('Not sent');
    });

    it('is what is seen after a reload', async () => {
      await typesInCentral();
      page().on('dialog', (question) => void question.accept());
      await page().reload();
      const problem = page().locator('.entry.problem').filter({ visible: true });
      await problem.getByText(dial).waitFor();
      await room.served.platform.post({ id: 'person:maria', private: true }, plainCard('My card'), {
        locale: 'en',
      });
      await room.desk.opens('Desk');
      await room.desk.sees('My card');
    });

    it('is told, and marked on the button of its person, where only one is seen at a time', async () => {
      await openDesk(page(), room.served.url, 'maria', ['omar']);
      await page().setViewportSize({ width: 390, height: 780 });
      const omar = page().getByRole('button', { name: 'Omar Haddad' });
      await omar.click();
      room.served.desk.answerNext({ last: new Promise(() => {}) });
      await driveColumn(page(), 'omar').types('/assist now');
      await expect.poll(requests).toBe(1);
      await page().getByRole('button', { name: 'Maria Santos', exact: true }).click();
      await page().clock.fastForward(8_000);
      await page().getByRole('button', { name: 'Omar Haddad · Not sent' }).waitFor();
      await page().locator('[aria-live="polite"]').getByText('This did not reach the desk').waitFor();
    });
  },
);
