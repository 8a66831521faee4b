import { type AdaptiveCardPress, parsePress } from '../adaptive-card/index.ts';
import { isOurChat, keyOf, type TeamsActivity } from './activity.ts';
import { channelOf, joinMessageId } from './address.ts';
import type { Incoming, RequestIncoming, Surface } from './incoming.ts';
import { keptFormButton } from './kept-forms.ts';

/** A button of ours, or a sentence about it. */
export function pressIncoming(activity: TeamsActivity, data: unknown, surface: Surface): Incoming {
  let press: AdaptiveCardPress;
  try {
    press = parsePress(data);
  } catch {
    return { as: 'refused', text: 'teams.unknownButton', surface };
  }
  if (press.button === keptFormButton) return { as: 'kept', id: press.value ?? '', surface };
  const message = pressedCard(activity);
  const what = { type: 'pressed', ...press, ...(message === undefined ? {} : { message }) } as const;
  return request(activity, what, surface);
}

/** The id of the message that holds the pressed card, if it is known. */
export function pressedCard({ conversation, replyToId }: TeamsActivity): string | undefined {
  return typeof replyToId === 'string'
    ? joinMessageId({ conversation: conversation.id, activity: replyToId })
    : undefined;
}

export function request(
  activity: TeamsActivity,
  what: RequestIncoming['what'],
  surface: Surface,
): RequestIncoming {
  const place = {
    id: channelOf(activity.conversation.id),
    private: isOurChat(activity),
    answersInPrivate: true,
  } as const;
  return { as: 'request', key: keyOf(activity), what, place, surface, activity };
}
