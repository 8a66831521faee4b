import { afterEach, describe, expect, it } from 'vitest';
import type { FieldView, FormView, Option } from '../../../src/chat/form.ts';
import type { What } from '../../../src/chat/request.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { createPageRoom } from './page-room.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
type Submitted = Extract<What, { type: 'submitted' }>;

const options = (count: number, name: string): readonly Option[] =>
  Array.from({ length: count }, (_, index) => ({
    value: `${name}-${index}`,
    label: own(`${name} ${index}`),
  }));

function field(id: string, type: FieldView['type'], changes: Partial<FieldView> = {}): FieldView {
  return { id, type, label: own(id), required: false, multiline: false, options: [], page: 1, ...changes };
}

/** Every kind of field that a card takes; eight on the first page. */
const bigForm: FormView = {
  form: 'incident.log',
  instance: 'i-1',
  title: own('Log an incident'),
  submit: own('Submit'),
  fields: [
    field('branch', 'choice', { required: true, options: options(12, 'Branch') }),
    field('place', 'choice', { options: options(60, 'Place') }),
    field('at', 'moment'),
    field('kind', 'choice', { options: options(4, 'Kind') }),
    field('categories', 'choices', { options: options(24, 'Category') }),
    field('severity', 'choice', { options: options(5, 'Severity') }),
    field('what', 'text', { multiline: true }),
    field('did', 'text', { multiline: true }),
    field('footage', 'yesNo', { page: 3 }),
    field('called', 'choices', { page: 2, options: options(3, 'Service') }),
    field('followUp', 'moment', { page: 2 }),
  ],
  values: {},
  problems: {},
  actions: [{ id: 'draft', label: own('Save as draft') }],
};

const values = {
  branch: 'Branch-3',
  place: 'Place-50',
  at: '2026-11-22T18:40:00.000Z',
  kind: 'Kind-1',
  categories: ['Category-2', 'Category-23'],
  severity: 'Severity-4',
  what: '<b>*bold*</b> 🎉\n=1+1',
  did: 'Rang 911',
  called: ['Service-0', 'Service-2'],
  followUp: '2026-11-23T09:00:00.000Z',
  footage: false,
};

describe.skipIf(reason !== undefined)(
  `a long form in a real browser${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom({ viewport: { width: 1280, height: 800 } });
    afterEach(async () => {
      const cutOff = /ERR_CONNECTION_RESET/;
      expect(room.desk.complaints.filter((complaint) => !cutOff.test(complaint))).toEqual([]);
    });

    async function opens(form: FormView): Promise<void> {
      room.served.desk.answerNext({ last: Promise.resolve({ form }) });
      await room.desk.types('/incident');
      await room.desk.page.locator('dialog[open]').waitFor();
    }

    let sent = 0;
    /** Sends the form by this button; the desk answers that it took it, each time in words of its own. */
    async function sendsBy(label: string): Promise<Submitted> {
      sent += 1;
      const answer = `Took ${label}, number ${sent}.`;
      room.served.desk.answerNext({ last: Promise.resolve({ reply: plainCard(answer) }) });
      await room.desk.pressesOnPage(label);
      await room.desk.sees(answer);
      return room.served.desk.requests.at(-1)?.what as Submitted;
    }

    it('brings every kind of value back as it was filled in', async () => {
      await opens({ ...bigForm, values });
      const sent = await sendsBy('Submit');
      expect(sent.values).toEqual(values);
      expect(sent.action).toBeUndefined();
      expect(await room.desk.page.locator('dialog[open]').count()).toBe(0);
    });

    it('that comes just after another was taken stays open, and Back closes it', async () => {
      const { page } = room.desk;
      await opens(bigForm);
      await page.evaluate(`globalThis.closings = 0; document.querySelector('dialog[open]')
        .addEventListener('close', () => { globalThis.closings += 1; })`);
      // Both parts of the answer arrive at once: the browser tells of the close after the form was opened again.
      await page.route('**/desk/act*', async (route) => route.fulfill({ response: await route.fetch() }));
      room.served.desk.answerNext({
        first: { reply: plainCard('Saved.') },
        last: Promise.resolve({ form: { ...bigForm, instance: 'i-2', form: 'incident.next' } }),
      });
      await room.desk.submits();
      await expect.poll(() => page.evaluate('globalThis.closings')).toBe(1);
      await room.desk.fills('what', 'the next thought');
      expect(await page.evaluate('history.state')).toBe('sheet');
      await page.evaluate('history.back()');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
      expect(await page.locator('.person').isVisible()).toBe(true);
      await expect.poll(() => page.evaluate('history.state')).not.toBe('sheet');
    });

    it('is kept half filled by its other button, and closes', async () => {
      await opens(bigForm);
      await room.desk.fills('what', 'half a thought');
      const sent = await sendsBy('Save as draft');
      expect(sent).toMatchObject({ action: 'draft', instance: 'i-1', values: { what: 'half a thought' } });
      expect(await room.desk.page.locator('dialog[open]').count()).toBe(0);
    });

    it('lets several of 24 be ticked', async () => {
      await opens(bigForm);
      const dialog = room.desk.page.locator('dialog[open]');
      await dialog.getByLabel('Category 2', { exact: true }).check();
      await dialog.getByLabel('Category 23', { exact: true }).check();
      expect((await sendsBy('Submit')).values).toEqual({ categories: ['Category-2', 'Category-23'] });
    });

    it('takes what was typed for the one choice that it can mean', async () => {
      await opens(bigForm);
      await room.desk.page.getByRole('combobox', { name: 'place' }).fill('PLACE 41');
      expect((await sendsBy('Save as draft')).values).toEqual({ place: 'Place-41' });
      await opens(bigForm);
      await room.desk.page.getByRole('combobox', { name: 'place' }).fill('ace 17');
      expect((await sendsBy('Save as draft')).values).toEqual({ place: 'Place-17' });
    });

    it('shows its later pages on request without asking the desk, in the order of their pages', async () => {
      await opens(bigForm);
      const service = room.desk.page.getByLabel('Service 2');
      expect(await service.isVisible()).toBe(false);
      await room.desk.pressesOnPage('More');
      await service.check();
      expect(room.served.desk.requests).toHaveLength(1);
      const labels = await room.desk.page.locator('dialog[open] label').allInnerTexts();
      expect(labels.findIndex((label) => label.includes('called'))).toBeLessThan(
        labels.findIndex((label) => label.includes('footage')),
      );
      expect((await sendsBy('Submit')).values).toEqual({ called: ['Service-2'] });
    });

    it('shows them at once when the desk says so', async () => {
      await opens({ ...bigForm, expanded: true });
      expect(await room.desk.page.getByLabel('Service 2').isVisible()).toBe(true);
      expect(await room.desk.form()).not.toContain('More');
    });

    it('shows what was written behind More before and not sent', async () => {
      await opens(bigForm);
      await room.desk.pressesOnPage('More');
      await room.desk.page.getByLabel('Service 2').check();
      await room.desk.page.keyboard.press('Escape');
      await opens(bigForm);
      expect(await room.desk.page.getByLabel('Service 2').isChecked()).toBe(true);
      expect(await room.desk.page.getByLabel('Service 2').isVisible()).toBe(true);
    });

    it('keeps what was written about one record away from another', async () => {
      await opens({ ...bigForm, record: 'r-1' });
      await room.desk.fills('what', 'about the first');
      await room.desk.page.keyboard.press('Escape');
      await opens({ ...bigForm, record: 'r-2' });
      expect(await room.desk.page.getByRole('textbox', { name: 'what' }).inputValue()).toBe('');
    });

    it('is another delivery when it was changed after the connection was lost, and the same when not', async () => {
      await opens(bigForm);
      const ids: string[] = [];
      await room.context.route('**/desk/act?*', (route, request) => {
        ids.push((request.postDataJSON() as { id: string }).id);
        return route.abort('connectionreset');
      });
      for (const text of ['first', 'first', 'second']) {
        await room.desk.fills('what', text);
        const before = ids.length;
        await room.desk.pressesOnPage('Save as draft');
        await expect.poll(() => ids.length).toBe(before + 1);
        await room.desk.page.locator('.form-body[aria-busy="false"]').waitFor();
      }
      expect(ids[1]).toBe(ids[0]);
      expect(ids[2]).not.toBe(ids[1]);
      await room.context.unroute('**/desk/act?*');
      expect((await sendsBy('Save as draft')).values).toEqual({ what: 'second' });
    });
  },
);
