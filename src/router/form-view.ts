import { randomUUID } from 'node:crypto';
import type { Form, Look } from '../chat/command.ts';
import type { Field, FormValues, FormView } from '../chat/form.ts';
import type { OpenForm } from '../chat/outcome.ts';
import { DeskError, type FieldProblems } from '../errors.ts';
import { say } from './texts.en.ts';

type Declared = Form<never>;

/** A form as it opens now, from memory. */
export function openFormView(form: Declared, open: OpenForm, look: Look): FormView {
  return toFormView(form, {
    instance: randomUUID(),
    values: open.values ?? {},
    problems: {},
    look,
    ...(open.record === undefined ? {} : { record: open.record }),
    ...(open.notice === undefined ? {} : { notice: open.notice }),
  });
}

interface Opened
  extends Pick<FormView, 'instance' | 'values' | 'problems' | 'record' | 'notice' | 'expanded'> {
  readonly look: Look;
}

/** The same form with what was typed, its problems beside their fields, under the same instance. */
export function toFormView(form: Declared, opened: Opened): FormView {
  const { look, values, ...rest } = opened;
  const opening = form.opening?.(values, look, rest.record);
  return {
    ...rest,
    values,
    form: form.id,
    title: form.title,
    submit: form.submit,
    ...(opening === undefined ? {} : { opening }),
    ...(form.actions === undefined ? {} : { actions: form.actions.map(({ id, label }) => ({ id, label })) }),
    fields: form.fields
      .filter((field) => field.when === undefined || field.when(values, look))
      .map((field) => ({
        id: field.id,
        label: field.label,
        type: field.type,
        required: field.required ?? false,
        multiline: field.multiline ?? false,
        options: field.options?.(look, values) ?? [],
        page: field.page ?? 1,
        ...(field.hint === undefined ? {} : { hint: field.hint }),
        ...(field.maxLength === undefined ? {} : { maxLength: field.maxLength }),
      })),
  };
}

/**
 * Parses what was submitted, field by field.
 *
 * @throws DeskError INVALID_INPUT with every field's problem at once.
 */
export function parseValues(form: Declared, values: FormValues, look: Look): FormValues {
  const problems: Record<string, FieldProblems[string]> = {};
  const parsed: Record<string, unknown> = {};
  for (const field of form.fields) {
    if (field.when !== undefined && !field.when(values, look)) continue;
    const value = values[field.id];
    if (isEmpty(value)) {
      if (field.required) problems[field.id] = field.missing ?? say('desk.field.missing');
      continue;
    }
    const result = field.schema.safeParse(value);
    if (result.success) parsed[field.id] = result.data;
    else problems[field.id] = wrong(field);
  }
  if (Object.keys(problems).length > 0) {
    throw new DeskError('INVALID_INPUT', 'form has problems', {
      text: say('desk.form.again'),
      fields: problems,
    });
  }
  return parsed;
}

/** The values that can be read, for a form that is kept half filled. Nothing is a problem yet. */
export function readableValues(form: Declared, values: FormValues): FormValues {
  const readable = form.fields.flatMap((field) => {
    const value = values[field.id];
    const result = isEmpty(value) ? undefined : field.schema.safeParse(value);
    return result?.success ? [[field.id, result.data] as const] : [];
  });
  return Object.fromEntries(readable);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function wrong(field: Field<Look>): FieldProblems[string] {
  return field.missing ?? say('desk.field.wrong');
}
