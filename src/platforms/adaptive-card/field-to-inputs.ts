import type { FieldView, FormView, Option } from '../../chat/form.ts';
import type { Text } from '../../chat/text.ts';
import { instantToLocal, parseInstant } from '../../time.ts';
import type { ChoiceSetJson, ElementJson, InputJson } from './json.ts';
import { adaptiveCardLimits } from './limits.ts';
import { type Pen, say } from './pen.ts';
import { inputId } from './submission.ts';

/**
 * Draws one field: its inputs, then what is wrong with it, then its hint. Required is said in the label only, never
 * enforced by the card, so that a form can be sent half filled and judged by us.
 */
export function fieldToElements(field: FieldView, form: FormView, pen: Pen): readonly ElementJson[] {
  const problem = form.problems[field.id];
  return [
    ...fieldToInputs(field, form.values[field.id], pen),
    ...(problem === undefined
      ? []
      : [
          pen.rich(
            say('adaptive.problem', { problem }),
            { color: 'attention', weight: 'bolder' },
            { id: problemId(field.id), spacing: 'small' },
          ),
        ]),
    ...(field.hint === undefined
      ? []
      : [
          pen.rich(field.hint, { size: 'small', isSubtle: true }, { id: hintId(field.id), spacing: 'small' }),
        ]),
  ];
}

/**
 * The id of the text that says what is wrong with a field. The built-in page ties it to the input for screen readers, and
 * knows it by the same spelling: `browser/page/inputs.js`.
 */
function problemId(field: string): string {
  return `problem.${field}`;
}

/** The id of a field's hint, which the page ties to the input as well. */
function hintId(field: string): string {
  return `hint.${field}`;
}

function fieldToInputs(field: FieldView, value: unknown, pen: Pen): readonly InputJson[] {
  const labelled = (name: Text) =>
    pen.plain(field.required ? say('adaptive.required', { label: name }) : name);
  const label = labelled(field.label);
  switch (field.type) {
    case 'text':
      return [
        {
          type: 'Input.Text',
          id: inputId('text', field.id),
          label,
          isMultiline: field.multiline,
          maxLength: adaptiveCardLimits.inputText,
          ...given(value),
        },
      ];
    case 'choice':
    case 'person':
      return [{ ...choiceSet(field, label, pen), ...given(value) }];
    case 'choices': {
      const chosen = Array.isArray(value) ? value.join(',') : undefined;
      return [{ ...choiceSet(field, label, pen), style: 'compact', isMultiSelect: true, ...given(chosen) }];
    }
    case 'yesNo':
      return [
        {
          type: 'Input.ChoiceSet',
          id: inputId('yesNo', field.id),
          label,
          style: 'expanded',
          isMultiSelect: false,
          wrap: true,
          choices: [
            { title: pen.plain(say('adaptive.yes')), value: 'yes' },
            { title: pen.plain(say('adaptive.no')), value: 'no' },
          ],
          ...(typeof value === 'boolean' ? { value: value ? 'yes' : 'no' } : {}),
        },
      ];
    case 'moment': {
      const [date, time] = momentParts(value, pen.zone);
      return [
        {
          type: 'Input.Date',
          id: inputId('date', field.id),
          label: labelled(say('adaptive.date', { label: field.label })),
          ...given(date),
        },
        {
          type: 'Input.Time',
          id: inputId('time', field.id),
          label: labelled(say('adaptive.time', { label: field.label })),
          ...given(time),
        },
      ];
    }
  }
}

function choiceSet(field: FieldView, label: string, pen: Pen): ChoiceSetJson {
  const search = field.options.length > adaptiveCardLimits.compactChoices;
  return {
    type: 'Input.ChoiceSet',
    id: inputId(field.type === 'choices' ? 'choices' : 'choice', field.id),
    label,
    style: search ? 'filtered' : 'compact',
    isMultiSelect: false,
    wrap: true,
    placeholder: pen.plain(say(search ? 'adaptive.search' : 'adaptive.choose')),
    // Without it, a text that is no option would be refused by the renderer without a word.
    ...(search ? { errorMessage: pen.plain(say('adaptive.notInList')) } : {}),
    choices: field.options.map((option) => ({ title: optionTitle(option, pen), value: option.value })),
  };
}

/** A choice set knows no groups: the group is said before the label. */
function optionTitle(option: Option, pen: Pen): string {
  return pen.plain(
    option.group === undefined
      ? option.label
      : say('adaptive.grouped', { group: option.group, label: option.label }),
  );
}

function given(value: unknown): { readonly value?: string } {
  return typeof value === 'string' && value !== '' ? { value } : {};
}

/** The day and the time of a moment: an instant, or the wall-clock text that could not be made one. */
function momentParts(value: unknown, zone: string): readonly [string | undefined, string | undefined] {
  const text = typeof value === 'string' ? value : '';
  if (parseInstant(text) !== undefined) {
    const { date, time } = instantToLocal(text, zone);
    return [date, time];
  }
  return [/\d{4}-\d{2}-\d{2}/.exec(text)?.[0], /\d{2}:\d{2}/.exec(text)?.[0]];
}
