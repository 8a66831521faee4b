/** A person in the stand-in workspace. Everything but the id has a sensible default. */
export interface StandInUser {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  readonly zone?: string;
  readonly locale?: string;
  /** `guest` is a restricted account, `stranger` somebody of another organisation in a shared channel. */
  readonly kind?: 'member' | 'guest' | 'stranger' | 'bot';
  /** Another workspace, for Slack Connect and Enterprise Grid. */
  readonly team?: string;
  readonly enterprise?: string;
  readonly deleted?: boolean;
}

export interface StandInChannel {
  readonly id: string;
  readonly name?: string;
  readonly private?: boolean;
  readonly archived?: boolean;
  /** User ids. The bot is a member too unless `withoutBot`. */
  readonly members?: readonly string[];
  readonly withoutBot?: boolean;
}

export type Json = Readonly<Record<string, unknown>>;

/** A message as it stands now. */
export interface StandInMessage {
  readonly channel: string;
  readonly ts: string;
  /** Who wrote it: the bot or a person. */
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Json[];
  /** Only this person sees it. */
  readonly onlyFor?: string;
  readonly thread?: string;
  readonly metadata?: unknown;
  /** How often it was redrawn. */
  readonly edits: number;
}

/** An open modal, or a published Home tab. */
export interface StandInView {
  readonly id: string;
  readonly user: string;
  readonly view: Json;
  /** Problems beside the fields, by block id. */
  readonly errors: Readonly<Record<string, string>>;
  /** What Slack keeps of each input, by block id and action id. */
  readonly state: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

/** A call to the Web API or to a response address. */
export interface StandInCall {
  /** Such as `chat.postMessage`, or `response_url`. */
  readonly method: string;
  readonly args: Json;
  /** Milliseconds of the process clock. */
  readonly atMs: number;
  /** What Slack answered: `ok`, its error, or how it failed. */
  readonly outcome: string;
}

export const botUser = 'U0DESKBELL';
export const botId = 'B0DESKBELL';

/** Everything that the stand-in remembers. */
export interface StandInState {
  readonly team: string;
  readonly enterprise: string | undefined;
  readonly users: Map<string, StandInUser>;
  readonly channels: Map<string, StandInChannel>;
  /** By user id. */
  readonly directs: Map<string, string>;
  readonly messages: StandInMessage[];
  /** By view id. */
  readonly views: Map<string, StandInView>;
  readonly homes: Map<string, Json>;
  readonly triggers: Map<string, { readonly user: string; readonly bornMs: number; used: boolean }>;
  readonly responses: Map<string, ResponseAddress>;
  readonly calls: StandInCall[];
  nextId(prefix: string): string;
  nextTs(): string;
}

export interface ResponseAddress {
  readonly user: string;
  readonly channel: string;
  /** The message that `replace_original` replaces. */
  readonly message: string | undefined;
  uses: number;
}

export function createState(options: {
  readonly team: string;
  readonly enterprise: string | undefined;
  readonly users: readonly StandInUser[];
  readonly channels: readonly StandInChannel[];
}): StandInState {
  let ids = 0;
  let seconds = 1_700_000_000;
  return {
    team: options.team,
    enterprise: options.enterprise,
    users: new Map(options.users.map((user) => [user.id, user])),
    channels: new Map(options.channels.map((channel) => [channel.id, channel])),
    directs: new Map(),
    messages: [],
    views: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responses: new Map(),
    calls: [],
    nextId: (prefix) => `${prefix}${String(++ids).padStart(6, '0')}`,
    nextTs: () => `${++seconds}.000100`,
  };
}

/** The direct message of this person with the bot; made at first use. */
export function directOf(state: StandInState, user: string): string {
  const known = state.directs.get(user);
  if (known !== undefined) return known;
  const id = state.nextId('D');
  state.directs.set(user, id);
  return id;
}

export function addMessage(
  state: StandInState,
  message: Omit<StandInMessage, 'ts' | 'edits'>,
): StandInMessage {
  const added = { ...message, ts: state.nextTs(), edits: 0 };
  state.messages.push(added);
  return added;
}

/** Redraws a message in place; false when it is gone. */
export function changeMessage(
  state: StandInState,
  channel: string,
  ts: string,
  change: Pick<StandInMessage, 'text' | 'blocks'>,
): boolean {
  const index = state.messages.findIndex((message) => message.channel === channel && message.ts === ts);
  const message = state.messages[index];
  if (message === undefined) return false;
  state.messages[index] = { ...message, ...change, edits: message.edits + 1 };
  return true;
}

export function deleteMessage(state: StandInState, channel: string, ts: string): boolean {
  const index = state.messages.findIndex((message) => message.channel === channel && message.ts === ts);
  if (index === -1) return false;
  state.messages.splice(index, 1);
  return true;
}

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function records(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
