import { beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { eventually } from '../../support/eventually.ts';
import { createPageRoom } from './page-room.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const maria = { id: 'person:maria', private: true };
const english = { locale: 'en' };
const asking: Card = {
  summary: own('Not sent to anyone yet.'),
  parts: [
    { type: 'text', text: own('Not sent to anyone yet.') },
    { type: 'buttons', buttons: [{ button: 'tiny.branch', label: own('Central Library'), value: 'CEN' }] },
  ],
};

describe.skipIf(reason !== undefined)(
  `an answer on the page${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    beforeEach(async () => {
      room.served.desk.answerNext({ last: Promise.resolve({ reply: asking }) });
      await room.desk.types('/assist now');
      await room.desk.sees('Not sent to anyone yet.');
    });

    const stillAsked = () => room.desk.page.locator('article').getByText('Not sent to anyone yet.').count();
    const press = () => room.desk.page.getByRole('button', { name: 'Central Library' }).click();

    it('takes the place of the one whose button was pressed where that is no longer true, also after a reload', async () => {
      room.served.desk.answerNext({
        last: Promise.resolve({ reply: plainCard('H-0001 is sent'), replaces: true }),
      });
      await press();
      await room.desk.sees('H-0001 is sent');
      expect(await stillAsked()).toBe(0);
      await room.desk.page.reload();
      await room.desk.sees('H-0001 is sent');
      expect(await stillAsked()).toBe(0);
    });

    it('offers no longer what the live card about the same record has stopped offering, also after a reload', async () => {
      const branches = ['Central Library', 'Northside Library'].map((label) => ({
        button: 'tiny.branch',
        label: own(label),
        record: 'call-1',
        value: label,
      }));
      const cancel = { button: 'tiny.cancel', label: own('Cancel'), record: 'call-1' };
      const asks = (words: string): Card => ({
        summary: own(words),
        parts: [
          { type: 'text', text: own(words) },
          { type: 'buttons', buttons: [...branches, cancel] },
        ],
      });
      const { desk, served } = room;
      served.desk.answerNext({ last: Promise.resolve({ reply: asks('Which building?') }) });
      await desk.types('/assist now');
      await desk.sees('Which building?');
      const posted = await served.platform.post(maria, asks('Your call'), { ...english, marker: 'call-1' });
      const northside = desk.page.getByRole('button', { name: 'Northside Library' });
      await eventually('both offer it', async () => (await northside.count()) === 2);
      const chosen: Card = {
        ...plainCard('It went to Northside'),
        parts: [
          { type: 'text', text: own('It went to Northside') },
          { type: 'buttons', buttons: [cancel] },
        ],
      };
      await served.platform.update(posted, chosen, english);
      await eventually('neither offers it', async () => (await northside.count()) === 0);
      expect(await desk.page.getByRole('button', { name: 'Cancel' }).count()).toBe(2);
      await desk.page.reload();
      await desk.sees('Which building?');
      expect(await northside.count()).toBe(0);
    });

    it('goes where it warns of what the live card no longer asks for, also after a reload', async () => {
      const { desk, served } = room;
      const branch = { button: 'tiny.branch', label: own('Central Library'), record: 'call-1', value: 'CEN' };
      const buttons = { type: 'buttons' as const, buttons: [branch] };
      const reply: Card = {
        ...plainCard('Nobody is asked at 14:30.'),
        tone: 'urgent',
        parts: [{ type: 'text', text: own('Nobody is asked at 14:30.') }, buttons],
      };
      served.desk.answerNext({ last: Promise.resolve({ reply }) });
      await desk.types('/assist now');
      await desk.sees('Nobody is asked');
      const card = plainCard('Your call');
      const posted = await served.platform.post(
        maria,
        { ...card, parts: [...card.parts, buttons] },
        { ...english, marker: 'call-1' },
      );
      await desk.sees('Your call');
      await desk.page.locator('.entry.reply').last().getByRole('button').focus();
      await served.platform.update(posted, plainCard('It went to Central'), english);
      await desk.sees('It went to Central');
      expect((await desk.cards()).join()).not.toContain('Nobody is asked');
      await desk.page.reload();
      await desk.sees('Not sent to anyone yet.');
      expect((await desk.cards()).join()).not.toContain('Nobody is asked');
    });

    it('stands below it otherwise', async () => {
      room.served.desk.answerNext({ last: Promise.resolve({ reply: plainCard('That is only the start') }) });
      await press();
      await room.desk.sees('That is only the start');
      expect(await stillAsked()).toBe(1);
    });
  },
);
