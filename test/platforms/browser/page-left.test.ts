import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { type DeskPage, driveColumn, openDesk } from '../../support/browser/desk-page.ts';
import { createPageRoom } from './page-room.ts';
import { type Served, serveBrowser } from './serve.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const ken = { user: 'ken', name: 'Ken Abe', branches: ['CEN'] };
const omar = { user: 'omar', name: 'Omar Haddad', branches: ['CEN'] };
const ana = { user: 'ana', name: 'Ana Lindqvist', branches: ['CEN'] };

describe.skipIf(reason !== undefined)(
  `the column of somebody who left the list${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    let served: Served;
    let desk: DeskPage;
    let isInCall: boolean;
    beforeEach(async () => {
      let people = [ken, omar, ana];
      isInCall = true;
      served = await serveBrowser({
        people: () => people,
        left: (user) => (user === 'ken' && isInCall && !people.includes(ken) ? ken : undefined),
      });
      served.desk.standing.set('person:ken', [
        { message: 'call', at: '2026-01-01T00:00:00.000Z', card: plainCard('Omar is coming to you') },
      ]);
      desk = await openDesk(await room.context.newPage(), served.url, 'ken', ['omar']);
      const read = desk.page.waitForResponse('**/desk/start*');
      people = [omar, ana];
      served.desk.change();
      await (await read).finished();
    });
    afterEach(() => served.stop());

    const shown = () =>
      desk.page.locator('.person').evaluateAll((all) => all.map((one) => one.getAttribute('data-user')));
    const line = () => desk.page.locator('.person[data-user="ken"]').getByRole('combobox');

    async function adds(name: string): Promise<void> {
      await desk.page.getByRole('button', { name: 'Add a person' }).click();
      await desk.page.locator('dialog[open]').getByRole('button', { name }).click();
    }

    /** What the browser asks is answered so; gives the kinds of question. */
    function answersAll(isYes: boolean): readonly string[] {
      const asked: string[] = [];
      desk.page.removeAllListeners('dialog');
      desk.page.on('dialog', (question) => {
        asked.push(question.type());
        void (isYes ? question.accept() : question.dismiss());
      });
      return asked;
    }

    it('stays with its words while they have a part in a call, when others come and go and after a reload', async () => {
      const asked = answersAll(true);
      await line().fill('half a thought');
      await adds('Ana Lindqvist');
      await desk.page.locator('.person[data-user="ana"]').waitFor();
      expect(await shown()).toEqual(['ken', 'omar', 'ana']);
      await desk.page.getByRole('button', { name: 'Close Omar Haddad' }).click();
      expect(await shown()).toEqual(['ken', 'ana']);
      expect(await line().inputValue()).toBe('half a thought');
      expect(asked).toEqual([]);

      await desk.page.reload();
      await desk.sees('Omar is coming to you');
      expect(await shown()).toEqual(['ken', 'ana']);
      await desk.page
        .locator('.person[data-user="ken"]')
        .getByText('no longer on the list of staff')
        .waitFor();
      await desk.page.getByRole('button', { name: 'Add a person' }).click();
      const offered = desk.page.locator('dialog[open]').getByRole('button');
      expect((await offered.allInnerTexts()).join()).not.toContain('Ken Abe');
    });

    it('hears what happens in their call after a reload, and has no Home', async () => {
      await desk.page.reload();
      await desk.sees('Omar is coming to you');
      await desk.page.locator('main[aria-busy="false"]').waitFor();
      const tabs = desk.page.locator('.person[data-user="ken"]').getByRole('tab');
      expect((await tabs.allInnerTexts()).map((name) => name.trim())).toEqual([
        'Desk',
        'Central',
        'Riverside',
      ]);
      await served.platform.post({ id: 'person:ken', private: true }, plainCard('Omar is there'), {
        locale: 'en',
      });
      await driveColumn(desk.page, 'ken').sees('Omar is there');
    });

    it('goes when they have none, and not before unsent words are asked about', async () => {
      isInCall = false;
      await line().fill('half a thought');
      const refused = answersAll(false);
      await adds('Ana Lindqvist');
      expect(refused).toEqual(['confirm']);
      expect(await shown()).toEqual(['ken', 'omar']);
      answersAll(true);
      await adds('Ana Lindqvist');
      await desk.page.locator('.person[data-user="ana"]').waitFor();
      expect(await shown()).toEqual(['omar', 'ana']);
    });
  },
);
