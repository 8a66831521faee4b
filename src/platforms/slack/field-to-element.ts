import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { FieldView, Option } from '../../chat/form.ts';
import type { Reader, Words } from '../../chat/words.ts';
import { parseInstant } from '../../time.ts';
import { cut } from '../shared/cut.ts';
import { plain } from './card-to-message.ts';
import { slackLimits as limits } from './limits.ts';
import { say } from './texts.en.ts';

type InputElement = types.InputBlock['element'];
type PlainOption = types.PlainTextOption;

/** The action id of every input: the block id says which field it is. */
const inputAction = 'value';
export const yesNoValues = { yes: 'yes', no: 'no' } as const;

/** A person as a form's value: who it is on this platform. */
const personValue = z.object({ tenant: z.string(), user: z.string() });

/** The input of one field with its value; undefined for a choice that has no options. */
export function fieldToElement(
  field: FieldView,
  value: unknown,
  words: Words,
  reader: Reader,
): InputElement | undefined {
  switch (field.type) {
    case 'text':
      return textElement(field, value);
    case 'choice':
      return choiceElement(field, value, words, reader);
    case 'choices':
      return choicesElement(field, value, words, reader);
    case 'person': {
      const person = personValue.safeParse(value);
      const chosen = person.success ? { initial_user: person.data.user } : {};
      return { type: 'users_select', action_id: inputAction, ...chosen };
    }
    case 'moment': {
      const at = typeof value === 'string' ? parseInstant(value) : undefined;
      const chosen = at === undefined ? {} : { initial_date_time: Math.floor(Date.parse(at) / 1000) };
      return { type: 'datetimepicker', action_id: inputAction, ...chosen };
    }
    case 'yesNo':
      return yesNoElement(value, words, reader);
    default:
      return field.type satisfies never;
  }
}

/** Options, in their groups where any has one, as Slack takes them in an input or in answer to a search. */
export function optionsToSlack(
  options: readonly Option[],
  words: Words,
  reader: Reader,
):
  | { options: PlainOption[] }
  | { option_groups: { label: types.PlainTextElement; options: PlainOption[] }[] } {
  const shown = options.slice(0, limits.selectOptions);
  const draw = (option: Option) => optionToSlack(option, words, reader);
  if (shown.every((option) => option.group === undefined)) return { options: shown.map(draw) };
  const groups = new Map<string, PlainOption[]>();
  for (const option of shown) {
    const name = words.draw(option.group ?? say('slack.otherOptions'), reader);
    groups.set(name, [...(groups.get(name) ?? []), draw(option)]);
  }
  return {
    option_groups: [...groups].map(([name, members]) => ({
      label: plain(name, limits.optionText),
      options: members,
    })),
  };
}

function textElement(field: FieldView, value: unknown): InputElement {
  const initial = typeof value === 'string' && value !== '' ? cut(value, limits.inputText) : undefined;
  const allowed = Math.min(field.maxLength ?? limits.inputText, limits.inputText);
  return {
    type: 'plain_text_input',
    action_id: inputAction,
    multiline: field.multiline,
    // Slack rejects a modal whose initial value is too long. What was typed comes back whole; we say what is too long.
    max_length: Math.max(allowed, initial?.length ?? 0),
    ...(initial === undefined ? {} : { initial_value: initial }),
  };
}

function choiceElement(
  field: FieldView,
  value: unknown,
  words: Words,
  reader: Reader,
): InputElement | undefined {
  if (field.options.length === 0) return undefined;
  const chosen = field.options.find((option) => option.value === value);
  const initial = chosen === undefined ? {} : { initial_option: optionToSlack(chosen, words, reader) };
  if (field.options.length > limits.selectOptions) {
    return { type: 'external_select', action_id: inputAction, min_query_length: 0, ...initial };
  }
  return {
    type: 'static_select',
    action_id: inputAction,
    ...optionsToSlack(field.options, words, reader),
    ...initial,
  };
}

function choicesElement(
  field: FieldView,
  value: unknown,
  words: Words,
  reader: Reader,
): InputElement | undefined {
  if (field.options.length === 0) return undefined;
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  const chosen = field.options
    .filter((option) => values.includes(option.value))
    .map((option) => optionToSlack(option, words, reader));
  const initial = chosen.length === 0 ? {} : { initial_options: chosen };
  if (field.options.length > limits.selectOptions) {
    return { type: 'multi_external_select', action_id: inputAction, min_query_length: 0, ...initial };
  }
  const grouped = field.options.some((option) => option.group !== undefined);
  if (field.options.length > limits.checkboxes || grouped) {
    const options = optionsToSlack(field.options, words, reader);
    return { type: 'multi_static_select', action_id: inputAction, ...options, ...initial };
  }
  const options = field.options.map((option) => optionToSlack(option, words, reader));
  return { type: 'checkboxes', action_id: inputAction, options, ...initial };
}

function yesNoElement(value: unknown, words: Words, reader: Reader): InputElement {
  const option = (answer: boolean): PlainOption => ({
    text: plain(words.draw(say(answer ? 'slack.yes' : 'slack.no'), reader), limits.optionText),
    value: answer ? yesNoValues.yes : yesNoValues.no,
  });
  return {
    type: 'radio_buttons',
    action_id: inputAction,
    options: [option(true), option(false)],
    ...(typeof value === 'boolean' ? { initial_option: option(value) } : {}),
  };
}

function optionToSlack(option: Option, words: Words, reader: Reader): PlainOption {
  return { text: plain(words.draw(option.label, reader), limits.optionText), value: option.value };
}
