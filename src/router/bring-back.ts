import type { Form, Look } from '../chat/command.ts';
import type { Answer } from '../chat/outcome.ts';
import type { What } from '../chat/request.ts';
import type { Text } from '../chat/text.ts';
import type { Transaction } from '../store/store.ts';
import { toFormView } from './form-view.ts';

/** The form that was sent, with what was typed, which was not looked at: it can be sent again. */
export function bringBack(
  form: Form<Transaction>,
  { instance, values, record }: What & { type: 'submitted' },
  look: Look,
  notice: Text,
): Answer {
  const shown = { instance, values, look, notice, problems: {} };
  return { form: toFormView(form, { ...shown, ...(record === undefined ? {} : { record }) }) };
}
