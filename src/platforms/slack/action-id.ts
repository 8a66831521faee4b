import { z } from 'zod';
import type { ButtonView } from '../../chat/card.ts';
import type { Press } from '../../chat/command.ts';
import { parseJson } from '../shared/parse-json.ts';

/** A stored format: these stand in messages posted long ago. Change it only by adding a second prefix beside it. */
const prefix = 'desk1';
const shape = /^desk1\.\d{1,3}\.([A-Za-z][\w.-]{0,199})$/;
const carried = z.strictObject({ r: z.string().min(1).optional(), v: z.string().min(1).optional() });

/**
 * The ids that Slack keeps for a button. `index` makes the action id unique, which Slack demands within a message.
 */
export function buttonToAction(button: ButtonView, index: number): { actionId: string; value: string } {
  return {
    actionId: `${prefix}.${index}.${button.button}`,
    value: JSON.stringify({ r: button.record, v: button.value }),
  };
}

/** The button behind an action id and its value; undefined when we did not write them. */
export function parseAction(
  actionId: string,
  value: string,
): ({ readonly button: string } & Press) | undefined {
  const button = shape.exec(actionId)?.[1];
  if (button === undefined) return undefined;
  const found = carried.safeParse(parseJson(value));
  if (!found.success) return undefined;
  const { r, v } = found.data;
  return { button, ...(r === undefined ? {} : { record: r }), ...(v === undefined ? {} : { value: v }) };
}

const sendPrefix = 'desk1.send.';
const sendShape = /^desk1\.send\.([A-Za-z][\w.-]{0,199})$/;

/** The id of a button that sends a form in another way than its submit: a stored format too. */
export function formActionToId(action: string): string {
  return `${sendPrefix}${action}`;
}

/** The form's action behind an action id; undefined when it is another kind of button. */
export function parseFormActionId(actionId: string): string | undefined {
  return sendShape.exec(actionId)?.[1];
}
