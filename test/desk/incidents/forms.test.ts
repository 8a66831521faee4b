import { expect, it } from 'vitest';
import { formLimits } from '../../../src/chat/form.ts';
import { createWords } from '../../../src/chat/words.ts';
import { sundayEvening } from '../../support/desk/library.ts';
import { openIncidentLibrary } from './incident-library.ts';

it('forms are within what every platform can draw', async () => {
  const { subject } = await openIncidentLibrary();
  const words = createWords({ en: [subject.texts] });
  const length = (text: Parameters<typeof words.draw>[0]) => words.draw(text, { locale: 'en' }).length;
  const look = { person: 'staff:priya', now: sundayEvening };
  for (const form of subject.forms) {
    expect(length(form.title), form.id).toBeLessThanOrEqual(formLimits.title);
    expect(length(form.submit), form.id).toBeLessThanOrEqual(formLimits.submit);
    expect(form.fields.length, form.id).toBeLessThanOrEqual(formLimits.fields);
    for (const field of form.fields) {
      const where = `${form.id} ${field.id}`;
      expect(length(field.label), where).toBeLessThanOrEqual(formLimits.label);
      if (field.hint !== undefined) expect(length(field.hint), where).toBeLessThanOrEqual(formLimits.hint);
      expect(field.maxLength ?? 0, where).toBeLessThanOrEqual(formLimits.text);
      const options = field.options?.(look, {}) ?? [];
      expect(options.length, where).toBeLessThanOrEqual(100);
      for (const { value, label } of options) {
        expect(value.length, where).toBeLessThanOrEqual(formLimits.optionValue);
        expect(length(label), where).toBeLessThanOrEqual(formLimits.optionLabel);
      }
    }
  }
});

it('asks for at most eight things on the first page of a report', async () => {
  const { subject } = await openIncidentLibrary();
  const first = subject.forms[0]?.fields.filter(
    (field) => (field.page ?? 1) === 1 && field.when === undefined,
  );
  expect(first).toHaveLength(8);
});
