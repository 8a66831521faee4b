import { createHash } from 'node:crypto';
import type { Json } from './json.ts';

/** A person in the stand-in tenant. Everything but the id has a sensible default. */
export interface StandInUser {
  /** The Entra object id; `entraId` makes one. */
  readonly id: string;
  readonly name?: string;
  /** The user principal name. */
  readonly upn?: string;
  readonly email?: string;
  readonly zone?: string;
  readonly locale?: string;
  /** `guest` is somebody of another organisation with an account here, `stranger` somebody who has none. */
  readonly kind?: 'member' | 'guest' | 'stranger';
  /** Has not got the app in person, and can be reached only through a team that has it. */
  readonly withoutApp?: boolean;
  readonly deleted?: boolean;
}

export interface StandInTeam {
  /** Such as `19:…@thread.tacv2`: also the id of its General channel. */
  readonly id: string;
  readonly name?: string;
  readonly channels?: readonly {
    readonly id: string;
    readonly name: string;
    /** A private or shared one, which takes no bots. */
    readonly closed?: boolean;
  }[];
  /** Entra ids. */
  readonly members?: readonly string[];
  /** The app is not installed there. */
  readonly withoutBot?: boolean;
}

export interface StandInGroup {
  /** Such as `19:…@thread.v2`. */
  readonly id: string;
  readonly members: readonly string[];
}

/** A message as it stands now. */
export interface StandInMessage {
  /** Without the thread. */
  readonly conversation: string;
  /** The first message of the thread in a channel. */
  readonly thread?: string;
  readonly id: string;
  /** `28:…` of the bot or `29:…` of a person. */
  readonly from: string;
  readonly text: string;
  /** What a notification shows. */
  readonly summary: string;
  /** The Adaptive Card in it. */
  readonly card: Json | undefined;
  /** Whether it went to the activity feed as well. An edit never does. */
  readonly rang: boolean;
  readonly replyTo?: string;
  /** How often it was redrawn. */
  readonly edits: number;
}

/** A call to the Bot Connector, or for a token or the keys. */
export interface StandInCall {
  readonly method: string;
  readonly path: string;
  readonly query: Json;
  readonly body: Json;
  /** Milliseconds of the process clock. */
  readonly atMs: number;
  /** The status answered, or how it failed. */
  readonly outcome: string;
}

/** A dialog that a person has open. */
export interface StandInDialog {
  readonly title: string;
  readonly card: Json;
  readonly where: string;
  /** The command of the message extension that opened it. */
  readonly command?: string;
}

/** What one person sees beside what everybody sees. */
export interface StandInScreen {
  dialog: StandInDialog | undefined;
  /** What Teams shows for a moment: answers that are no card, and its own errors. */
  readonly told: string[];
  /** Cards that answered a press, by conversation and message, until the message is redrawn for all. */
  readonly answered: Map<string, { readonly card: Json; readonly edits: number }>;
}

export interface InvalidCard {
  /** Where it was, such as `sendToConversation` or `task/fetch`. */
  readonly where: string;
  readonly problems: readonly string[];
  readonly card: unknown;
}

/** Everything that the stand-in remembers. */
export interface StandInState {
  readonly appId: string;
  readonly tenant: string;
  /** Like the Agents Playground: whoever calls is believed, without a token, a tenant or an id of the bot. */
  readonly open: boolean;
  /** By Entra id. */
  readonly users: Map<string, StandInUser>;
  readonly teams: Map<string, StandInTeam>;
  readonly groups: Map<string, StandInGroup>;
  /** Personal chats of an app that was there before ours, which ours has no part in. */
  readonly formerChats: Set<string>;
  readonly messages: StandInMessage[];
  readonly calls: StandInCall[];
  readonly invalidCards: InvalidCard[];
  /** By Entra id. */
  readonly screens: Map<string, StandInScreen>;
  readonly now: () => number;
  /** An id of a message: its moment in ms, and never the same twice. */
  nextMessage(): string;
  nextId(prefix: string): string;
}

export const botName = 'Deskbell';
/** The tenant of those who are not from here. */
export const otherTenant = entraId('another tenant');

export function createState(options: {
  readonly appId: string;
  readonly tenant: string;
  readonly open: boolean;
  readonly users: readonly StandInUser[];
  readonly teams: readonly StandInTeam[];
  readonly groups: readonly StandInGroup[];
  readonly now: () => number;
}): StandInState {
  let ids = 0;
  let last = 0;
  return {
    appId: options.appId,
    tenant: options.tenant,
    open: options.open,
    users: byId(options.users),
    teams: byId(options.teams),
    groups: byId(options.groups),
    formerChats: new Set(),
    messages: [],
    calls: [],
    invalidCards: [],
    screens: new Map(),
    now: options.now,
    nextMessage: () => {
      last = Math.max(last + 1, Math.floor(options.now()));
      return String(last);
    },
    nextId: (prefix) => `${prefix}${String(++ids).padStart(6, '0')}`,
  };
}

/** What this person has before them; made at first use. */
export function screenOf(state: StandInState, user: string): StandInScreen {
  const known = state.screens.get(user);
  if (known !== undefined) return known;
  const made: StandInScreen = { dialog: undefined, told: [], answered: new Map() };
  state.screens.set(user, made);
  return made;
}

/** The id that somebody or something of this name has in every run. */
export function entraId(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

/** The bot's own address of a person. */
export function mriOf(user: string): string {
  return `29:1${hashOf(`person ${user}`)}`;
}

export function botMri({ appId }: { readonly appId: string }): string {
  return `28:${appId}`;
}

/** The conversation between this person and the bot: always the same, as long as the bot is. */
export function personalOf(user: string): string {
  return `a:1${hashOf(`personal ${user}`)}`;
}

/** The conversation that this person has with the bot now. */
export function chatOf(state: StandInState, user: string): string {
  const first = personalOf(user);
  return state.formerChats.has(first) ? `${first}-now` : first;
}

/** The person with this `29:…` address or Entra id or user principal name, however it is written. */
export function findUser(state: StandInState, id: string): StandInUser | undefined {
  return [...state.users.values()].find(
    (user) =>
      mriOf(user.id) === id || user.id === id.toLowerCase() || user.upn?.toLowerCase() === id.toLowerCase(),
  );
}

export function userOfPersonal(state: StandInState, conversation: string): StandInUser | undefined {
  return [...state.users.values()].find(({ id }) =>
    [personalOf(id), chatOf(state, id)].includes(conversation),
  );
}

/** The team that a channel belongs to. */
export function teamOfChannel(state: StandInState, channel: string): StandInTeam | undefined {
  return [...state.teams.values()].find(
    (team) => team.id === channel || team.channels?.some((one) => one.id === channel),
  );
}

/** The ids of a conversation and of the thread in it. */
export function splitThread(conversation: string): { readonly id: string; readonly thread?: string } {
  const [id = '', thread] = conversation.split(';messageid=');
  return thread === undefined ? { id } : { id, thread };
}

function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url');
}

function byId<T extends { readonly id: string }>(list: readonly T[]): Map<string, T> {
  return new Map(list.map((one) => [one.id, one]));
}
