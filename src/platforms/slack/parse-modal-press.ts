import { z } from 'zod';
import type { What } from '../../chat/request.ts';
import { parseAction, parseFormActionId } from './action-id.ts';
import type { Incoming, ParseContext } from './incoming.ts';
import { formCallback, parseModalData } from './modal-data.ts';
import { unreadable } from './parse-unreadable.ts';
import { hashKey, maybe, payloadUser, slackId } from './payload-fields.ts';
import { stateToValues, viewState } from './state-to-values.ts';

type Body = Readonly<Record<string, unknown>>;

const pressInModal = z.object({
  user: payloadUser,
  trigger_id: maybe,
  view: z.object({
    id: slackId,
    type: z.literal('modal'),
    callback_id: maybe,
    private_metadata: maybe,
    state: z.object({ values: viewState }).nullish(),
  }),
  actions: z.array(z.object({ action_id: z.string(), type: z.string(), value: z.string().nullish() })).min(1),
});

type ModalView = z.infer<typeof pressInModal>['view'];

/** Whether a button was pressed in a modal, and not in a message or on the Home tab. */
export function isInModal(body: Body): boolean {
  return pressInModal.safeParse(body).success;
}

/** A form sent in another way than by its submit, with everything typed so far; or a button of a card in a modal. */
export function parseModalPress(body: Body, context: ParseContext): Incoming {
  const found = pressInModal.safeParse(body);
  if (!found.success) return unreadable(body, 'press');
  const { user, trigger_id, view, actions } = found.data;
  const [action] = actions;
  const id = action?.type === 'button' ? action.action_id : '';
  const what = sentForm(id, view, context) ?? pressedButton(id, action?.value ?? '');
  if (what === undefined) {
    return {
      as: 'refused',
      text: 'slack.unknownButton',
      surface: 'press',
      user: user.id,
      responseUrl: undefined,
    };
  }
  const instance = what.type === 'submitted' ? what.instance : undefined;
  return {
    as: 'request',
    key: trigger_id ?? hashKey(body),
    user: { id: user.id, team: user.team_id },
    what,
    place: undefined,
    contact: undefined,
    surface: { type: 'modal', viewId: view.id, instance },
  };
}

function sentForm(
  id: string,
  { callback_id, private_metadata, state }: ModalView,
  context: ParseContext,
): Extract<What, { readonly type: 'submitted' }> | undefined {
  const action = parseFormActionId(id);
  const data = callback_id === formCallback ? parseModalData(private_metadata ?? '') : undefined;
  if (action === undefined || data === undefined) return undefined;
  return { type: 'submitted', ...data, action, values: stateToValues(state?.values ?? {}, context.teamId) };
}

function pressedButton(id: string, value: string): Extract<What, { readonly type: 'pressed' }> | undefined {
  const pressed = parseAction(id, value);
  return pressed === undefined ? undefined : { type: 'pressed', ...pressed };
}
