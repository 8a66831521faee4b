import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';
import { listen, readBody } from '../http.ts';
import { type Activities, createActivities } from './activities.ts';
import { type Answer, refusal, writeAnswer } from './answer.ts';
import { trustedCertificate } from './certificate.ts';
import { methods, paths } from './connector.ts';
import { type Delivered, deliver } from './deliver.ts';
import { answerFailure, createFailures, type Failure } from './failure.ts';
import { type Json, record, text } from './json.ts';
import { createLogin, oauthScope } from './login.ts';
import { createRates } from './rates.ts';
import {
  createState,
  entraId,
  type InvalidCard,
  type StandInCall,
  type StandInGroup,
  type StandInMessage,
  type StandInState,
  type StandInTeam,
  type StandInUser,
  splitThread,
} from './state.ts';
import { publicKeys, signToken, type TokenOptions } from './tokens.ts';

export interface StandInOptions {
  readonly users?: readonly StandInUser[];
  readonly teams?: readonly StandInTeam[];
  readonly groups?: readonly StandInGroup[];
  /** A GUID; one of its own when absent, because the SDK keeps the tokens of an app for the whole process. */
  readonly appId?: string;
  readonly tenant?: string;
  readonly password?: string;
  /** Calls are taken from anybody, as by the Agents Playground. */
  readonly open?: boolean;
  /** Whether sending too fast is refused. */
  readonly limited?: boolean;
  /** The clock that it counts by, in ms; the machine's when absent. */
  readonly elapsedMs?: () => number;
  /** The wall clock of what people do, in ms; the real one when absent. Tokens are always by the real one. */
  readonly now?: () => number;
}

/**
 * A Teams tenant on loopback: where the bot gets its tokens, the keys that sign what arrives, and the Bot Connector.
 * Real HTTP, real signatures. It refuses what Teams refuses, can be told to fail, checks every card, and records every
 * call. What people do in it is `teams-user.ts`; any other activity comes from `activities` and `deliver`.
 */
export interface TeamsStandIn {
  /** The environment that makes a desk use it. */
  readonly settings: Readonly<Record<string, string>>;
  /** For `NODE_EXTRA_CA_CERTS` of another process; this one trusts it already. */
  readonly certificateFile: string;
  /** What activities name as theirs. */
  readonly serviceUrl: string;
  readonly appId: string;
  readonly tenant: string;
  readonly state: StandInState;
  readonly activities: Activities;
  /** A real signed token; by itself one that the desk has to accept. */
  token(options?: TokenOptions): string;
  /** Posts to `<address>/api/messages`, with a good token unless told; `false`: with none. */
  deliver(
    address: string,
    activity: unknown,
    options?: { readonly token?: string | false },
  ): Promise<Delivered>;
  /** What stands in a conversation or thread now, oldest first. */
  posted(conversation: string): readonly StandInMessage[];
  /** Waits until a message there holds these words, in its text or its card. @throws Error after ten seconds. */
  reads(conversation: string, words: string): Promise<StandInMessage>;
  /** Every call so far, or those of one method, such as `updateActivity`, `token` or `keys`. */
  calls(method?: string): readonly StandInCall[];
  /** Waits until a method has been called so often. @throws Error after ten seconds. */
  called(method: string, times?: number): Promise<readonly StandInCall[]>;
  /** Makes a method fail (`*`: every one of the Bot Connector), until healed or `times` is used up. */
  fail(method: string, failure: Failure): void;
  heal(method?: string): void;
  /** Switches Teams' limits on how fast a bot may send on or off. */
  limit(on: boolean): void;
  /** From now on the tokens that the bot has are refused; it can get new ones. */
  revokeTokens(): void;
  /** From now on the Bot Connector takes this token, which was made elsewhere. */
  takeToken(token: string): void;
  /** Whether the bot gets new tokens for its secret; those that it has hold either way. */
  takeSecret(taken: boolean): void;
  /** Cards that Teams would not draw, with the reasons. */
  readonly invalidCards: readonly InvalidCard[];
  /** @throws Error with the first card that Teams would not draw. */
  stop(): Promise<void>;
}

export async function startTeams(options: StandInOptions = {}): Promise<TeamsStandIn> {
  const { appId = randomUUID(), tenant = entraId('the tenant'), password = 'stand-in-password' } = options;
  const {
    users = [],
    teams = [],
    groups = [],
    open = false,
    now = Date.now,
    elapsedMs = () => performance.now(),
  } = options;
  const state = createState({ appId, tenant, open, users, teams, groups, now });
  const login = createLogin({ appId, password, tenant });
  const failures = createFailures();
  let rates = options.limited ? createRates() : undefined;
  const { certificate, key } = trustedCertificate();
  const folder = await mkdtemp(join(tmpdir(), 'teams-stand-in-'));
  const certificateFile = join(folder, 'certificate.pem');
  await writeFile(certificateFile, certificate);

  const plain = await listen(createServer((request, response) => void receive(request, response)));
  const secure = await listen(
    createSecureServer(
      { key, cert: certificate },
      (request, response) => void receiveLogin(request, response),
    ),
  );
  const base = `http://127.0.0.1:${plain.port}`;
  // 127.0.0.1 and not localhost, which is two addresses on some machines.
  const loginBase = `https://127.0.0.1:${secure.port}`;
  const serviceUrl = `${base}/emea/`;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', base);
    const body = await readBody(request);
    const path = url.pathname.replace(/^\/emea(?=\/)/, '');
    const query = Object.fromEntries(url.searchParams);
    if (path.startsWith('/v1/')) {
      await answer({ method: 'keys', path, query, body: {} }, ['keys'], response, () => keys(path));
      return;
    }
    const found = paths.find((one) => one.http === request.method && one.path.test(path));
    const method = found?.method ?? 'unknown';
    try {
      const call = { method, path, query, body: parse(body) };
      await answer(call, [method, '*'], response, () =>
        open || login.holds(request.headers.authorization)
          ? connect(method, found?.path.exec(path)?.groups ?? {}, call)
          : { status: 401, body: { message: 'Authorization has been denied for this request.' } },
      );
    } catch {
      writeAnswer(refusal(400, 'BadSyntax', 'The request cannot be read.'), response);
    }
  }

  function keys(path: string): Answer {
    if (path === '/v1/.well-known/keys') return { status: 200, body: publicKeys() };
    const metadata = {
      issuer: 'https://api.botframework.com',
      jwks_uri: `${base}/v1/.well-known/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    };
    return { status: 200, body: metadata };
  }

  function connect(
    method: string,
    names: Readonly<Record<string, string>>,
    { query, body }: { readonly query: Json; readonly body: Json },
  ): Answer {
    const name = (which: string) => decodeURIComponent(names[which] ?? '');
    const conversation = name('conversation');
    const channel = text(record(record(body.channelData).channel).id);
    const place = conversation === '' ? channel : splitThread(conversation).id;
    const wait = rates?.take(method, place, elapsedMs());
    if (wait !== undefined) {
      return { ...refusal(429, 'TooManyRequests', 'API calls quota exceeded'), retryAfter: wait };
    }
    const call = { conversation, activity: name('activity'), member: name('member'), team: name('team') };
    return methods[method]?.({ ...call, query, body }, state) ?? refusal(404, 'NotFound', 'No such method.');
  }

  async function receiveLogin(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path } = new URL(request.url ?? '', loginBase);
    const form = new URLSearchParams(await readBody(request));
    // The secret stays out of what is recorded.
    const call = { method: 'token', path, query: {}, body: { scope: form.get('scope') } };
    await answer(call, path.endsWith('/token') ? ['token'] : [], response, () => {
      const said = login.answer({ http: request.method ?? '', path, form, base: loginBase });
      return said ?? { status: 404, body: { error: 'not_found' } };
    });
  }

  async function answer(
    call: Omit<StandInCall, 'atMs' | 'outcome'>,
    failing: readonly string[],
    response: ServerResponse,
    run: () => Answer,
  ): Promise<void> {
    const note = (outcome: string) => state.calls.push({ ...call, atMs: performance.now(), outcome });
    const failure = failures.take(failing);
    const said = failure !== undefined && !failure.afterwards ? undefined : run();
    if (failure !== undefined || said === undefined) {
      note(JSON.stringify(failure));
      if (failure !== undefined) answerFailure(failure, response);
      return;
    }
    note(String(said.status));
    writeAnswer(said, response);
  }

  function token(tokenOptions?: TokenOptions): string {
    const seconds = Math.floor(Date.now() / 1000);
    const usual = {
      serviceurl: serviceUrl,
      nbf: seconds - 60,
      exp: seconds + 3600,
      iss: 'https://api.botframework.com',
      aud: appId,
    };
    return signToken(usual, tokenOptions);
  }

  function posted(conversation: string): readonly StandInMessage[] {
    const { id, thread } = splitThread(conversation);
    return state.messages.filter(
      (one) => one.conversation === id && (thread === undefined || one.thread === thread),
    );
  }

  return {
    settings: {
      MicrosoftAppId: appId,
      MicrosoftAppPassword: password,
      MicrosoftAppTenantId: tenant,
      MicrosoftAppType: 'SingleTenant',
      ToChannelFromBotLoginUrl: `${loginBase}/${tenant}`,
      ToChannelFromBotOAuthScope: oauthScope,
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      ToBotFromChannelOpenIdMetadataUrl: `${base}/v1/.well-known/openidconfiguration`,
      OAuthUrl: base,
    },
    certificateFile,
    serviceUrl,
    appId,
    tenant,
    state,
    activities: createActivities(state, serviceUrl),
    token,
    deliver: (address, activity, { token: chosen } = {}) => {
      const bearer = chosen === undefined ? token() : chosen;
      return deliver(address, activity, bearer === false ? undefined : `Bearer ${bearer}`, state);
    },
    posted,
    reads: (conversation, words) =>
      eventually(`"${words}" stands in ${conversation}`, () => {
        const found = posted(conversation).findLast((one) => JSON.stringify(one).includes(words));
        if (found === undefined) throw new Error(JSON.stringify(posted(conversation)));
        return found;
      }),
    calls: (method) => state.calls.filter((call) => method === undefined || call.method === method),
    called: (method, times = 1) =>
      eventually(`${times} calls of ${method}`, () => {
        const calls = state.calls.filter((call) => call.method === method);
        return calls.length >= times ? calls : undefined;
      }),
    fail: failures.fail,
    heal: failures.heal,
    limit: (on) => {
      rates = on ? createRates() : undefined;
    },
    revokeTokens: login.revoke,
    takeToken: login.takeToken,
    takeSecret: login.takeSecret,
    invalidCards: state.invalidCards,
    stop: async () => {
      await Promise.all([plain.stop(), secure.stop()]);
      await rm(folder, { recursive: true, force: true });
      const [invalid] = state.invalidCards;
      if (invalid !== undefined) throw new Error(`Teams cannot draw a card: ${JSON.stringify(invalid)}`);
    },
  };
}

/** @throws SyntaxError when it is no JSON. */
function parse(body: string): Json {
  return body === '' ? {} : record(JSON.parse(body));
}
