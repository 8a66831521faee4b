import { isOurChat, type TeamsActivity } from './activity.ts';
import { type Incoming, ignored } from './incoming.ts';
import { request } from './to-incoming.ts';

/** Somebody installed us, in person or in a team. Of a removal nothing follows: a send that fails says as much. */
export function parseInstalled(activity: TeamsActivity): Incoming {
  const { action = '' } = activity;
  // A new version of the app, in the chat of everybody who has it.
  if (action === 'add-upgrade' && isOurChat(activity)) {
    return request(activity, { type: 'met' }, { type: 'welcome' });
  }
  return action.startsWith('add') ? arrived(activity) : ignored;
}

/** Members came, ourselves among them. */
export function parseMembers(activity: TeamsActivity): Incoming {
  const { recipient } = activity;
  const members = activity.membersAdded ?? [];
  if (members.some(({ id }) => id === recipient.id)) return arrived(activity);
  return members.length > 0 ? { as: 'people', everybody: false, members } : ignored;
}

function arrived(activity: TeamsActivity): Incoming {
  if (!isOurChat(activity)) return { as: 'people', everybody: true, members: [] };
  return request(activity, { type: 'homeOpened' }, { type: 'welcome' });
}
