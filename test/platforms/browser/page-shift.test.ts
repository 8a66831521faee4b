import { beforeEach, describe, expect, it } from 'vitest';
import { own } from '../../../src/chat/text.ts';
import type { BrowserPerson } from '../../../src/platforms/browser/index.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { type DeskPage, openDesk } from '../../support/browser/desk-page.ts';
import { createDrivenClock, type DrivenClock } from '../../support/clock.ts';
import { createPageRoom } from './page-room.ts';
import { type Served, serveBrowser } from './serve.ts';

const reason = reasonToSkip();
const off: BrowserPerson = { user: 'maria', name: 'Maria Santos', role: 'staff', branches: ['CEN'] };
const on: BrowserPerson = {
  ...off,
  onShift: true,
  detail: own('At Riverside until 18:00'),
  dialText: 'Dial 2 for the guard.',
};

describe.skipIf(reason !== undefined)(
  `a shift that begins or ends while nothing is saved${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    let clock: DrivenClock;
    let maria: BrowserPerson;
    let served: Served;
    let desk: DeskPage;

    beforeEach(async () => {
      clock = createDrivenClock('2026-11-22T08:59:30.000Z');
      maria = off;
      served = await serveBrowser({ clock, people: () => [maria] });
      desk = await openDesk(await room.context.newPage(), served.url, 'maria');
      return () => served.stop();
    });

    it('changes what the page says to dial once the desk is lost', async () => {
      const lost = desk.page.locator('.lost');
      const read = desk.page.waitForResponse('**/desk/start*');
      maria = on;
      clock.skip(60_000);
      await (await read).finished();
      await served.stop();
      await lost.getByText('In an emergency: Dial 2 for the guard.').waitFor();
    });

    it('changes the line under the name', async () => {
      const about = desk.page.locator('.person header .hint');
      expect(await about.textContent()).toBe('staff · Central');
      maria = on;
      clock.skip(60_000);
      await about.filter({ hasText: 'staff · Central · At Riverside until 18:00' }).waitFor();
      maria = off;
      clock.skip(60_000);
      await about.filter({ hasText: /^staff · Central$/ }).waitFor();
    });
  },
);
