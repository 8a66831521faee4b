import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { FormView } from '../../../src/chat/form.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { driveColumn } from '../../support/browser/desk-page.ts';
import { createPageRoom } from './page-room.ts';
import { callForm } from './tiny-desk.ts';

const reason = reasonToSkip();

describe.skipIf(reason !== undefined)(
  `words that were not sent${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();

    const form = () => room.desk.page.locator('dialog[open]');
    const note = () => form().getByLabel('Note');
    const urgency = () => form().getByLabel('How urgent is it');

    async function opens(changes: Partial<FormView> = {}): Promise<void> {
      room.served.desk.answerNext({ last: Promise.resolve({ form: callForm(changes) }) });
      await room.desk.types('/assist');
      await form().waitFor();
    }

    async function closes(): Promise<void> {
      await room.desk.page.keyboard.press('Escape');
      await form().waitFor({ state: 'detached' });
    }

    async function reloads(): Promise<void> {
      await room.desk.page.reload();
      await room.desk.page.locator('main[aria-busy="false"]').waitFor();
    }

    it('stand in the line again after a reload, until they are sent', async () => {
      const line = () => room.desk.page.getByRole('combobox');
      await line().fill('/assist now teen area somebody ha');
      await reloads();
      expect(await line().inputValue()).toBe('/assist now teen area somebody ha');
      await line().press('Enter');
      await room.desk.page.locator('.bubble').waitFor();
      await form().or(room.desk.page.locator('article')).first().waitFor();
      await reloads();
      expect(await line().inputValue()).toBe('');
    });

    it('stand in the line of the person who typed them, also when that person was closed meanwhile', async () => {
      const { page } = room.desk;
      await driveColumn(page, 'maria').page.getByRole('combobox').fill('half a thought');
      await page.goto(`${room.served.url}/?as=omar`);
      await page.locator('main[aria-busy="false"]').waitFor();
      expect(await page.getByRole('combobox').inputValue()).toBe('');
      await page.goto(`${room.served.url}/?as=maria`);
      await page.locator('main[aria-busy="false"]').waitFor();
      expect(await page.getByRole('combobox').inputValue()).toBe('half a thought');
    });

    it('stand in the form again after a reload with it open', async () => {
      await opens();
      await note().fill('half a thought');
      await reloads();
      await opens();
      expect(await note().inputValue()).toBe('half a thought');
      expect(await room.desk.form()).toContain('Nothing of it has been sent');
    });

    it('are gone from the tab once they were sent', async () => {
      await opens();
      await note().fill('a private matter');
      await urgency().selectOption({ label: 'Now' });
      await room.desk.submits();
      await room.desk.sees('Sent as now');
      const keys = await room.desk.page.evaluate('Object.keys(sessionStorage)');
      expect(
        z
          .array(z.string())
          .parse(keys)
          .filter((key) => key.includes('unsent')),
      ).toEqual([]);
      await opens();
      expect(await note().inputValue()).toBe('');
    });

    it('stay in this tab alone', async () => {
      await opens();
      await note().fill('a private matter');
      expect(await room.desk.page.evaluate('JSON.stringify(localStorage)')).not.toContain('private');
    });

    it('are kept too where the form came with words already', async () => {
      const values = { note: 'from the desk', urgency: 'now' };
      await opens({ values });
      await note().fill('from the desk, and more');
      await urgency().selectOption({ label: 'Emergency' });
      await closes();
      await opens({ values });
      expect(await note().inputValue()).toBe('from the desk, and more');
      expect(await urgency().inputValue()).toBe('emergency');
    });

    it('come without a choice that was made when the desk had offered another', async () => {
      await opens({ values: { urgency: 'now' } });
      await urgency().selectOption({ label: 'Emergency' });
      await note().fill('half a thought');
      await closes();
      await opens({ values: { urgency: 'assist' } });
      expect(await urgency().inputValue()).toBe('assist');
      expect(await note().inputValue()).toBe('half a thought');
    });

    it('are kept when the form came back with something to correct', async () => {
      await opens();
      await note().fill('half a thought');
      await room.desk.submits();
      await form().locator('[aria-invalid="true"]').waitFor();
      await urgency().selectOption({ label: 'Now' });
      await closes();
      await opens({ notice: own('Hello.') });
      expect(await note().inputValue()).toBe('half a thought');
    });

    it('are not spoken of where nothing was changed', async () => {
      await opens({ values: { urgency: 'now' } });
      await closes();
      await opens();
      expect(await urgency().inputValue()).toBe('');
      expect(await room.desk.form()).not.toContain('Nothing of it has been sent');
    });
  },
);
