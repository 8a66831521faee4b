import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copyDatabase, restoreBackup } from '../../src/store/json/index.ts';
import { storedFormat } from '../../src/wiring/stores.ts';
import { report } from '../desk/incidents/write-report.ts';
import { launchChromium, reasonToSkip } from '../support/browser/chromium.ts';
import { driveColumn, openDesk } from '../support/browser/desk-page.ts';
import { rewriteStaff } from '../support/desk/rewrite-staff.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';

const reason = reasonToSkip();

describe.skipIf(reason !== undefined)(
  `the whole program in a real browser${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    let browser: Browser;
    let desk: TestDesk;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser.close());
    beforeEach(async () => {
      desk = await startDesk();
    });
    afterEach(() => desk.stop());

    it('shows the caller who is coming when somebody presses in another tab', async () => {
      const priya = await openDesk(await browser.newPage(), desk.address, 'priya');
      const maria = await openDesk(await browser.newPage(), desk.address, 'maria');
      await priya.types('/assist now teen area');
      await maria.sees('H-0001: Come now');
      await maria.presses('I’m coming');
      await priya.sees('Maria Santos is coming to you');
      await priya.sees('Maria Santos, since');
      expect(priya.complaints).toEqual([]);
      expect(maria.complaints).toEqual([]);
    });

    it('has large buttons for what is needed most, and one for everything else', async () => {
      const priya = await openDesk(await browser.newPage(), desk.address, 'priya');
      expect(await priya.page.locator('.quick').allInnerTexts()).toEqual([
        'Call for help',
        'Who is on shift',
        'Log an incident',
        'Menu',
      ]);
      await priya.pressesOnPage('Who is on shift');
      await priya.sees('Maria Santos');
      await priya.pressesOnPage('Menu');
      expect(await priya.sees('What do you need?')).toContain('What is waiting');
    });

    it('answers beside the caller in the same tab, and moves on when nobody does', async () => {
      const page = await browser.newPage();
      const priya = await openDesk(page, desk.address, 'priya', ['lee']);
      const lee = driveColumn(page, 'lee');
      await priya.types('/assist now');
      await priya.sees('Nobody has answered yet');
      desk.clock.skip(60_000);
      await lee.sees('H-0001');
      await priya.sees('Now also asked');
      await lee.presses('On scene');
      await priya.sees('Lee Wong is there');
    });

    it('keeps what to dial in sight until the emergency call is over, and says what is dialled there', async () => {
      const robin = await openDesk(await browser.newPage(), desk.address, 'robin');
      const pinned = robin.page.locator('.pinned:not([hidden]) p');
      await robin.types('/assist emergency');
      await pinned.getByText('First: Dial 911').waitFor();
      await robin.presses('Central Library');
      await pinned.getByText('First: Dial 9-911 from any desk phone').waitFor();
      const maria = await openDesk(await browser.newPage(), desk.address, 'maria');
      await maria.presses('On scene');
      await robin.sees('Maria Santos is there');
      expect(await pinned.count()).toBe(1);
      await maria.presses('Done');
      await pinned.waitFor({ state: 'detached' });
    });

    it('says what to dial where the open call is, once the desk is lost', async () => {
      const robin = await openDesk(await browser.newPage(), desk.address, 'robin');
      const lost = robin.page.locator('.lost');
      await robin.types('/assist now cen teen area');
      await robin.sees('Nobody has answered yet');
      await desk.restart(async () => {
        await lost.getByText('In an emergency: Dial 9-911 from any desk phone').waitFor();
      });
      await lost.waitFor({ state: 'hidden' });
      await robin.presses('Cancel');
      await robin.sees('Cancelled');
      await desk.restart(() => lost.getByText('In an emergency: Dial 911').waitFor());
    });

    it('puts the answer in the place of a call that a restored backup does not have, when a button of it is pressed', async () => {
      const copy = join(desk.directory, 'copy');
      const maria = await openDesk(await browser.newPage(), desk.address, 'maria');
      const omar = await openDesk(await browser.newPage(), desk.address, 'omar');
      await desk.restart((database) => copyDatabase(database, copy));
      await maria.types('/assist now teen area');
      await omar.sees('H-0001: Come now');
      await maria.sees('Nobody has answered yet');
      await desk.restart(async (database) => {
        await restoreBackup(copy, database, undefined, storedFormat);
      });
      for (const [person, label] of [
        [omar, 'I’m coming'],
        [maria, 'Ask more people now'],
      ] as const) {
        await person.page.locator('.lost').waitFor({ state: 'hidden' });
        await person.presses(label);
        expect(await person.sees('That call is not here any more, and nobody is asked by it.')).toContain(
          'In an emergency: Dial 9-911 from any desk phone',
        );
        expect((await person.cards()).join()).not.toContain(label);
      }
    });

    it('does not guess at a building: for somebody who is not on shift it says the organisation’s words', async () => {
      // Her first building says to dial 9-911.
      const dana = await openDesk(await browser.newPage(), desk.address, 'dana');
      const lost = dana.page.locator('.lost');
      await desk.restart(() => lost.getByText('In an emergency: Dial 911').waitFor());
    });

    it('lets somebody who was taken off the list cancel their call and give up, and do nothing new', async () => {
      const robin = await openDesk(await browser.newPage(), desk.address, 'robin');
      const maria = await openDesk(await browser.newPage(), desk.address, 'maria');
      await robin.types('/assist now cen teen area');
      await maria.sees('H-0001');
      await maria.presses('I’m coming');
      await robin.sees('Maria Santos is coming to you');
      const isRead = robin.page.waitForResponse('**/desk/start*');
      await rewriteStaff(desk.directory, (staff) =>
        staff.filter(({ id }) => id !== 'robin' && id !== 'maria'),
      );
      await isRead;
      await maria.presses('Can’t come');
      await robin.sees('Nobody is coming yet');
      await robin.types('/assist now cen circulation desk');
      const refused = robin.page.getByRole('alert').filter({ hasText: 'no longer on the list of staff' });
      expect(await refused.textContent()).toContain('Dial 9-911 from any desk phone');
      await robin.page.reload();
      await robin.sees('Nobody is coming yet');
      await robin.presses('Cancel');
      await robin.sees('Cancelled');
      await maria.sees('Cancelled');
      const reading = async () => (await fetch(`${desk.address}/desk/state?as=robin`)).status;
      expect(await reading()).toBe(200);
      desk.clock.skip(61 * 60_000);
      expect(await reading()).toBe(403);
      const everybody = await (await fetch(`${desk.address}/desk/start`)).text();
      expect(everybody).not.toContain('Robin Clark');
    });

    it('takes an emergency from the tab of a branch that was just taken out, and the tab goes', async () => {
      const robin = await openDesk(await browser.newPage(), desk.address, 'robin');
      const isBrook = { name: 'Northside Library (Brook)' };
      await robin.opens(isBrook.name);
      const stale = await browser.newPage();
      await stale.route('**/desk/events*', (route) => route.abort());
      await stale.goto(`${desk.address}/?as=robin`);
      await stale.getByRole('tab', isBrook).click();
      await rewriteStaff(desk.directory, (staff) =>
        staff.map((one) => ({ ...one, branches: (one.branches as string[]).filter((id) => id !== 'NTH-B') })),
      );
      const path = join(desk.directory, 'branches.json');
      const branches = JSON.parse(await readFile(path, 'utf8')) as readonly { code: string }[];
      await writeFile(path, JSON.stringify(branches.filter(({ code }) => code !== 'NTH-B')));
      await robin.page.getByRole('tab', isBrook).waitFor({ state: 'detached' });
      await driveColumn(stale, 'robin').types('/assist emergency cen entrance he has a gun');
      await stale.getByText('H-0001').first().waitFor();
    });

    it('has nothing of a report that was read in the tab’s storage, and reads it anew after a reload', async () => {
      await report(desk.person('priya'), 'page', 'Mr Bloggs shouted.', 'CEN-2026-00001');
      const lee = await openDesk(await browser.newPage(), desk.address, 'lee');
      const reads = async () => {
        await lee.presses('Read');
        await lee.sees('Mr Bloggs shouted.');
        expect(await lee.page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('Bloggs');
      };
      await reads();
      await lee.page.reload();
      await lee.sees('What you read here is not kept.');
      expect((await lee.cards()).join()).not.toContain('Bloggs');
      await reads();
    });

    it('has nothing of a report or a question in the tab’s storage, whatever lists them or was meant for one', async () => {
      const page = await browser.newPage();
      const desks = [await openDesk(page, desk.address, 'priya', ['lee']), driveColumn(page, 'lee')] as const;
      const [priya, lee] = desks;
      const mentions = async () =>
        (await page.evaluate<string>('JSON.stringify(sessionStorage)')).match(/bloggs/gi)?.length ?? 0;
      const kept: string[] = [];
      const asks = async (who: typeof priya, words: string, answer: string | RegExp) => {
        const before = await mentions();
        const replies = await page.locator('.entry.reply').count();
        await who.types(words);
        await page.locator('.entry.reply').nth(replies).waitFor();
        await who.sees(answer);
        if ((await mentions()) > before) kept.push(words);
      };
      await report(desk.person('priya'), 'page', 'Mr Bloggs shouted.', 'CEN-2026-00001');
      await asks(priya, '/incident log Joe Bloggs hit a child', 'Joe Bloggs hit a child');
      await asks(priya, '/incident mine', '“Joe Bloggs hit a child”');
      await asks(lee, '/incident list CEN 7 days bloggs', 'words “bloggs”');
      await asks(priya, '/escalate may we ban Joe Bloggs', 'E-0001 is saved');
      await asks(priya, '/home', 'may we ban Joe Bloggs');
      await asks(lee, '/home', 'may we ban Joe Bloggs');
      await asks(lee, '/today', 'E-0001');
      await asks(priya, '/incidnet Joe Bloggs with a knife', /Call for help: .*Bloggs with a knife/);
      expect(kept).toEqual([]);
      await page.reload();
      await priya.sees('Your drafts and reports');
      expect((await lee.sees('1 report found')).toLowerCase()).not.toContain('bloggs');
    });

    it('keeps a form open with the problem beside its field, then sends it', async () => {
      const robin = await openDesk(await browser.newPage(), desk.address, 'robin');
      await robin.types('/assist');
      await robin.fills('What those who come should know', 'kept words');
      await robin.submits();
      await expect.poll(() => robin.form()).toContain('Choose where you are.');
      await robin.fills('Where', 'Central Library, teen area');
      await robin.submits();
      await robin.sees('H-0001 is saved and goes to');
      const maria = await openDesk(await browser.newPage(), desk.address, 'maria');
      await maria.sees('kept words');
    });
  },
);
