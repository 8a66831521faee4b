import { optionsOf } from './render.ts';
import { type Json, text } from './state.ts';

/** What a person puts into a field: typed text, the label or value (or several) chosen, a yes or no, a moment as ISO text. */
export type Typed = string | boolean | readonly string[];

/** An input as Slack reports it after the person has filled it. */
export function fillInput(element: Json, typed: Typed): Json {
  const { type } = element;
  switch (type) {
    case 'plain_text_input': {
      const value = String(typed);
      const max = typeof element.max_length === 'number' ? element.max_length : 3000;
      if (value.length > max) throw new Error(`Slack takes at most ${max} characters here.`);
      return { type, value };
    }
    case 'users_select':
      return { type, selected_user: typed };
    case 'datetimepicker':
      return { type, selected_date_time: Math.floor(Date.parse(String(typed)) / 1000) };
    case 'radio_buttons':
    case 'static_select':
      return { type, selected_option: chosen(element, labelOf(typed)) };
    case 'checkboxes':
    case 'multi_static_select':
      return { type, selected_options: listOf(typed).map((label) => chosen(element, label)) };
    case 'external_select':
      return { type, selected_option: { text: { type: 'plain_text', text: typed }, value: typed } };
    case 'multi_external_select':
      return {
        type,
        selected_options: listOf(typed).map((value) => ({
          text: { type: 'plain_text', text: value },
          value,
        })),
      };
    default:
      throw new Error(`Nobody can fill a ${text(type)} here.`);
  }
}

function labelOf(typed: Typed): string {
  return typeof typed === 'boolean' ? (typed ? 'Yes' : 'No') : String(typed);
}

function listOf(typed: Typed): readonly string[] {
  return typeof typed === 'object' ? typed : [String(typed)];
}

function chosen(element: Json, label: string): Json {
  const options = optionsOf(element);
  const found = options.find(({ label: shown, option }) => shown === label || option.value === label);
  if (found === undefined) {
    throw new Error(
      `There is no option "${label}", only ${options.map((option) => option.label).join(', ')}.`,
    );
  }
  return found.option;
}
