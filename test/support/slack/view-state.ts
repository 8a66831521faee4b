import { isRecord, type Json, records, text } from './state.ts';

export type ViewState = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** A view as Slack keeps it: every block has an id, also those that came without one. */
export function withIds(view: Json): Json {
  const blocks = records(view.blocks).map((block, index) => ({ block_id: `own${index}`, ...block }));
  return { ...view, blocks };
}

/** What Slack keeps of each input at first; an input whose ids stay keeps what was typed. */
export function initialState(view: Json, before: ViewState = {}): ViewState {
  const state: Record<string, Record<string, Json>> = {};
  for (const block of records(view.blocks)) {
    const element = block.element;
    if (block.type !== 'input' || !isRecord(element)) continue;
    const blockId = text(block.block_id);
    const actionId = text(element.action_id);
    const kept = before[blockId]?.[actionId];
    state[blockId] = { [actionId]: kept?.type === element.type ? (kept as Json) : initialInput(element) };
  }
  return state;
}

function initialInput(element: Json): Json {
  const { type } = element;
  switch (type) {
    case 'plain_text_input':
      return { type, value: text(element.initial_value) || null };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return { type, selected_options: element.initial_options ?? [] };
    default:
      return { type, selected_option: element.initial_option ?? null };
  }
}
