import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { driveColumn, openDesk } from '../../support/browser/desk-page.ts';
import { createPageRoom } from './page-room.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const english = { locale: 'en' };
const organisation = 'Dial 9-911 from any desk phone.';

const callCard = (words: string, dial?: string): Card => ({
  ...plainCard(words),
  ...(dial === undefined ? {} : { dial }),
});

describe.skipIf(reason !== undefined)(
  `what the page says to dial once the desk is lost${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    const banner = () => room.desk.page.locator('.lost');
    const problems = () => room.desk.page.locator('.entry.problem');
    const posts = (user: string, card: Card) =>
      room.served.platform.post({ id: `person:${user}`, private: true }, card, english);

    it('is that of the open call, as its card says it now', async () => {
      const posted = await posts('maria', callCard('H-0001', 'Dial 1.'));
      await room.desk.sees('H-0001');
      await room.served.platform.update(posted, callCard('H-0001 at Riverside', 'Dial 2.'), english);
      await room.desk.sees('H-0001 at Riverside');
      await room.served.stop();
      await banner().getByText('In an emergency: Dial 2.').waitFor();
      await room.desk.types('assist now');
      await problems().getByText('In an emergency: Dial 2.').waitFor();
      expect(await room.desk.page.getByText(organisation).count()).toBe(0);
    });

    it('is that of the call just made, before its card is there', async () => {
      const first = callCard('First: Dial 1.', 'Dial 1.');
      room.served.desk.answerNext({ first: { reply: first }, last: new Promise(() => {}) });
      await room.desk.types('/assist emergency');
      await room.desk.sees('First: Dial 1.');
      await room.served.stop();
      await banner().getByText('In an emergency: Dial 1.').waitFor();
      await problems().getByText('In an emergency: Dial 1.').waitFor();
    });

    it('is that of the pinned call, when another is open too', async () => {
      const first = callCard('First: Dial 1.', 'Dial 1.');
      const last = Promise.resolve({ reply: plainCard('H-0001 is saved') });
      room.served.desk.answerNext({ first: { reply: first }, last });
      await room.desk.types('/assist emergency');
      await room.desk.sees('H-0001 is saved');
      await posts('maria', callCard('H-0002', 'Dial 2.'));
      await room.desk.sees('H-0002');
      await room.served.stop();
      await banner().getByText('In an emergency: Dial 1.').waitFor();
    });

    it('is no longer that of a call that is over', async () => {
      const posted = await posts('maria', callCard('H-0001', 'Dial 1.'));
      await room.served.platform.update(posted, callCard('H-0001 is over'), english);
      await room.desk.sees('H-0001 is over');
      await room.served.stop();
      await banner().getByText(`In an emergency: ${organisation}`).waitFor();
    });

    it.each([
      { omars: undefined, said: 'Dial 1.' },
      { omars: 'Dial 1.', said: 'Dial 1.' },
      { omars: 'Dial 2.', said: organisation },
    ])(
      'is, for two people beside each other of whom one dials 1 and the other $omars: $said',
      async (each) => {
        const maria = await openDesk(room.desk.page, room.served.url, 'maria', ['omar']);
        await posts('maria', callCard('H-0001', 'Dial 1.'));
        await maria.sees('H-0001');
        await posts('omar', callCard('H-0002', each.omars));
        await driveColumn(room.desk.page, 'omar').sees('H-0002');
        await room.served.stop();
        await banner().getByText(`In an emergency: ${each.said}`).waitFor();
      },
    );
  },
);
