import { isOurChat, type TeamsActivity } from './activity.ts';
import { type Incoming, ignored } from './incoming.ts';
import { request } from './to-incoming.ts';

/** Somebody installed us, in person or in a team. */
export function parseInstalled(activity: TeamsActivity): Incoming {
  const { action = '' } = activity;
  if (action.startsWith('remove')) return request(activity, { type: 'left' }, { type: 'quiet' });
  return action.startsWith('add') ? arrived(activity) : ignored;
}

/** Members came or went, ourselves among them. */
export function parseMembers(activity: TeamsActivity): Incoming {
  const { membersAdded, membersRemoved, recipient } = activity;
  const added = (membersAdded ?? []).map((member) => member.id);
  if (added.includes(recipient.id)) return arrived(activity);
  if (added.length > 0) return { as: 'people', everybody: false, members: added };
  const isRemoved = membersRemoved?.some((member) => member.id === recipient.id) ?? false;
  return isRemoved ? request(activity, { type: 'left' }, { type: 'quiet' }) : ignored;
}

function arrived(activity: TeamsActivity): Incoming {
  if (!isOurChat(activity)) return { as: 'people', everybody: true, members: [] };
  return request(activity, { type: 'homeOpened' }, { type: 'welcome' });
}
