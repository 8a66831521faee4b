import { describe, expect, it, onTestFinished } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { createPageRoom } from './page-room.ts';
import { serveBrowser } from './serve.ts';
import { callForm, plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const english = { locale: 'en' };

const home = (words: string): Card => ({
  summary: own('Your Home'),
  parts: [
    { type: 'heading', text: own(words) },
    {
      type: 'buttons',
      buttons: [
        { button: 'desk.command', label: own('Who is on'), describe: own('See who is on'), value: 'onshift' },
      ],
    },
  ],
});

describe.skipIf(reason !== undefined)(
  `Home in a real browser${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom({ viewport: { width: 1280, height: 800 } });

    async function opensHome(words: string): Promise<void> {
      room.served.desk.answerNext({ last: Promise.resolve({ reply: home(words) }) });
      await room.desk.opens('Home');
      await room.desk.sees(words);
    }

    it('is asked for when its tab is chosen, not before', async () => {
      expect(room.served.desk.requests).toEqual([]);
      await opensHome('You are on until 21:00');
      expect(room.served.desk.requests.map(({ what }) => what.type)).toEqual(['homeOpened']);
      expect(room.desk.complaints).toEqual([]);
    });

    it('is drawn anew in place, rings nobody and keeps the focus on its button', async () => {
      await opensHome('You are on until 21:00');
      await room.desk.page.getByRole('button', { name: 'See who is on' }).focus();
      await room.served.platform.publishHome?.('maria', home('You are off'), english);
      await room.desk.sees('You are off');
      expect(await room.desk.cards()).toHaveLength(1);
      expect(await room.desk.page.locator(':focus').getAttribute('aria-label')).toBe('See who is on');
      expect(await room.desk.page.title()).not.toContain('(');
    });

    it('gives the answer to its buttons in the conversation', async () => {
      await opensHome('You are on until 21:00');
      await room.desk.presses('Who is on');
      expect(await room.desk.sees('You pressed: desk.command')).toContain('Only you see this');
      expect(await room.desk.page.getByRole('tab', { name: 'Desk' }).getAttribute('aria-selected')).toBe(
        'true',
      );
    });

    it('stays behind a form that its button opens', async () => {
      await opensHome('You are on until 21:00');
      room.served.desk.answerNext({ last: Promise.resolve({ form: callForm() }) });
      await room.desk.presses('Who is on');
      await room.desk.page.locator('dialog[open]').waitFor();
      expect(await room.desk.page.getByRole('tab', { name: 'Home' }).getAttribute('aria-selected')).toBe(
        'true',
      );
    });

    it('puts what is typed beside it into the conversation', async () => {
      await opensHome('You are on until 21:00');
      await room.desk.types('hello');
      await room.desk.sees('You said: hello');
      expect(room.served.desk.requests.at(-1)?.place).toEqual({ id: 'person:maria', private: true });
    });

    it('is read again when the connection is back', async () => {
      await opensHome('You are on until 21:00');
      await room.served.stop();
      await room.desk.page.getByText('The connection to the desk is lost').waitFor();
      const again = await serveBrowser({}, { port: room.served.port });
      onTestFinished(() => again.stop());
      again.desk.answerNext({ last: Promise.resolve({ reply: home('You are off') }) });
      await room.desk.sees('You are off');
    });

    it('shows a message that comes meanwhile as new, on the tab of its conversation', async () => {
      await opensHome('You are on until 21:00');
      await room.served.platform.post({ id: 'person:maria', private: true }, plainCard('Come now'), english);
      await room.desk.page.getByRole('tab', { name: 'Desk 1 New' }).waitFor();
      await room.desk.opens('Desk');
      await room.desk.sees('Come now');
    });
  },
);
