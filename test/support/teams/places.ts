import { type Answer, refusal } from './answer.ts';
import type { Json } from './json.ts';
import {
  entraId,
  findUser,
  mriOf,
  otherTenant,
  type StandInState,
  type StandInUser,
  splitThread,
  teamOfChannel,
  userOfPersonal,
} from './state.ts';

/** Why the bot cannot use this conversation; undefined when it can. */
export function placeProblem(conversation: string, state: StandInState): Answer | undefined {
  const { id } = splitThread(conversation);
  const user = userOfPersonal(state, id);
  if (user?.deleted) return refusal(403, 'ConversationBlockedByUser', 'The user cannot be reached.');
  if (state.formerChats.has(id)) return notInRoster();
  const team = teamOfChannel(state, id);
  const isClosed = team?.channels?.some((one) => one.id === id && one.closed) ?? false;
  if (team?.withoutBot || isClosed) return notInRoster();
  return user !== undefined || team !== undefined || state.groups.has(id) ? undefined : notFound();
}

export function notFound(): Answer {
  return refusal(404, 'ConversationNotFound', 'Conversation not found.');
}

export function notInRoster(): Answer {
  return refusal(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
}

/** The people in a conversation; in a channel those of its team. */
export function membersOf(conversation: string, state: StandInState): readonly StandInUser[] {
  const { id } = splitThread(conversation);
  const personal = userOfPersonal(state, id);
  if (personal !== undefined) return [personal];
  const ids = teamOfChannel(state, id)?.members ?? state.groups.get(id)?.members ?? [];
  return ids.flatMap((one) => state.users.get(one) ?? []).filter((user) => !user.deleted);
}

/** By `29:…` address, Entra id or user principal name. */
export function memberOf(conversation: string, member: string, state: StandInState): StandInUser | undefined {
  const user = findUser(state, member);
  return user !== undefined && membersOf(conversation, state).includes(user) ? user : undefined;
}

/** A person as the roster has it. */
export function toMember(user: StandInUser, state: StandInState): Json {
  const { upn, email, kind = 'member' } = user;
  const name = nameOf(user);
  const [givenName = name, ...rest] = name.split(' ');
  return {
    id: mriOf(user.id),
    name: kind === 'guest' ? `${name} (Guest)` : name,
    objectId: user.id,
    givenName,
    surname: rest.join(' '),
    ...(email === undefined ? {} : { email }),
    userPrincipalName: upn ?? `${entraId(user.id)}@stand-in.example`,
    tenantId: kind === 'stranger' ? otherTenant : state.tenant,
    userRole: kind === 'guest' ? 'guest' : 'user',
  };
}

export function nameOf(user: StandInUser): string {
  return user.name ?? user.id.slice(0, 8);
}
