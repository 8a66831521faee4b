import type { Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { FormView } from '../../../src/chat/form.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { createPageRoom } from './page-room.ts';
import { callForm } from './tiny-desk.ts';

const reason = reasonToSkip();
const hasNoAnswer = 'What you sent from here has no answer.';
const isUnsent = 'Nothing of it has been sent.';

/** The desk takes it, and its answer is lost on the way. */
async function losesAnswer(route: Route): Promise<void> {
  await route.fetch();
  await route.abort();
}
const refuses = (route: Route) => route.fulfill({ status: 400 });

describe.skipIf(reason !== undefined)(
  `a form that was sent and is opened again${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    const form = () => room.desk.page.locator('dialog[open]');
    const note = () => form().getByLabel('Note');
    const urgency = () => form().getByLabel('How urgent is it');
    const says = (words: string) => form().locator('.form-notice').getByText(words).waitFor();

    async function opens(changes: Partial<FormView> = {}): Promise<void> {
      room.served.desk.answerNext({ last: Promise.resolve({ form: callForm(changes) }) });
      await room.desk.types('/assist');
      await form().waitFor();
    }

    /** Sends it, reads what comes of that, and closes it. */
    async function sendsInVain(said: string, answer?: (route: Route) => Promise<void>): Promise<void> {
      if (answer !== undefined) await room.desk.page.route('**/desk/act*', answer, { times: 1 });
      await room.desk.submits();
      await says(said);
      await room.desk.page.keyboard.press('Escape');
      await form().waitFor({ state: 'detached' });
    }

    it('says that there was no answer, and when it was sent, and has its words and none of its choices', async () => {
      await opens();
      await note().fill('the projector');
      await urgency().selectOption({ label: 'Now' });
      await sendsInVain('This did not reach the desk', losesAnswer);
      expect(room.served.desk.requests.at(-1)?.what.type).toBe('submitted');
      await opens();
      await says(hasNoAnswer);
      expect(await room.desk.form()).toMatch(/Sent: \w+,? \d\d:\d\d/);
      expect(await room.desk.form()).not.toContain(isUnsent);
      expect(await note().inputValue()).toBe('the projector');
      expect(await urgency().inputValue()).toBe('');
    });

    it('says so no more once it is answered', async () => {
      await opens({ values: { urgency: 'now' } });
      await note().fill('the projector');
      await sendsInVain('This did not reach the desk', losesAnswer);
      await opens({ values: { urgency: 'now' } });
      await room.desk.submits();
      await room.desk.sees('Sent as now: the projector');
      await opens();
      expect(await room.desk.form()).not.toContain(hasNoAnswer);
      expect(await note().inputValue()).toBe('');
    });

    it('says so too where nothing was changed in it, and when the next try was refused', async () => {
      const values = { urgency: 'now' };
      await opens({ values });
      await sendsInVain('This did not reach the desk', losesAnswer);
      await opens({ values });
      await says(hasNoAnswer);
      await sendsInVain('The desk could not take this', refuses);
      await opens({ values });
      await says(hasNoAnswer);
    });

    it('says that nothing of it has been sent where it was refused, and has its choices', async () => {
      await opens();
      await urgency().selectOption({ label: 'Now' });
      await sendsInVain('The desk could not take this', refuses);
      await opens();
      await says(isUnsent);
      expect(await urgency().inputValue()).toBe('now');
    });

    it('says that nothing of it has been sent where it came back to be corrected', async () => {
      await opens();
      await note().fill('the projector');
      await sendsInVain('One thing is missing');
      await opens();
      await says(isUnsent);
      expect(await note().inputValue()).toBe('the projector');
    });
  },
);
