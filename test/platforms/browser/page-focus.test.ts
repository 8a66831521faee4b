import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import type { Answer } from '../../../src/chat/outcome.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { eventually } from '../../support/eventually.ts';
import { createPageRoom } from './page-room.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const maria = { id: 'person:maria', private: true };
const english = { locale: 'en' };

const call = (words: string, ...labels: readonly string[]): Card => ({
  summary: own(words),
  parts: [
    { type: 'heading', text: own(words) },
    ...(labels.length === 0
      ? []
      : [
          {
            type: 'buttons' as const,
            buttons: labels.map((label) => ({
              button: `help.${label.toLowerCase().replaceAll(' ', '-')}`,
              label: own(label),
              describe: own(`${label}: H-0001`),
              record: 'call-1',
            })),
          },
        ]),
  ],
});

describe.skipIf(reason !== undefined)(
  `the focus after a press${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    const focused = () => room.desk.page.locator(':focus').getAttribute('aria-label');
    const button = (label: string) => room.desk.page.getByRole('button', { name: `${label}: H-0001` });

    /** Presses by the keyboard; the desk answers with nothing but the card's new state. */
    async function pressed(label: string, then: Card): Promise<void> {
      const posted = await room.served.platform.post(
        maria,
        call('Teen area', 'Coming', 'On scene', 'Done'),
        english,
      );
      await room.desk.sees('Teen area');
      let answers = (_answer: Answer) => {};
      const last = new Promise<Answer>((resolve) => {
        answers = resolve;
      });
      room.served.desk.answerNext({ last });
      await button(label).focus();
      await room.desk.page.keyboard.press('Enter');
      await eventually('the press is there', () => room.served.desk.requests.length === 1);
      await room.served.platform.update(posted, then, english);
      await room.desk.sees(/Changed/);
      answers({ reply: plainCard('Thank you') });
      await room.desk.sees('Thank you');
    }

    it('stays on the button of the same name', async () => {
      await pressed('On scene', call('Changed', 'Coming', 'On scene', 'Done'));
      expect(await focused()).toBe('On scene: H-0001');
      expect(await button('On scene').isEnabled()).toBe(true);
    });

    it('goes to the first button when there is none of that name any more', async () => {
      await pressed('On scene', call('Changed', 'Write up', 'Close'));
      expect(await focused()).toBe('Write up: H-0001');
    });

    it('goes to the card when it has no buttons any more', async () => {
      await pressed('On scene', call('Changed'));
      expect(await focused()).toBe('Changed');
    });

    it('stays where the card does not change, and the press counts once meanwhile', async () => {
      await room.served.platform.post(maria, call('Teen area', 'Coming', 'Done'), english);
      await room.desk.sees('Teen area');
      let answers = (_answer: Answer) => {};
      const last = new Promise<Answer>((resolve) => {
        answers = resolve;
      });
      room.served.desk.answerNext({ last });
      await button('Done').focus();
      for (let times = 0; times < 3; times++) await room.desk.page.keyboard.press('Enter');
      await eventually('the press is there', () => room.served.desk.requests.length === 1);
      answers({ reply: plainCard('Thank you') });
      await room.desk.sees('Thank you');
      expect(await focused()).toBe('Done: H-0001');
      expect(room.served.desk.requests).toHaveLength(1);
    });

    it('is taken from nobody who has gone elsewhere meanwhile', async () => {
      const posted = await room.served.platform.post(maria, call('Teen area', 'Coming'), english);
      await room.desk.sees('Teen area');
      await button('Coming').focus();
      await room.desk.page.keyboard.press('Enter');
      await room.desk.sees('You pressed');
      await room.desk.page.getByRole('combobox').focus();
      await room.served.platform.update(posted, call('Changed', 'Coming'), english);
      await room.desk.sees('Changed');
      expect(await room.desk.page.locator(':focus').getAttribute('role')).toBe('combobox');
    });
  },
);
