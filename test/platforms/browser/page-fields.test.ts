import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { FieldView, FormView } from '../../../src/chat/form.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { isWhollyVisible } from '../../support/browser/visible.ts';
import { createPageRoom } from './page-room.ts';
import { callForm } from './tiny-desk.ts';

const reason = reasonToSkip();
const notSent = 'Please look at the marked fields. Nothing has been sent yet.';

function field(id: string, changes: Partial<FieldView> = {}): FieldView {
  return {
    id,
    type: 'text',
    label: own(`Label of ${id}`),
    hint: own(`Hint of ${id}.`),
    required: false,
    multiline: false,
    options: [],
    page: 1,
    ...changes,
  };
}

function options(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    value: `option-${index}`,
    label: own(`Option ${index}`),
  }));
}

/** One of every kind that a page can draw, in two lengths where it is drawn in two ways. */
const everyKind: readonly FieldView[] = [
  field('line'),
  field('words', { multiline: true }),
  field('choice', { type: 'choice', options: options(3) }),
  field('search', { type: 'choice', options: options(30) }),
  field('person', { type: 'person', options: options(3) }),
  field('choices', { type: 'choices', options: options(3) }),
  field('moment', { type: 'moment' }),
  field('yesNo', { type: 'yesNo' }),
];

describe.skipIf(reason !== undefined)(
  `the fields of a form on the page${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();
    const form = () => room.desk.page.locator('dialog[open]');

    async function opens(changes: Partial<FormView>): Promise<void> {
      room.served.desk.answerNext({ last: Promise.resolve({ form: callForm(changes) }) });
      await room.desk.types('/assist');
      await form().waitFor();
    }

    async function comesBack(changes: Partial<FormView>): Promise<void> {
      const back = callForm({ ...changes, notice: own(notSent) });
      room.served.desk.answerNext({ last: Promise.resolve({ form: back }) });
      await room.desk.submits();
      await form().getByText(notSent).waitFor();
    }

    /** What a screen reader reads after the name of the control or of its group. */
    function describing(control: Locator): Promise<string> {
      return control.evaluate((element) => {
        const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
        const find = (id: string) => element.ownerDocument.getElementById(id);
        return ids.map((id: string) => find(id)?.textContent ?? `nothing has the id ${id}`).join(' | ');
      });
    }

    const controls: readonly (readonly [string, () => readonly Locator[]])[] = [
      ['line', () => [form().getByRole('textbox', { name: 'Label of line' })]],
      ['words', () => [form().getByRole('textbox', { name: 'Label of words' })]],
      ['choice', () => [form().getByRole('combobox', { name: 'Label of choice' })]],
      ['search', () => [form().getByRole('combobox', { name: 'Label of search' })]],
      ['person', () => [form().getByRole('combobox', { name: 'Label of person' })]],
      ['choices', () => [form().getByRole('group', { name: 'Label of choices' })]],
      [
        'moment',
        () => [form().getByLabel('Label of moment: day'), form().getByLabel('Label of moment: time')],
      ],
      ['yesNo', () => [form().getByRole('radiogroup', { name: 'Label of yesNo' })]],
    ];

    describe.each(controls)(
      'read to somebody who does not see them: %s',
      (id: string, find: () => readonly Locator[]) => {
        it('is told with its hint', async () => {
          await opens({ fields: everyKind });
          for (const control of find()) expect(await describing(control)).toBe(`Hint of ${id}.`);
        });

        it('is told with what is wrong with it first', async () => {
          await opens({ fields: everyKind });
          await comesBack({ fields: everyKind, problems: { [id]: own('say more') } });
          for (const control of find()) {
            expect(await describing(control)).toBe(`Please check: say more | Hint of ${id}.`);
            expect(await control.getAttribute('aria-invalid')).toBe('true');
          }
        });

        it('is said to be needed where it is', async () => {
          await opens({ fields: everyKind });
          for (const control of find()) expect(await control.getAttribute('aria-required')).toBe(null);
          await room.desk.page.keyboard.press('Escape');
          await opens({ fields: everyKind.map((one) => ({ ...one, required: true })) });
          // A group of ticks cannot be required in ARIA: its name says it.
          const says = id === 'choices' ? null : 'true';
          for (const control of find()) {
            expect(await control.getAttribute('aria-required')).toBe(says);
            const named = await control.evaluate((element) => {
              const label = element.getAttribute('aria-labelledby') ?? '';
              return element.ownerDocument.getElementById(label)?.textContent;
            });
            expect(named).toContain('(needed)');
          }
        });
      },
    );

    describe.each([
      { width: 640, height: 400 },
      { width: 320, height: 568 },
      { width: 1280, height: 800 },
    ])('after a refused submit at $width × $height', (size) => {
      const dial =
        'In an emergency: Dial 9-911 from any desk phone. The address is 1 Library Square, Ashton.';
      const hint = own('Optional, at most 200 characters. Only those who are asked to come see it.');
      const fields = [
        field('first', { type: 'choice', options: options(3), required: true }),
        field('at', { type: 'moment', required: true }),
        field('what', { multiline: true, hint, maxLength: 200 }),
        field('last', { multiline: true, hint }),
      ];
      const actions = [{ id: 'draft', label: own('Save as draft') }];

      it.each(['first', 'at', 'what', 'last'])(
        'shows the first marked field, what is wrong with it, and that nothing was sent: %s',
        async (id) => {
          const shown = { fields, opening: own(dial), values: { what: 'y'.repeat(250) }, actions };
          await room.desk.page.setViewportSize(size);
          await opens(shown);
          await comesBack({ ...shown, problems: { [id]: own('it is too long by some fifty characters') } });
          const focused = form().locator(':focus');
          expect(await focused.getAttribute('aria-invalid')).toBe('true');
          expect(await isWhollyVisible(focused)).toBe(true);
          expect(await isWhollyVisible(form().getByText('Please check: it is too long'))).toBe(true);
          expect(await isWhollyVisible(form().getByText(notSent))).toBe(true);
          expect(await isWhollyVisible(form().getByText(dial))).toBe(true);
        },
      );
    });

    describe('with a limit', () => {
      const note = () => form().getByLabel('Label of note');
      const status = () => form().getByRole('status');
      const limited = { fields: [field('note', { maxLength: 50, multiline: true })] };

      it('says nothing while there is room', async () => {
        await opens(limited);
        await note().fill('y'.repeat(9));
        expect(await form().innerText()).not.toContain('Characters left');
        expect(await describing(note())).toBe(' | Hint of note.');
      });

      it('says how much is left when that is little, and takes more than fits', async () => {
        await opens(limited);
        await note().fill('y'.repeat(38));
        expect(await describing(note())).toBe('Characters left: 12 | Hint of note.');
        expect(await isWhollyVisible(form().locator('.counter'))).toBe(true);
        await note().pressSequentially('y'.repeat(15));
        expect(await describing(note())).toBe('Only 50 characters fit. Too many: 3 | Hint of note.');
        expect(await note().inputValue()).toHaveLength(53);
      });

      it('counts what looks like one character as the desk does', async () => {
        await opens(limited);
        await note().fill('🎉'.repeat(48));
        expect(await describing(note())).toContain('Characters left: 2');
      });

      it('says it for what stands there at first', async () => {
        await opens({ ...limited, values: { note: 'y'.repeat(45) } });
        expect(await describing(note())).toContain('Characters left: 5');
      });

      it('speaks it when little is left, when it is full and when it is too long, and not with every key', async () => {
        await opens(limited);
        const spoken: (string | null)[] = [];
        for (let count = 1; count <= 54; count++) {
          await note().press('y');
          const said = await status().textContent();
          if (said !== spoken.at(-1)) spoken.push(said);
        }
        expect(spoken).toEqual([
          '',
          'Characters left: 40',
          'Characters left: 20',
          'Characters left: 10',
          'Characters left: 0',
          'Only 50 characters fit. Too many: 1',
        ]);
      });
    });
  },
);
