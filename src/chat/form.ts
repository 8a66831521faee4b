import type { ZodType } from 'zod';
import type { FieldProblems } from '../errors.ts';
import type { Text } from './text.ts';

/** Values as typed or chosen, by field id; a field left empty is absent. */
export type FormValues = Readonly<Record<string, unknown>>;

export interface Option {
  /** At most 75 characters: the shortest limit of any platform. */
  readonly value: string;
  readonly label: Text;
  /** Options with the same group stand together under its name. */
  readonly group?: Text;
}

/** One thing asked for. `schema` parses the value and is never inspected; required is checked by us, so that a draft can be saved half filled. */
export interface Field<Look> {
  readonly id: string;
  readonly label: Text;
  readonly hint?: Text;
  readonly type: 'text' | 'choice' | 'choices' | 'person' | 'moment' | 'yesNo';
  readonly schema: ZodType;
  readonly required?: boolean;
  /** Said beside the field when it is required and empty, or when its schema refuses the value. */
  readonly missing?: Text;
  readonly multiline?: boolean;
  /** Characters, for texts. */
  readonly maxLength?: number;
  readonly options?: (look: Look, values: FormValues) => readonly Option[];
  /** Whether the field is asked at all, given what has been chosen and who fills it in. */
  readonly when?: (values: FormValues, look: Look) => boolean;
  /** 1 (default) is seen first; later pages stand behind "More". */
  readonly page?: number;
}

/** A form as it is drawn: fields with their options of this moment, values and problems. */
export interface FormView {
  readonly form: string;
  /** Minted at opening; with the values that are sent, the key under which a submission is recorded once. */
  readonly instance: string;
  readonly title: Text;
  readonly submit: Text;
  /** Stands above everything else, also when the form comes back. */
  readonly opening?: Text;
  /** Said above the fields, such as why the form came back. */
  readonly notice?: Text;
  readonly fields: readonly FieldView[];
  readonly values: FormValues;
  readonly problems: FieldProblems;
  /** Other ways to send the form than its submit, such as keeping it as a draft. */
  readonly actions?: readonly FormActionView[];
  /** Whether the later pages are to be shown already, because the person asked for more. */
  readonly expanded?: boolean;
  /** The record that the form is about, if any. An id, checked again at submission. */
  readonly record?: string;
}

export interface FormActionView {
  readonly id: string;
  readonly label: Text;
}

/** The action by which a platform that cannot show later pages by itself asks for the form with all of them. */
export const moreAction = 'more';

export interface FieldView {
  readonly id: string;
  readonly label: Text;
  readonly hint?: Text;
  readonly type: Field<never>['type'];
  readonly required: boolean;
  readonly multiline: boolean;
  readonly maxLength?: number;
  readonly options: readonly Option[];
  readonly page: number;
}

/** What every platform can draw; a declaration beyond these is refused by a test. Source: Slack's and Teams' own limits, the smaller of each. */
export const formLimits = {
  title: 24,
  submit: 24,
  label: 150,
  hint: 150,
  optionValue: 75,
  optionLabel: 75,
  text: 3000,
  fields: 30,
} as const;
