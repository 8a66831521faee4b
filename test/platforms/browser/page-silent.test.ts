import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/chat/outcome.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { eventually } from '../../support/eventually.ts';
import { createPageRoom } from './page-room.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const maria = { id: 'person:maria', private: true };
const dial = 'In an emergency: Dial 9-911 from any desk phone.';

describe.skipIf(reason !== undefined)(
  `the page when the desk takes what was sent and does not answer${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    const problems = () => room.desk.page.locator('.entry.problem');
    const working = () => room.desk.page.locator('.working').filter({ visible: true });
    const keys = () => room.served.desk.requests.map(({ key }) => key);

    // It stands still: no second passes on the page but those that a test lets pass.
    beforeEach(async () => {
      const { clock } = room.desk.page;
      await clock.install();
      await clock.pauseAt(Date.now() + 60_000);
    });

    /** The desk takes the next request and answers it when it is told to. */
    function holdsNext(first?: Answer): (answer: Answer) => void {
      let answers = (_answer: Answer) => {};
      const last = new Promise<Answer>((resolve) => {
        answers = resolve;
      });
      room.served.desk.answerNext({ ...(first && { first }), last });
      return (answer) => answers(answer);
    }

    const isTaken = (count: number) =>
      eventually(`the desk has ${count} requests`, () => room.served.desk.requests.length === count);

    it('says so after eight seconds, with what to dial', async () => {
      holdsNext();
      await room.desk.types('assist emergency teen');
      await isTaken(1);
      await room.desk.page.clock.fastForward(7_000);
      expect(await problems().count()).toBe(0);
      expect(await working().count()).toBe(1);
      await room.desk.page.clock.fastForward(1_000);
      await problems().getByText('This did not reach the desk').waitFor();
      expect(await problems().textContent()).toContain(dial);
      expect(await working().count()).toBe(0);
    });

    it('takes it back when the answer comes after all', async () => {
      const answers = holdsNext();
      await room.desk.types('assist now teen');
      await isTaken(1);
      await room.desk.page.clock.fastForward(8_000);
      await problems().waitFor();
      answers({ reply: plainCard('H-0001 is saved') });
      await room.desk.sees('H-0001 is saved');
      expect(await problems().count()).toBe(0);
    });

    it('sends the same delivery again, and shows its answer once', async () => {
      const answers = holdsNext();
      await room.desk.types('assist now teen');
      await isTaken(1);
      await room.desk.page.clock.fastForward(8_000);
      await room.desk.page.getByRole('button', { name: 'Try again' }).click();
      await room.desk.sees('You said: assist now teen');
      answers({ reply: plainCard('Answered late') });
      await room.desk.types('and then');
      await room.desk.sees('You said: and then');
      expect(await room.desk.cards()).toHaveLength(2);
      expect(await problems().count()).toBe(0);
      expect(keys()[1]).toBe(keys()[0]);
      expect(keys()[2]).not.toBe(keys()[0]);
    });

    it('says it once when the connection is lost as well', async () => {
      holdsNext();
      await room.desk.types('assist now teen');
      await isTaken(1);
      await room.desk.page.clock.fastForward(8_000);
      await problems().waitFor();
      await room.served.stop();
      await room.desk.page.locator('.lost').getByText(dial).waitFor();
      await room.desk.types('and then');
      await problems().nth(1).waitFor();
      expect(await problems().count()).toBe(2);
    });

    it('lets a button be pressed again', async () => {
      const button = { button: 'help.claim', label: own('I’m coming'), record: 'call-1' };
      const card = { ...plainCard('H-0001'), parts: [{ type: 'buttons', buttons: [button] } as const] };
      await room.served.platform.post(maria, card, { locale: 'en' });
      holdsNext();
      await room.desk.presses('I’m coming');
      await isTaken(1);
      await room.desk.page.clock.fastForward(8_000);
      await problems().getByText(dial).waitFor();
      await room.desk.presses('I’m coming');
      await room.desk.sees('You pressed: help.claim');
    });

    it('lets a form be sent again, as the same delivery', async () => {
      await room.desk.pressesOnPage('Call for help');
      await room.desk.page.locator('dialog[open]').waitFor();
      await room.desk.fills('How urgent is it (needed)', 'Emergency');
      const answers = holdsNext();
      await room.desk.submits();
      await isTaken(2);
      await room.desk.page.clock.fastForward(8_000);
      await room.desk.page.locator('.form-notice').getByText(dial).waitFor();
      answers({ reply: plainCard('Answered late') });
      await room.desk.submits();
      await room.desk.sees('Sent as emergency');
      expect(await room.desk.cards()).toHaveLength(1);
      expect(keys()[2]).toBe(keys()[1]);
    });

    it('says in the conversation that only the first answer to a form came, until the last one does', async () => {
      await room.desk.pressesOnPage('Call for help');
      await room.desk.page.locator('dialog[open]').waitFor();
      await room.desk.fills('How urgent is it (needed)', 'Emergency');
      const answers = holdsNext({ reply: plainCard('First: dial') });
      await room.desk.submits();
      await room.desk.sees('First: dial');
      await room.desk.page.clock.fastForward(8_000);
      await problems().getByText(dial).waitFor();
      answers({ reply: plainCard('H-0001 is saved') });
      await room.desk.sees('H-0001 is saved');
      expect(await problems().count()).toBe(0);
    });

    it('says what to dial when nothing is heard for long, though nobody sends anything, until the desk is heard again', async () => {
      await room.desk.page.reload();
      await room.desk.types('hello');
      await room.desk.sees('You said: hello');
      const banner = room.desk.page.getByText('The connection to the desk is lost');
      await room.desk.page.clock.fastForward(16_000);
      await banner.waitFor();
      expect(await banner.textContent()).toContain(dial);
      await room.desk.page.clock.fastForward(2_000);
      await banner.waitFor({ state: 'hidden' });
    });
  },
);
