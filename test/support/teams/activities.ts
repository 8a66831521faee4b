import { readFileSync } from 'node:fs';
import { type Json, record, records } from './json.ts';
import { nameOf } from './places.ts';
import {
  botMri,
  botName,
  entraId,
  mriOf,
  otherTenant,
  personalOf,
  type StandInMessage,
  type StandInState,
  splitThread,
  teamOfChannel,
  userOfPersonal,
} from './state.ts';

/** Where a person does something, and what is unusual about it. */
export interface ActivityOptions {
  /** The conversation, with `;messageid=` for a thread; the person's own with the bot when absent. */
  readonly where?: string;
  /** Over the top-level fields; one that is `undefined` is left out. */
  readonly changes?: Json;
}

/** Activities in the shapes that Microsoft documents (`fixtures/`), with this tenant's people and places in them. */
export interface Activities {
  /** Typed in a conversation with the bot; in a shared one Teams would not pass it on. */
  message(user: string, words: string, options?: ActivityOptions): Json;
  /** Typed in a channel or group chat, with the bot mentioned first and Teams' odd space after it. */
  mention(user: string, where: string, words: string, options?: ActivityOptions): Json;
  /** A person got the app, or lost it. */
  installed(user: string, action?: 'add' | 'remove', options?: ActivityOptions): Json;
  /** Somebody added the app to a team, or took it out. */
  installedInTeam(team: string, by: string, action?: 'add' | 'remove', options?: ActivityOptions): Json;
  /** The bot now takes part in the conversation with a person. */
  met(user: string, options?: ActivityOptions): Json;
  /** People joined a team, or left it; without people it is the bot itself. */
  teamChanged(
    team: string,
    by: string,
    change: 'added' | 'removed',
    users?: readonly string[],
    options?: ActivityOptions,
  ): Json;
  /** A pressed Action.Execute; `action` as it stands in the card. */
  execute(user: string, on: StandInMessage, action: Json, options?: ActivityOptions): Json;
  /** A pressed Action.Submit in a message. */
  submit(user: string, on: StandInMessage, data: Json, options?: ActivityOptions): Json;
  /** A pressed button that opens a dialog. */
  taskFetch(user: string, on: StandInMessage, data: Json, options?: ActivityOptions): Json;
  /** A dialog that was sent. */
  taskSubmit(user: string, data: Json, options?: ActivityOptions): Json;
  /** A command of the message extension. */
  extensionFetch(user: string, command: string, options?: ActivityOptions): Json;
  /** A command of the message extension, used on a message. */
  extensionFetchOn(user: string, command: string, on: QuotedMessage, options?: ActivityOptions): Json;
  extensionSubmit(user: string, command: string, data: Json, options?: ActivityOptions): Json;
  reaction(user: string, on: StandInMessage, options?: ActivityOptions): Json;
}

/** A message as the message extension gets it. */
export interface QuotedMessage {
  readonly conversation: string;
  readonly id: string;
  /** Entra id of who wrote it. */
  readonly author: string;
  readonly html: string;
  /** Over the fields of the message as it is told. */
  readonly changes?: Json;
}

export function createActivities(state: StandInState, serviceUrl: string): Activities {
  function build(
    name: string,
    user: string,
    more: Json,
    { where = personalOf(user), changes = {} }: ActivityOptions = {},
  ): Json {
    const fixture = readFixture(name);
    const person = state.users.get(user) ?? { id: user };
    const { locale = 'en-GB', zone = 'America/Toronto' } = person;
    const at = new Date(state.now()).toISOString();
    const entities = records(fixture.entities).map((entity) =>
      entity.type === 'clientInfo' ? { ...entity, locale, timezone: zone } : mentionOfBot(entity),
    );
    return {
      ...fixture,
      id: String(fixture.id).startsWith('f:') ? state.nextId('f:') : state.nextMessage(),
      timestamp: at,
      localTimestamp: at,
      localTimezone: zone,
      serviceUrl,
      // Teams names nobody where something happens to a conversation.
      from: {
        id: mriOf(user),
        ...(record(fixture.from).name === undefined ? {} : { name: nameOf(person) }),
        aadObjectId: user,
      },
      recipient: { id: botMri(state), name: botName },
      ...placeOf(where, tenantOf(user, where), record(fixture.channelData)),
      ...(fixture.entities === undefined ? {} : { entities }),
      ...(fixture.locale === undefined ? {} : { locale }),
      ...more,
      ...changes,
    };
  }

  function mentionOfBot(entity: Json): Json {
    return { ...entity, mentioned: { id: botMri(state), name: botName }, text: `<at>${botName}</at>` };
  }

  /** A channel is of the tenant that made it, also where people of another one take part in it. */
  function tenantOf(user: string, where: string): string {
    const isOurs = teamOfChannel(state, splitThread(where).id) !== undefined;
    return state.users.get(user)?.kind === 'stranger' && !isOurs ? otherTenant : state.tenant;
  }

  /** The fields that say where it happened. */
  function placeOf(where: string, tenantId: string, data: Json): Json {
    const { id } = splitThread(where);
    const { channel, team: toldTeam, settings } = data;
    const usual = {
      ...data,
      tenant: { id: tenantId },
      teamsChannelId: undefined,
      teamsTeamId: undefined,
      channel: undefined,
      team: undefined,
      ...(settings === undefined ? {} : { settings: { selectedChannel: { id } } }),
    };
    const team = teamOfChannel(state, id);
    if (team !== undefined) {
      const conversation = { isGroup: true, conversationType: 'channel', tenantId, id: where };
      // What happens to a team as a whole names the team in full, and no channel.
      if (toldTeam !== undefined && channel === undefined) {
        const { name = 'Team' } = team;
        const told = { aadGroupId: entraId(team.id), name, id: team.id };
        return { conversation, channelData: { ...usual, team: told } };
      }
      const ids = { teamsChannelId: id, teamsTeamId: team.id };
      return { conversation, channelData: { ...usual, ...ids, channel: { id }, team: { id: team.id } } };
    }
    const group = state.groups.has(id) && userOfPersonal(state, id) === undefined;
    const shared = group
      ? { isGroup: true, conversationType: 'groupChat' }
      : { conversationType: 'personal' };
    return { conversation: { ...shared, tenantId, id: where }, channelData: usual };
  }

  const place = ({ conversation, thread }: StandInMessage): string =>
    thread === undefined ? conversation : `${conversation};messageid=${thread}`;
  const onMessage = (on: StandInMessage, options?: ActivityOptions) => ({ where: place(on), ...options });

  return {
    message: (user, words, options) =>
      build('message-personal', user, { text: words, attachments: html(escapeHtml(words)) }, options),
    mention: (user, where, words, options) => {
      const shape = state.groups.has(where) ? 'message-group-mention' : 'message-channel-mention';
      const { id, thread } = splitThread(where);
      const began =
        thread === undefined && shape === 'message-channel-mention' ? state.nextMessage() : undefined;
      // The first message of a thread is its own thread.
      const started = began === undefined ? {} : { id: began };
      const full = began === undefined ? where : `${id};messageid=${began}`;
      const said = {
        text: `<at>${botName}</at>&nbsp;${words}\n`,
        attachments: html(`${mentionHtml}&nbsp;${escapeHtml(words)}`),
      };
      return build(shape, user, { ...said, ...started }, { where: full, ...options });
    },
    installed: (user, action = 'add', options) =>
      build('installation-update-personal', user, { action }, options),
    installedInTeam: (team, by, action = 'add', options) =>
      build('installation-update-team', by, { action }, { where: team, ...options }),
    met: (user, options) =>
      build('conversation-update-personal', user, { membersAdded: [{ id: botMri(state) }] }, options),
    teamChanged: (team, by, change, users, options) => {
      const members = users?.map((one) => ({ id: mriOf(one), aadObjectId: one })) ?? [{ id: botMri(state) }];
      const told = build('conversation-update-team', by, {}, { where: team, ...options });
      const eventType = change === 'added' ? 'teamMemberAdded' : 'teamMemberRemoved';
      return {
        ...told,
        channelData: { ...record(told.channelData), eventType },
        membersAdded: undefined,
        [change === 'added' ? 'membersAdded' : 'membersRemoved']: members,
      };
    },
    execute: (user, on, action, options) => {
      const { type, title, verb, data } = action;
      const value = { action: { type, title, verb, data }, trigger: 'manual' };
      return build('invoke-card-execute', user, { value, replyToId: on.id }, onMessage(on, options));
    },
    submit: (user, on, data, options) =>
      build('message-card-submit', user, { value: data, replyToId: on.id }, onMessage(on, options)),
    taskFetch: (user, on, data, options) => {
      const value = { data, context: { theme: 'default' }, tabContext: null };
      return build('invoke-task-fetch', user, { value, replyToId: on.id }, onMessage(on, options));
    },
    taskSubmit: (user, data, options) => {
      const value = { data, context: { theme: 'default' }, tabContext: null };
      return build('invoke-task-submit', user, { value, replyToId: undefined }, options);
    },
    extensionFetch: (user, command, options) => {
      const value = { ...fixtureValue('invoke-extension-fetch-task'), commandId: command };
      return build('invoke-extension-fetch-task', user, { value }, options);
    },
    extensionFetchOn: (user, command, on, options) => {
      const value = fixtureValue('invoke-extension-on-message');
      const payload = record(value.messagePayload);
      const author = state.users.get(on.author) ?? { id: on.author };
      const { id: channel } = splitThread(on.conversation);
      const messagePayload = {
        ...payload,
        id: on.id,
        linkToMessage: `https://teams.microsoft.com/l/message/${encodeURIComponent(channel)}/${on.id}`,
        body: { contentType: 'html', content: on.html },
        from: {
          ...record(payload.from),
          user: { userIdentityType: 'aadUser', id: on.author, displayName: nameOf(author) },
        },
        ...on.changes,
      };
      return build(
        'invoke-extension-on-message',
        user,
        { value: { ...value, commandId: command, messagePayload } },
        { where: on.conversation, ...options },
      );
    },
    extensionSubmit: (user, command, data, options) => {
      const value = { ...fixtureValue('invoke-extension-submit-action'), commandId: command, data };
      return build('invoke-extension-submit-action', user, { value }, options);
    },
    reaction: (user, on, options) =>
      build('message-reaction', user, { replyToId: on.id }, onMessage(on, options)),
  };
}

/** One such activity as it is on file; its people and places exist nowhere. @throws Error when there is none of this name. */
export function readFixture(name: string): Json {
  return record(JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')));
}

const mentionHtml = `<span itemtype="http://schema.skype.com/Mention" itemscope itemid="0">${botName}</span>`;

function fixtureValue(name: string): Json {
  return record(readFixture(name).value);
}

/** Teams sends every message a second time as HTML. */
function html(content: string): readonly Json[] {
  return [{ contentType: 'text/html', content: `<p>${content}</p>` }];
}

export function escapeHtml(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
