import { editedAfter } from '../shared/edited.ts';
import { hashOf, isOurChat, mentionsUs, type TeamsActivity } from './activity.ts';
import { type Incoming, ignored } from './incoming.ts';
import { parseExtensionFetch } from './parse-extension.ts';
import { parseDialogFetch, parsePressInvoke, parseSubmit } from './parse-invoke.ts';
import { parseInstalled, parseMembers } from './parse-membership.ts';
import { pressedCard, pressIncoming, request } from './to-incoming.ts';
import { messageToWords } from './words.ts';

type Parser = (activity: TeamsActivity) => Incoming;

const parsers: Readonly<Record<string, Parser>> = {
  message: parseMessage,
  messageUpdate: parseEdit,
  invoke: parseInvoke,
  installationUpdate: parseInstalled,
  conversationUpdate: parseMembers,
};

/** By the invoke's name. */
const invokes: Readonly<Record<string, Parser>> = {
  'adaptiveCard/action': parsePressInvoke,
  'task/fetch': parseDialogFetch,
  'task/submit': parseSubmit,
  'composeExtension/fetchTask': parseExtensionFetch,
  'composeExtension/submitAction': parseSubmit,
};

/** Reads an activity. Never throws: what cannot be read is refused with a sentence, or ignored where nobody waits. */
export function parseActivity(activity: TeamsActivity): Incoming {
  const { type, from } = activity;
  // Other bots, and what we wrote ourselves.
  if (from.role === 'bot' || from.role === 'skill' || from.id.startsWith('28:')) return ignored;
  return Object.hasOwn(parsers, type) ? (parsers[type] as Parser)(activity) : ignored;
}

function parseInvoke(activity: TeamsActivity): Incoming {
  const { name = '' } = activity;
  return Object.hasOwn(invokes, name) ? (invokes[name] as Parser)(activity) : ignored;
}

function parseMessage(activity: TeamsActivity): Incoming {
  const shared = !isOurChat(activity);
  if (activity.text === undefined && activity.value !== undefined && activity.value !== null) {
    return pressIncoming(activity, activity.value, { type: 'message', shared, card: pressedCard(activity) });
  }
  return request(activity, messageToWords(activity), { type: 'message', shared, card: undefined });
}

/** A message that its writer has changed. Microsoft names it by the id that it had. */
function parseEdit(activity: TeamsActivity): Incoming {
  const isShared = !isOurChat(activity);
  if (activity.channelData?.eventType !== 'editMessage' || activity.text === undefined) return ignored;
  if (isShared && !mentionsUs(activity)) return ignored;
  const incoming = request(activity, messageToWords(activity), {
    type: 'message',
    shared: isShared,
    card: undefined,
  });
  // Its id is the millisecond in which it was written.
  const { id, timestamp = '' } = activity;
  const edited = editedAfter(Date.parse(timestamp) - Number(id ?? Number.NaN));
  return { ...incoming, edited, delivery: hashOf(activity) };
}
