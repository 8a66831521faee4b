import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import type { Answer } from '../../../src/chat/outcome.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { type DeskPage, openDesk } from '../../support/browser/desk-page.ts';
import { isWhollyVisible } from '../../support/browser/visible.ts';
import { createPageRoom } from './page-room.ts';
import { callForm, plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const maria = { id: 'person:maria', private: true };
const english = { locale: 'en' };
const dial = 'Dial 9-911 from any desk phone, or 911 from a mobile.';
const sizes = [
  { width: 360, height: 640 },
  { width: 1280, height: 800 },
];

const dialCard: Card = {
  summary: own(`First: ${dial}`),
  tone: 'urgent',
  parts: [
    { type: 'heading', text: own(dial) },
    { type: 'text', text: own('What becomes of your call follows here.') },
  ],
};

describe.skipIf(reason !== undefined)(
  `an emergency on the page${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();

    async function callsEmergency(): Promise<void> {
      const last = Promise.resolve({ reply: plainCard('H-0001 is saved') });
      room.served.desk.answerNext({ first: { reply: dialCard }, last });
      await room.desk.types('/assist emergency');
      await room.desk.sees('H-0001 is saved');
    }

    async function tenMoreCards(): Promise<void> {
      for (let number = 1; number <= 10; number++) {
        await room.served.platform.post(maria, plainCard(`Card ${number}`), english);
      }
      await room.desk.sees('Card 10');
    }

    const dialText = () => room.desk.page.getByText(dial).filter({ visible: true });

    it.each(sizes)(
      'keeps what to dial on a screen of $width × $height after ten more cards',
      async (size) => {
        await room.desk.page.setViewportSize(size);
        await callsEmergency();
        await tenMoreCards();
        expect(await isWhollyVisible(dialText())).toBe(true);
        expect(
          await isWhollyVisible(room.desk.page.locator('article').getByText('Card 10', { exact: true })),
        ).toBe(true);
      },
    );

    it('leaves what has a button where it can be pressed', async () => {
      const call = {
        button: 'desk.command',
        label: own('Call for help: emergency'),
        value: 'assist emergency',
      };
      const alarm: Card = { ...dialCard, parts: [...dialCard.parts, { type: 'buttons', buttons: [call] }] };
      room.served.desk.answerNext({ first: { reply: alarm }, last: Promise.resolve({}) });
      await room.desk.types('HELP');
      await room.desk.page.locator('article').getByText(dial).waitFor();
      const button = room.desk.page
        .locator('article')
        .getByRole('button', { name: 'Call for help: emergency' });
      expect(await isWhollyVisible(button)).toBe(true);
    });

    it('keeps it in every conversation and after a reload', async () => {
      await callsEmergency();
      await room.desk.opens('Central');
      expect(await isWhollyVisible(dialText())).toBe(true);
      await room.desk.page.reload();
      await room.desk.page.locator('main[aria-busy="false"]').waitFor();
      expect(await isWhollyVisible(dialText())).toBe(true);
    });

    it('lets the person put it away, to its place in the conversation', async () => {
      await callsEmergency();
      await tenMoreCards();
      await room.desk.page.getByRole('button', { name: 'Put away' }).click();
      await room.desk.page.getByRole('button', { name: 'Put away' }).waitFor({ state: 'detached' });
      expect(await room.desk.page.locator('.conversation:focus').count()).toBe(1);
      expect(await dialText().count()).toBe(1);
      expect(await isWhollyVisible(dialText())).toBe(false);
      expect((await room.desk.cards())[0]).toContain(dial);
    });

    describe('when its call is over', () => {
      const pinned = (page = room.desk.page) => page.locator('.pinned:not([hidden]) p');

      /** The caller's own card, without `text` once it is over. */
      const callCard = (record: string, words: string, text?: string): Card => ({
        ...plainCard(words),
        inSight: { record, ...(text === undefined ? {} : { text: own(text) }) },
      });

      async function callsIn(desk: DeskPage, record: string, says = `First: ${dial}`): Promise<void> {
        const first: Card = { ...dialCard, summary: own(says) };
        const last = Promise.resolve({ reply: callCard(record, `${record} is saved`, says) });
        room.served.desk.answerNext({ first: { reply: first }, last });
        await desk.types('/assist emergency');
        await desk.sees(`${record} is saved`);
      }

      async function postsLive(record: string, words: string, text?: string) {
        return room.served.platform.post(maria, callCard(record, words, text), english);
      }

      it('goes in every tab of the person, and not before', async () => {
        const other = await openDesk(await room.context.newPage(), room.served.url, 'maria');
        await callsIn(room.desk, 'call-1');
        await callsIn(other, 'call-1');
        const posted = await postsLive('call-1', 'Nobody has answered yet', `First: ${dial}`);
        const coming = callCard('call-1', 'Omar is coming', `First: ${dial}`);
        await room.served.platform.update(posted, coming, english);
        await postsLive('call-2', 'Another call is over');
        for (const desk of [room.desk, other]) {
          await desk.sees('Another call is over');
          expect(await pinned(desk.page).count()).toBe(1);
        }
        await room.served.platform.update(posted, callCard('call-1', 'Cancelled by the caller'), english);
        for (const desk of [room.desk, other]) {
          await pinned(desk.page).waitFor({ state: 'detached' });
          expect((await desk.cards()).some((card) => card.includes(dial))).toBe(true);
        }
        await room.desk.page.reload();
        await room.desk.page.locator('main[aria-busy="false"]').waitFor();
        expect(await pinned().count()).toBe(0);
      });

      it('goes when that happened while nobody listened', async () => {
        await callsIn(room.desk, 'call-1');
        const card = callCard('call-1', 'Done');
        const at = '2026-11-22T23:40:00.000Z';
        room.served.desk.standing.set(maria.id, [{ message: 'm-1', at, card }]);
        await room.desk.page.reload();
        await room.desk.sees('Done');
        await pinned().waitFor({ state: 'detached' });
      });

      it('goes when the call was over before its answer was read', async () => {
        const answers: ((answer: Answer) => void)[] = [];
        const last = new Promise<Answer>((resolve) => {
          answers.push(resolve);
        });
        room.served.desk.answerNext({ first: { reply: dialCard }, last });
        await room.desk.types('/assist emergency');
        await pinned().waitFor();
        await postsLive('call-1', 'Closed by a supervisor');
        await room.desk.sees('Closed by a supervisor');
        expect(await pinned().count()).toBe(1);
        answers[0]?.({ reply: callCard('call-1', 'call-1 is saved', `First: ${dial}`) });
        await pinned().waitFor({ state: 'detached' });
      });

      it('gives way to what to dial for the other call that is open', async () => {
        await callsIn(room.desk, 'call-1', 'First: Dial 1');
        await callsIn(room.desk, 'call-2', 'First: Dial 2');
        await postsLive('call-2', 'call-2 is over');
        await pinned().getByText('First: Dial 1').waitFor();
        await postsLive('call-1', 'call-1 is over');
        await pinned().waitFor({ state: 'detached' });
      });

      it('stays for the words that became a call of their own', async () => {
        const button = { button: 'help.newCall', label: own('New call'), record: 'call-1' };
        const added = callCard('call-1', 'call-1 was still open', `First: ${dial}`);
        const parts: Card['parts'] = [...added.parts, { type: 'buttons', buttons: [button] }];
        const last = Promise.resolve({ reply: { ...added, parts } });
        room.served.desk.answerNext({ first: { reply: dialCard }, last });
        await room.desk.types('/assist emergency');
        await room.desk.sees('call-1 was still open');
        const reply = callCard('call-2', 'call-2 is saved', `First: ${dial}`);
        room.served.desk.answerNext({ last: Promise.resolve({ reply }) });
        await room.desk.presses('New call');
        await room.desk.sees('call-2 is saved');
        await postsLive('call-1', 'call-1 is over');
        await room.desk.sees('call-1 is over');
        expect(await pinned().count()).toBe(1);
        await postsLive('call-2', 'call-2 is over');
        await pinned().waitFor({ state: 'detached' });
      });

      it('says meanwhile what is dialled for it now', async () => {
        await callsIn(room.desk, 'call-1');
        await postsLive('call-1', 'The building is known', 'First: Dial 112');
        await pinned().getByText('First: Dial 112', { exact: true }).waitFor();
      });
    });

    it('shows what is to be dialled for the latest of two', async () => {
      await callsEmergency();
      const other: Card = { summary: own('First: Dial 112'), parts: [{ type: 'heading', text: own('112') }] };
      room.served.desk.answerNext({ first: { reply: other }, last: Promise.resolve({}) });
      await room.desk.types('/assist emergency riv');
      await room.desk.page.locator('.pinned').getByText('Dial 112').waitFor();
      expect(await room.desk.page.locator('.pinned').allInnerTexts()).toHaveLength(1);
    });

    it.each(sizes)('keeps it above a form that comes back, at $width × $height', async (size) => {
      await room.desk.page.setViewportSize(size);
      const form = callForm({ notice: own(`In an emergency: ${dial}`) });
      room.served.desk.answerNext({ last: Promise.resolve({ form }) });
      await room.desk.types('/assist');
      await room.desk.page.locator('dialog[open]').waitFor();
      await room.desk.fills('Note', 'kept words');
      await room.desk.submits();
      await room.desk.page.locator('[aria-invalid="true"]').waitFor();
      expect(await room.desk.form()).toContain('One thing is missing.');
      expect(await isWhollyVisible(dialText())).toBe(true);
    });

    it.each(sizes)(
      'keeps what stands above a form from the first to the last, at $width × $height',
      async (size) => {
        await room.desk.page.setViewportSize(size);
        const opening = own(`In an emergency: ${dial}`);
        room.served.desk.answerNext({ last: Promise.resolve({ form: callForm({ opening }) }) });
        await room.desk.types('/assist');
        await room.desk.page.locator('dialog[open]').waitFor();
        expect(await isWhollyVisible(dialText())).toBe(true);
        const back = callForm({ opening, problems: { note: own('too long') }, notice: own('Look again.') });
        room.served.desk.answerNext({ last: Promise.resolve({ form: back }) });
        await room.desk.submits();
        await room.desk.page.locator('[aria-invalid="true"]').waitFor();
        expect(await room.desk.form()).toContain('Look again.');
        expect(await isWhollyVisible(dialText())).toBe(true);
      },
    );

    it('keeps what was said above one form out of another', async () => {
      const form = callForm({ notice: own(`In an emergency: ${dial}`) });
      room.served.desk.answerNext({ last: Promise.resolve({ form }) });
      await room.desk.types('/assist');
      await room.desk.page.locator('dialog[open]').waitFor();
      await room.desk.page.keyboard.press('Escape');
      const another = callForm({ instance: 'instance-2', problems: { note: own('too long') } });
      room.served.desk.answerNext({ last: Promise.resolve({ form: another }) });
      await room.desk.types('/assist');
      await room.desk.page.locator('[aria-invalid="true"]').waitFor();
      expect(await dialText().count()).toBe(0);
    });
  },
);
