import { z } from 'zod';
import { parseAction } from './action-id.ts';
import type { Incoming } from './incoming.ts';
import { joinMessageId } from './message-id.ts';
import { unreadable } from './parse-unreadable.ts';
import { hashKey, maybe, payloadUser, withId } from './payload-fields.ts';

type Body = Readonly<Record<string, unknown>>;

const pressBody = z.object({
  user: payloadUser,
  trigger_id: maybe,
  response_url: maybe,
  channel: withId.nullish(),
  container: z
    .object({ type: maybe, message_ts: maybe, channel_id: maybe, is_ephemeral: z.boolean().nullish() })
    .nullish(),
  actions: z.array(z.object({ action_id: z.string(), type: z.string(), value: z.string().nullish() })).min(1),
});

export function parsePress(body: Body): Incoming {
  const found = pressBody.safeParse(body);
  if (!found.success) return unreadable(body, 'press');
  const { user, container, actions, response_url, trigger_id } = found.data;
  const [action] = actions;
  const pressed = action?.type === 'button' ? parseAction(action.action_id, action.value ?? '') : undefined;
  if (pressed === undefined) {
    return {
      as: 'refused',
      text: 'slack.unknownButton',
      surface: 'press',
      user: user.id,
      responseUrl: response_url,
    };
  }
  const channel = found.data.channel?.id ?? container?.channel_id;
  const ts = container?.is_ephemeral ? undefined : container?.message_ts;
  const message =
    channel === undefined || ts === undefined ? {} : { message: joinMessageId({ channel, ts }) };
  return {
    as: 'request',
    key: trigger_id ?? hashKey(body),
    user: { id: user.id, team: user.team_id },
    what: { type: 'pressed', ...pressed, ...message },
    // A message of ours in a direct message stands in our own conversation with that person.
    place:
      channel === undefined
        ? undefined
        : { id: channel, private: ts !== undefined && channel.startsWith('D') },
    contact: undefined,
    surface: { type: 'press', triggerId: trigger_id, responseUrl: response_url },
  };
}
