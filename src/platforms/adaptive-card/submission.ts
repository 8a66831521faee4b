import { z } from 'zod';
import type { FormValues } from '../../chat/form.ts';
import { DeskError } from '../../errors.ts';
import { isLocalDate, isLocalTime, localToInstants } from '../../time.ts';

/** What kind of value an input holds, so that its data can be read back without the form at hand. */
type InputKind = 'text' | 'choice' | 'choices' | 'yesNo' | 'date' | 'time';

/** The id of an input: never equal to a key of the button's own data. */
export function inputId(kind: InputKind, field: string): string {
  return `${kind}.${field}`;
}

export interface AdaptiveCardPress {
  readonly button: string;
  readonly record?: string;
  readonly value?: string;
}

export interface AdaptiveCardSubmission {
  readonly form: string;
  readonly instance: string;
  readonly record?: string;
  /** One of the form's other ways to be sent; absent: its submit. */
  readonly action?: string;
  readonly values: FormValues;
}

const pressSchema = z.object({
  button: z.string().max(200),
  record: z.string().max(200).optional(),
  // Words that somebody typed can stand in it.
  value: z.string().max(2000).optional(),
});

const submissionSchema = z.looseObject({
  form: z.string().max(200),
  instance: z.string().max(200),
  record: z.string().max(200).optional(),
  action: z.string().max(200).optional(),
});

/**
 * Reads the data of a card's button.
 *
 * @throws DeskError INVALID_INPUT when it is not a button of ours.
 */
export function parsePress(data: unknown): AdaptiveCardPress {
  const parsed = pressSchema.safeParse(data);
  if (!parsed.success) throw new DeskError('INVALID_INPUT', 'The data is not that of a button of ours.');
  const { button, record, value } = parsed.data;
  return {
    button,
    ...(record === undefined ? {} : { record }),
    ...(value === undefined ? {} : { value }),
  };
}

/**
 * Reads the data of a form that was sent, inputs and all. Values by field id: texts and choices as strings, several
 * choices as a list, yes/no as a boolean, a moment as UTC ISO text. A moment that is half filled in, or that the clocks
 * of the zone skip or show twice, stays the wall-clock text that it was, for the field's schema to ask about. What was
 * left empty is absent.
 *
 * @param zone the IANA zone that the form was drawn in
 *
 * @throws DeskError INVALID_INPUT when it is not a form of ours.
 */
export function parseSubmission(data: unknown, zone: string): AdaptiveCardSubmission {
  const parsed = submissionSchema.safeParse(data);
  if (!parsed.success) throw new DeskError('INVALID_INPUT', 'The data is not that of a form of ours.');
  const { form, instance, record, action, ...inputs } = parsed.data;
  return {
    form,
    instance,
    ...(record === undefined ? {} : { record }),
    ...(action === undefined ? {} : { action }),
    values: inputsToValues(inputs, zone),
  };
}

function inputsToValues(inputs: Readonly<Record<string, unknown>>, zone: string): FormValues {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([id, raw]) => inputToEntry(id, raw, inputs, zone)),
  );
}

/** The field and value that an input stands for; none when it is empty or not one of ours. */
function inputToEntry(
  id: string,
  raw: unknown,
  inputs: Readonly<Record<string, unknown>>,
  zone: string,
): readonly (readonly [string, unknown])[] {
  if (typeof raw !== 'string' || raw.trim() === '') return [];
  const [kind = '', ...rest] = id.split('.');
  const field = rest.join('.');
  switch (kind) {
    case 'text':
    case 'choice':
      return [[field, raw]];
    case 'choices':
      return [[field, raw.split(',')]];
    case 'yesNo':
      return [[field, raw === 'yes']];
    case 'date':
      return [[field, momentOf(raw, inputs[inputId('time', field)], zone)]];
    case 'time':
      return isFilled(inputs[inputId('date', field)]) ? [] : [[field, raw]];
    default:
      return [];
  }
}

function momentOf(date: string, time: unknown, zone: string): string {
  if (!isFilled(time)) return date;
  const instants = isLocalDate(date) && isLocalTime(time) ? localToInstants(date, time, zone) : [];
  return instants.length === 1 ? (instants[0] ?? '') : `${date} ${time}`;
}

function isFilled(raw: unknown): raw is string {
  return typeof raw === 'string' && raw !== '';
}
