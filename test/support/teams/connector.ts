import { type Answer, refusal } from './answer.ts';
import { attachedCards, cardProblems } from './check-card.ts';
import { isRecord, type Json, record, records, text } from './json.ts';
import { memberOf, membersOf, notFound, notInRoster, placeProblem, toMember } from './places.ts';
import {
  botMri,
  chatOf,
  findUser,
  type StandInMessage,
  type StandInState,
  splitThread,
  teamOfChannel,
} from './state.ts';

export interface ConnectorCall {
  readonly conversation: string;
  readonly activity: string;
  readonly member: string;
  readonly team: string;
  readonly query: Json;
  readonly body: Json;
}

/** Teams refuses more in one activity. */
const maxActivityBytes = 28 * 1024;
const pages = { least: 50, usual: 200, most: 500 } as const;

type Method = (call: ConnectorCall, state: StandInState) => Answer;

/** The methods by the SDK's names; how each is called over HTTP is in `paths`. */
export const methods: Readonly<Record<string, Method>> = {
  createConversation: ({ body }, state) => {
    const channel = text(record(record(body.channelData).channel).id);
    return channel === '' ? openPersonal(body, state) : startThread(channel, body, state);
  },
  sendToConversation: ({ conversation, body }, state) => send(conversation, undefined, body, state),
  replyToActivity: ({ conversation, activity, body }, state) => send(conversation, activity, body, state),
  updateActivity: ({ conversation, activity, body }, state) => {
    const found = ownMessage(conversation, activity, state);
    if ('status' in found) return found;
    const problem = activityProblem(body, 'updateActivity', state);
    if (problem !== undefined) return problem;
    const index = state.messages.indexOf(found);
    // What was ringing has rung; an edit is seen by whoever looks.
    state.messages[index] = { ...found, ...contentOf(body), edits: found.edits + 1 };
    return { status: 200, body: { id: found.id } };
  },
  deleteActivity: ({ conversation, activity }, state) => {
    const found = ownMessage(conversation, activity, state);
    if ('status' in found) return found;
    state.messages.splice(state.messages.indexOf(found), 1);
    return { status: 200 };
  },
  getConversationMember: ({ conversation, member }, state) => {
    const problem = placeProblem(conversation, state);
    if (problem !== undefined) return problem;
    const found = memberOf(conversation, member, state);
    return found === undefined
      ? refusal(404, 'MemberNotFoundInConversation', 'Member not found.')
      : { status: 200, body: toMember(found, state) };
  },
  getConversationMembers: ({ conversation }, state) => {
    const members = membersOf(conversation, state).map((user) => toMember(user, state));
    return placeProblem(conversation, state) ?? { status: 200, body: members };
  },
  getPagedMembers: ({ conversation, query }, state) => {
    const problem = placeProblem(conversation, state);
    if (problem !== undefined) return problem;
    const members = membersOf(conversation, state);
    const asked = Number(text(query.pageSize) || pages.usual);
    if (!Number.isInteger(asked)) return refusal(400, 'BadArgument', 'The page size is not a number.');
    const size = Math.min(pages.most, Math.max(pages.least, asked));
    const token = text(query.continuationToken);
    const from = token === '' ? 0 : Number(Buffer.from(token, 'base64').toString('utf8'));
    if (!Number.isInteger(from)) return refusal(400, 'BadArgument', 'The continuation token is not ours.');
    const next = from + size < members.length ? { continuationToken: toToken(from + size) } : {};
    const shown = members.slice(from, from + size).map((user) => toMember(user, state));
    return { status: 200, body: { ...next, members: shown } };
  },
  getTeam: ({ team: id }, state) => {
    const team = state.teams.get(id);
    if (team === undefined || team.withoutBot) return notFound();
    const { name = 'Team', channels = [], members = [] } = team;
    const counts = { channelCount: channels.length + 1, memberCount: members.length };
    return { status: 200, body: { id, name, type: 'standard', tenantId: state.tenant, ...counts } };
  },
  getChannels: ({ team: id }, state) => {
    const team = state.teams.get(id);
    if (team === undefined || team.withoutBot) return notFound();
    // The General channel has the id of its team, and its name is left to the reader's language.
    return { status: 200, body: { conversations: [{ id, name: null }, ...(team.channels ?? [])] } };
  },
};

/** How a method is called; what is in braces is a name in `ConnectorCall`. */
export const paths: readonly { readonly method: string; readonly http: string; readonly path: RegExp }[] = [
  { method: 'createConversation', http: 'POST', path: /^\/v3\/conversations\/?$/ },
  {
    method: 'sendToConversation',
    http: 'POST',
    path: /^\/v3\/conversations\/(?<conversation>[^/]+)\/activities\/?$/,
  },
  {
    method: 'replyToActivity',
    http: 'POST',
    path: /^\/v3\/conversations\/(?<conversation>[^/]+)\/activities\/(?<activity>[^/]+)$/,
  },
  {
    method: 'updateActivity',
    http: 'PUT',
    path: /^\/v3\/conversations\/(?<conversation>[^/]+)\/activities\/(?<activity>[^/]+)$/,
  },
  {
    method: 'deleteActivity',
    http: 'DELETE',
    path: /^\/v3\/conversations\/(?<conversation>[^/]+)\/activities\/(?<activity>[^/]+)$/,
  },
  {
    method: 'getConversationMembers',
    http: 'GET',
    path: /^\/v3\/conversations\/(?<conversation>[^/]+)\/members$/,
  },
  {
    method: 'getConversationMember',
    http: 'GET',
    path: /^\/v3\/conversations\/(?<conversation>[^/]+)\/members\/(?<member>[^/]+)$/,
  },
  {
    method: 'getPagedMembers',
    http: 'GET',
    path: /^\/v3\/conversations\/(?<conversation>[^/]+)\/pagedmembers$/,
  },
  { method: 'getChannels', http: 'GET', path: /^\/v3\/teams\/(?<team>[^/]+)\/conversations$/ },
  { method: 'getTeam', http: 'GET', path: /^\/v3\/teams\/(?<team>[^/]+)$/ },
];

function openPersonal(body: Json, state: StandInState): Answer {
  const [member] = records(body.members);
  const tenant = text(body.tenantId) || text(record(record(body.channelData).tenant).id);
  if (!state.open && text(record(body.bot).id) !== botMri(state)) {
    return refusal(403, 'Forbidden', 'The bot is not the one of the token.');
  }
  const id = text(member?.id);
  if (id === '' || (!state.open && tenant !== state.tenant)) {
    return refusal(400, 'BadSyntax', 'Incorrect conversation creation parameters');
  }
  const user = findUser(state, id);
  if (user === undefined || user.kind === 'stranger') {
    return refusal(400, 'BadArgument', 'Failed to decrypt pairwise id');
  }
  const team = [...state.teams.values()].some((one) => !one.withoutBot && one.members?.includes(user.id));
  const byAddress = id.startsWith('29:');
  if (user.deleted || (user.withoutApp && !(team && byAddress))) {
    return notInRoster();
  }
  return { status: 201, body: { id: chatOf(state, user.id) } };
}

function startThread(channel: string, body: Json, state: StandInState): Answer {
  const team = teamOfChannel(state, channel);
  if (team === undefined) return notFound();
  const problem = placeProblem(channel, state);
  if (problem !== undefined) return problem;
  const activity = record(body.activity);
  const invalid = activityProblem(activity, 'createConversation', state);
  if (invalid !== undefined) return invalid;
  const id = state.nextMessage();
  state.messages.push({ conversation: channel, thread: id, ...newMessage(id, activity, state) });
  return { status: 201, body: { id: `${channel};messageid=${id}`, activityId: id } };
}

function send(conversation: string, replyTo: string | undefined, body: Json, state: StandInState): Answer {
  const problem =
    placeProblem(conversation, state) ??
    activityProblem(body, replyTo === undefined ? 'sendToConversation' : 'replyToActivity', state);
  if (problem !== undefined) return problem;
  const { id: place, thread: named } = splitThread(conversation);
  const id = state.nextMessage();
  const channel = teamOfChannel(state, place) !== undefined;
  // A message to a channel itself begins a thread of its own; a reply to any message joins that one's.
  const replied = state.messages.find((one) => one.conversation === place && one.id === replyTo);
  const thread = channel ? (named ?? replied?.thread ?? id) : undefined;
  const where = { conversation: place, ...(thread === undefined ? {} : { thread }) };
  const message = newMessage(id, body, state);
  const reply = replied === undefined ? {} : { replyTo: replied.id };
  if (message.text !== '' && message.card !== undefined) {
    // Teams makes two messages of it, and tells the id of neither.
    state.messages.push({ ...where, ...message, ...reply, card: undefined });
    state.messages.push({ ...where, ...message, ...reply, id: state.nextMessage(), text: '' });
    return { status: 201, body: {} };
  }
  state.messages.push({ ...where, ...message, ...reply });
  return { status: 201, body: { id } };
}

function newMessage(id: string, activity: Json, state: StandInState) {
  const { notification } = record(activity.channelData);
  const rang = record(notification).alert === true;
  return { id, from: botMri(state), edits: 0, rang, ...contentOf(activity) };
}

/** What an activity puts into a message. */
function contentOf(activity: Json): Pick<StandInMessage, 'text' | 'summary' | 'card'> {
  const [card] = attachedCards(activity.attachments);
  return {
    text: text(activity.text),
    summary: text(activity.summary),
    card: isRecord(card) ? card : undefined,
  };
}

function ownMessage(conversation: string, id: string, state: StandInState): StandInMessage | Answer {
  const problem = placeProblem(conversation, state);
  if (problem !== undefined) return problem;
  const { id: place } = splitThread(conversation);
  const found = state.messages.find((one) => one.conversation === place && one.id === id);
  if (found === undefined) {
    return refusal(404, 'ActivityNotFoundInConversation', 'The activity is not in the conversation.');
  }
  return found.from === botMri(state)
    ? found
    : refusal(403, 'Forbidden', 'The bot may change its own messages only.');
}

/** Why Teams would not show this activity; undefined when it would. */
function activityProblem(activity: Json, where: string, state: StandInState): Answer | undefined {
  if (Buffer.byteLength(JSON.stringify(activity)) > maxActivityBytes) {
    return refusal(413, 'MessageSizeTooBig', 'Message size too large.');
  }
  if (activity.type === 'typing') return undefined;
  if (activity.type !== 'message') return refusal(400, 'BadSyntax', 'Unknown activity type');
  const cards = attachedCards(activity.attachments);
  if (cards.length === 0 && text(activity.text) === '') {
    return refusal(400, 'BadSyntax', 'Activity resulted into multiple skype activities');
  }
  for (const card of cards) {
    const problems = cardProblems(card);
    if (problems.length === 0) continue;
    state.invalidCards.push({ where, problems, card });
    return refusal(400, 'BadArgument', `The card cannot be drawn: ${problems.join('; ')}`);
  }
  return undefined;
}

function toToken(from: number): string {
  return Buffer.from(String(from)).toString('base64');
}
