import { optionsOf, textOf } from './render.ts';
import { isRecord, type Json, records, type StandInView, text } from './state.ts';

/** What a person puts into a field: typed text, the label or value (or several) chosen, a yes or no, a moment as ISO text. */
export type Typed = string | boolean | readonly string[];

/** A form with these values in it, by the labels (or ids) of its fields; problems are gone with the next attempt. */
export function fillView(open: StandInView, values: Readonly<Record<string, Typed>>): StandInView {
  const typed: Record<string, Readonly<Record<string, Json>>> = { ...open.state };
  for (const [field, value] of Object.entries(values)) {
    const block = inputBlock(open, field);
    const element = isRecord(block.element) ? block.element : {};
    typed[text(block.block_id)] = { [text(element.action_id)]: fillInput(element, value) };
  }
  return { ...open, state: typed, errors: {} };
}

/** @throws Error when the form has no such field. */
export function inputBlock({ view }: StandInView, field: string): Json {
  // The desk puts its own id of a field before an @ in the block's id.
  const block = records(view.blocks).find(
    (one) =>
      one.type === 'input' && (textOf(one.label) === field || text(one.block_id).split('@')[0] === field),
  );
  if (block === undefined) throw new Error(`The form has no field "${field}".`);
  return block;
}

/** An input as Slack reports it after the person has filled it. */
function fillInput(element: Json, typed: Typed): Json {
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
