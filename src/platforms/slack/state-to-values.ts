import { z } from 'zod';
import type { FormValues } from '../../chat/form.ts';
import { yesNoValues } from './field-to-element.ts';
import { blockIdToField } from './modal-data.ts';

const option = z.object({ value: z.string() }).nullish();

/** What Slack says of one input. An empty one is null or an empty list, never missing. */
const input = z.discriminatedUnion('type', [
  z.object({ type: z.literal('plain_text_input'), value: z.string().nullish() }),
  z.object({ type: z.enum(['static_select', 'external_select']), selected_option: option }),
  z.object({ type: z.literal('radio_buttons'), selected_option: option }),
  z.object({
    type: z.enum(['checkboxes', 'multi_static_select', 'multi_external_select']),
    selected_options: z.array(z.object({ value: z.string() })).nullish(),
  }),
  z.object({ type: z.literal('users_select'), selected_user: z.string().nullish() }),
  z.object({ type: z.literal('datetimepicker'), selected_date_time: z.number().nullish() }),
]);

/** The `view.state.values` of a modal: block id, then action id, then the input. */
export const viewState = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * Reads what was typed and chosen, by field id; what is empty is absent. A person becomes `{ platform, tenant, user }`,
 * a moment UTC ISO text, yes and no a boolean. Inputs that are not ours are left out.
 */
export function stateToValues(state: z.infer<typeof viewState>, tenant: string): FormValues {
  const values: Record<string, unknown> = {};
  for (const [blockId, actions] of Object.entries(state)) {
    for (const raw of Object.values(actions)) {
      const found = input.safeParse(raw);
      const value = found.success ? inputToValue(found.data, tenant) : undefined;
      if (value !== undefined) values[blockIdToField(blockId)] = value;
    }
  }
  return values;
}

function inputToValue(found: z.infer<typeof input>, tenant: string): unknown {
  switch (found.type) {
    case 'plain_text_input':
      return found.value || undefined;
    case 'static_select':
    case 'external_select':
      return found.selected_option?.value;
    case 'radio_buttons':
      return found.selected_option ? found.selected_option.value === yesNoValues.yes : undefined;
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return listOrNothing((found.selected_options ?? []).map((chosen) => chosen.value));
    case 'users_select':
      return found.selected_user ? { platform: 'slack', tenant, user: found.selected_user } : undefined;
    case 'datetimepicker':
      return found.selected_date_time ? new Date(found.selected_date_time * 1000).toISOString() : undefined;
    default:
      return found satisfies never;
  }
}

function listOrNothing<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list;
}
