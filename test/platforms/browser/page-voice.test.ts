import { describe, expect, it } from 'vitest';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { eventually } from '../../support/eventually.ts';
import { createPageRoom } from './page-room.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const maria = { id: 'person:maria', private: true };
const english = { locale: 'en' };

describe.skipIf(reason !== undefined)(
  `what a screen reader is told while a form is open${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    const form = () => room.desk.page.locator('dialog[open]');
    const voiceOf = (where: string) => room.desk.page.locator(`${where} > [aria-live="polite"]`);

    async function opensForm(): Promise<void> {
      await room.desk.pressesOnPage('Call for help');
      await form().waitFor();
    }

    async function closesForm(): Promise<void> {
      await room.desk.page.keyboard.press('Escape');
      await form().waitFor({ state: 'detached' });
    }

    it('is what comes meanwhile, and again when the form is closed', async () => {
      await opensForm();
      await room.served.platform.post(maria, plainCard('Somebody calls'), english);
      await room.served.platform.post(maria, plainCard('Nobody comes'), english);
      await voiceOf('dialog[open]').filter({ hasText: 'Nobody comes' }).waitFor();
      await closesForm();
      await voiceOf('body').filter({ hasText: 'Nobody comes' }).waitFor();
    });

    it('is what to dial when the desk is lost meanwhile, once', async () => {
      await opensForm();
      await room.served.stop();
      const said = voiceOf('dialog[open]').filter({ hasText: 'The connection to the desk is lost' });
      await said.waitFor();
      expect(await said.textContent()).toContain('Dial 9-911 from any desk phone.');
      await closesForm();
      await eventually('the voice is back', async () => (await voiceOf('body').count()) === 1);
      expect(await voiceOf('body').textContent()).toBe('');
    });

    it('is nothing of before', async () => {
      await room.served.platform.post(maria, plainCard('Somebody calls'), english);
      await voiceOf('body').filter({ hasText: 'Somebody calls' }).waitFor();
      await opensForm();
      expect(await voiceOf('dialog[open]').textContent()).toBe('');
    });
  },
);
