import { describe, expect, it } from 'vitest';
import type { FormView } from '../../../src/chat/form.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { createPageRoom } from './page-room.ts';
import { callForm, plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();

describe.skipIf(reason !== undefined)(
  `words that were not sent${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();

    const form = () => room.desk.page.locator('dialog[open]');
    const note = () => form().getByLabel('Note');
    const urgency = () => form().getByLabel('How urgent is it');

    async function opens(changes: Partial<FormView> = {}): Promise<void> {
      room.served.desk.answerNext({ last: Promise.resolve({ form: callForm(changes) }) });
      await room.desk.types('/assist');
      await form().waitFor();
    }

    async function closes(): Promise<void> {
      await room.desk.page.keyboard.press('Escape');
      await form().waitFor({ state: 'detached' });
    }

    /** What the browser asks is answered so from now on; gives the kinds of question. */
    function answersAll(isYes: boolean): readonly string[] {
      const asked: string[] = [];
      room.desk.page.removeAllListeners('dialog');
      room.desk.page.on('dialog', (question) => {
        asked.push(question.type());
        void (isYes ? question.accept() : question.dismiss());
      });
      return asked;
    }

    const line = () => room.desk.page.getByRole('combobox', { name: 'Say what you need' });
    const column = () => room.desk.page.locator('.person');
    const stored = () =>
      room.desk.page.evaluate('JSON.stringify(sessionStorage) + JSON.stringify(localStorage)');

    async function closesMaria(): Promise<void> {
      await room.desk.page.getByRole('button', { name: 'Close Maria Santos' }).click();
    }

    async function choosesMaria(): Promise<void> {
      await room.desk.page.locator('.welcome').getByRole('button', { name: 'Maria Santos' }).click();
      await room.desk.page.locator('main[aria-busy="false"]').waitFor();
    }

    it.each(['line', 'form'])(
      'in the %s are asked about before a reload, and stay when it is refused',
      async (place) => {
        if (place === 'form') await opens();
        const written = () => (place === 'form' ? note() : line());
        await written().pressSequentially('half a thought');
        const asked = answersAll(false);
        await room.desk.page.evaluate('location.reload()');
        await expect.poll(() => asked).toEqual(['beforeunload']);
        expect(await written().inputValue()).toBe('half a thought');
      },
    );

    it.each(['line', 'form'])(
      'in the %s are asked about when their column is closed, and gone after it',
      async (place) => {
        const written = () => (place === 'form' ? note() : line());
        if (place === 'form') await opens();
        await written().fill('half a thought');
        if (place === 'form') await closes();
        const refused = answersAll(false);
        await closesMaria();
        expect(refused).toEqual(['confirm']);
        if (place === 'form') await opens();
        expect(await written().inputValue()).toBe('half a thought');
        if (place === 'form') await closes();

        answersAll(true);
        await closesMaria();
        await choosesMaria();
        if (place === 'form') await opens();
        expect(await written().inputValue()).toBe('');
      },
    );

    it('are asked about when Back leads away from their column', async () => {
      answersAll(true);
      await closesMaria();
      await choosesMaria();
      await line().fill('half a thought');
      const refused = answersAll(false);
      await room.desk.page.evaluate('history.back()');
      await expect.poll(() => refused).toEqual(['confirm']);
      await expect.poll(() => room.desk.page.url()).toContain('as=maria');
      expect(await line().inputValue()).toBe('half a thought');
      answersAll(true);
      await room.desk.page.evaluate('history.back()');
      await column().waitFor({ state: 'detached' });
      await choosesMaria();
      expect(await line().inputValue()).toBe('');
    });

    it('are gone once they were sent, and nothing is asked any more', async () => {
      const asked = answersAll(true);
      await opens();
      await note().pressSequentially('a private matter');
      await urgency().selectOption({ label: 'Now' });
      await room.desk.submits();
      await room.desk.sees('Sent as now');
      await opens();
      expect(await note().inputValue()).toBe('');
      await room.desk.page.reload();
      await closesMaria();
      expect(asked).toEqual([]);
    });

    it('are kept neither in the storage of the browser nor among what it fills in by itself', async () => {
      await line().fill('a private matter');
      await room.desk.page.getByRole('button', { name: 'Call for help' }).first().click();
      await form().waitFor();
      await note().fill('a private matter');
      expect(await stored()).not.toContain('private');
      const fields = form().locator('input, textarea, select').or(line());
      const kept = await fields.evaluateAll((all) => all.map((field) => field.getAttribute('autocomplete')));
      expect(kept).toEqual(['off', 'off', 'off']);
    });

    it('are kept too where the form came with words already', async () => {
      const values = { note: 'from the desk', urgency: 'now' };
      await opens({ values });
      await note().fill('from the desk, and more');
      await urgency().selectOption({ label: 'Emergency' });
      await closes();
      await opens({ values });
      expect(await note().inputValue()).toBe('from the desk, and more');
      expect(await urgency().inputValue()).toBe('emergency');
    });

    it('come without a choice that was made when the desk had offered another', async () => {
      await opens({ values: { urgency: 'now' } });
      await urgency().selectOption({ label: 'Emergency' });
      await note().fill('half a thought');
      await closes();
      await opens({ values: { urgency: 'assist' } });
      expect(await urgency().inputValue()).toBe('assist');
      expect(await note().inputValue()).toBe('half a thought');
    });

    it('are kept when the form came back with something to correct', async () => {
      await opens();
      await note().fill('half a thought');
      await room.desk.submits();
      await form().locator('[aria-invalid="true"]').waitFor();
      await urgency().selectOption({ label: 'Now' });
      await closes();
      await opens({ notice: own('Hello.') });
      expect(await note().inputValue()).toBe('half a thought');
    });

    it('are not spoken of where nothing was changed', async () => {
      await opens({ values: { urgency: 'now' } });
      await closes();
      await opens();
      expect(await urgency().inputValue()).toBe('');
      expect(await room.desk.form()).not.toContain('Nothing of it has been sent');
    });

    describe('a line that was sent and never answered', () => {
      const maria = { id: 'person:maria', private: true };
      const problem = () => room.desk.page.locator('.entry.problem');
      const lines = () => room.desk.page.locator('.panel:not([hidden]) .entry').allInnerTexts();
      const keys = () => room.served.desk.requests.map(({ key }) => key);

      /** The desk takes it and says nothing. */
      async function typesInVain(): Promise<void> {
        room.served.desk.answerNext({ last: new Promise(() => {}) });
        await room.desk.types('/assist emergency he has a gun');
        await expect.poll(keys).toHaveLength(1);
      }

      it('is asked about before a reload, says after it that it was not sent, and is sent again as the same', async () => {
        await room.served.platform.post(maria, plainCard('An older card'), { locale: 'en' });
        await room.desk.sees('An older card');
        await typesInVain();
        const asked = answersAll(true);
        await room.desk.page.reload();
        expect(asked).toEqual(['beforeunload']);
        await problem().getByText('This did not reach the desk').waitFor();
        await room.desk.sees('An older card');
        expect((await lines()).map((line) => /older|gun|did not reach/.exec(line)?.[0])).toEqual([
          'older',
          'gun',
          'did not reach',
        ]);
        await problem().getByRole('button', { name: 'Try again' }).click();
        await room.desk.sees('You said: assist emergency he has a gun');
        expect(keys()[1]).toBe(keys()[0]);
        await room.desk.page.reload();
        await room.desk.sees('You said: assist emergency he has a gun');
        expect(await problem().count()).toBe(0);
        expect(asked).toEqual(['beforeunload']);
      });

      it('is asked about before its person is closed, and comes back with its problem', async () => {
        await typesInVain();
        const refused = answersAll(false);
        await closesMaria();
        expect(refused).toEqual(['confirm']);
        answersAll(true);
        await closesMaria();
        await choosesMaria();
        await problem().getByRole('button', { name: 'Try again' }).waitFor();
        expect(await problem().textContent()).toContain('Dial 9-911 from any desk phone.');
        expect((await lines()).join()).toContain('he has a gun');
      });

      it('stays beneath its line when others follow', async () => {
        await typesInVain();
        answersAll(true);
        await room.desk.page.reload();
        await room.desk.types('and then');
        await room.desk.sees('You said: and then');
        expect((await lines())[1]).toContain('This did not reach the desk');
      });
    });
  },
);
