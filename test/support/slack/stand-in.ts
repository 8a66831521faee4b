import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, readBody } from '../http.ts';
import { respond } from './response-address.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import {
  botUser,
  createState,
  directOf,
  type Json,
  type StandInCall,
  type StandInChannel,
  type StandInMessage,
  type StandInState,
  type StandInUser,
} from './state.ts';
import { methods, parseArguments, type Result } from './web-api.ts';

/** How a method fails. `afterwards`: Slack does what was asked and then fails to say so. */
export type Failure = (
  | { readonly status: number }
  | { readonly retryAfter: number }
  | { readonly error: string }
  | { readonly hang: true }
  | { readonly reset: true }
  /** Nothing is done until this has come about, and then all is well. */
  | { readonly late: Promise<unknown> }
) & {
  /** How many calls fail; all of them when absent. */
  readonly times?: number;
  readonly afterwards?: boolean;
  /** It fails when this has come about, and is silent until then. */
  readonly once?: Promise<unknown>;
};

export interface StandInOptions {
  readonly users?: readonly StandInUser[];
  readonly channels?: readonly StandInChannel[];
  readonly botToken?: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  readonly team?: string;
  readonly enterprise?: string;
  /** What the token was granted; a complete list when absent. */
  readonly scopes?: readonly string[];
}

/**
 * A Slack workspace on loopback: a real HTTP server with the Web API methods that the desk uses, the addresses for
 * responses and Socket Mode's WebSocket. It refuses what Slack refuses, can be told to fail, and records every call.
 * What people do in it is `slack-user.ts`.
 */
export interface SlackStandIn {
  /** For `SLACK_API_URL`. */
  readonly apiUrl: string;
  /** For `SLACK_BOT_TOKEN`, `SLACK_APP_TOKEN` and `SLACK_SIGNING_SECRET`. */
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly botUser: string;
  readonly state: StandInState;
  readonly socket: SocketMode;
  /** Every call so far, or those of one method. */
  calls(method?: string): readonly StandInCall[];
  /** Makes a method fail (`response_url` and `*` for all too), until healed or `times` is used up. */
  fail(method: string, failure: Failure): void;
  /** Ends the failures of a method, or all of them. */
  heal(method?: string): void;
  /** From now on every call is refused with `token_revoked`. */
  revokeToken(): void;
  /** What stands in a channel or direct message now, oldest first; also what only one person sees. */
  messages(conversation: string): readonly StandInMessage[];
  /** The direct message between this person and the bot. */
  directOf(user: string): string;
  addUser(user: StandInUser): void;
  addChannel(channel: StandInChannel): void;
  stop(): Promise<void>;
}

export async function startSlackStandIn(options: StandInOptions = {}): Promise<SlackStandIn> {
  const {
    botToken = 'xoxb-stand-in',
    appToken = 'xapp-stand-in',
    signingSecret = 'stand-in-signing-secret',
    team = 'T0LIBRARY',
    enterprise,
    scopes = allScopes,
  } = options;
  const { users = [], channels = [] } = options;
  const state = createState({ team, enterprise, users, channels });
  const failures = new Map<string, { failure: Failure; left: number }>();
  let revoked = false;

  const server = createServer((request, response) => void receive(request, response));
  const { port, stop } = await listen(server);
  const socket = createSocketMode(server, port);

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const path = (request.url ?? '').split('?')[0] ?? '';
    const address = /^\/respond\/(\w+)$/.exec(path)?.[1];
    const method = address === undefined ? path.replace(/^\/api\//, '') : 'response_url';
    const args = address === undefined ? parseArguments(body) : (JSON.parse(body) as Json);
    const record = (outcome: string) => state.calls.push({ method, args, atMs: performance.now(), outcome });

    const planned = takeFailure(method);
    const isLate = planned !== undefined && 'late' in planned;
    if (isLate) await planned.late;
    const failure = isLate ? undefined : planned;
    const result =
      failure !== undefined && !failure.afterwards ? undefined : run(address, method, args, request);
    if (failure !== undefined) {
      record(JSON.stringify(failure));
      await failure.once;
      return fail(failure, response);
    }
    const error = typeof result?.error === 'string' ? result.error : undefined;
    record(error ?? 'ok');
    if (address !== undefined) {
      response.writeHead(error === undefined ? 200 : 404).end(error ?? 'ok');
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/json', 'X-OAuth-Scopes': scopes.join(',') });
    response.end(JSON.stringify({ ok: error === undefined, ...result }));
  }

  function run(address: string | undefined, method: string, args: Json, request: IncomingMessage): Result {
    if (address !== undefined) return respond(state, address, args);
    const token = request.headers.authorization?.replace(/^Bearer /, '');
    if (method === 'apps.connections.open') {
      return token === appToken ? { url: socket.newUrl() } : { error: 'invalid_auth' };
    }
    if (token !== botToken) return { error: token === undefined ? 'not_authed' : 'invalid_auth' };
    if (revoked) return { error: 'token_revoked' };
    return methods[method]?.(args, state) ?? { error: 'unknown_method' };
  }

  function takeFailure(method: string): Failure | undefined {
    const planned = failures.get(method) ?? failures.get('*');
    if (planned === undefined || planned.left === 0) return undefined;
    planned.left -= 1;
    return planned.failure;
  }

  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    botToken,
    appToken,
    signingSecret,
    botUser,
    state,
    socket,
    calls: (method) => state.calls.filter((call) => method === undefined || call.method === method),
    fail: (method, failure) =>
      void failures.set(method, { failure, left: failure.times ?? Number.POSITIVE_INFINITY }),
    heal: (method) => {
      if (method === undefined) failures.clear();
      else failures.delete(method);
    },
    revokeToken: () => {
      revoked = true;
    },
    messages: (conversation) => state.messages.filter((message) => message.channel === conversation),
    directOf: (user) => directOf(state, user),
    addUser: (user) => void state.users.set(user.id, user),
    addChannel: (channel) => void state.channels.set(channel.id, channel),
    stop,
  };
}

function fail(failure: Failure, response: ServerResponse): void {
  if ('retryAfter' in failure) response.writeHead(429, { 'Retry-After': String(failure.retryAfter) }).end();
  else if ('status' in failure) response.writeHead(failure.status).end('failed as told');
  else if ('error' in failure) response.end(JSON.stringify({ ok: false, error: failure.error }));
  else if ('reset' in failure) response.socket?.resetAndDestroy();
  // Hanging is doing nothing: the connection is cut when the stand-in stops.
}

const allScopes = [
  'commands',
  'chat:write',
  'im:write',
  'im:history',
  'app_mentions:read',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
  'users:read',
  'users:read.email',
];
