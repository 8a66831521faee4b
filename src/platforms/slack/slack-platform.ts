import type { Clock } from '../../clock.ts';
import { DeskError } from '../../errors.ts';
import type { DeskPort, HttpRoute, Platform } from '../platform.ts';
import type { Log } from '../shared/log.ts';
import { createRecent } from '../shared/recent.ts';
import { beginsInTime } from '../shared/within.ts';
import { type BoltApp, createBoltApp } from './bolt-app.ts';
import { calling, createClients } from './clients.ts';
import { createIdentity } from './connect.ts';
import { createDirectConversations, createSentMessages } from './conversations.ts';
import { createDirectory, missingScopes } from './directory.ts';
import { slackDoors } from './doors.ts';
import { createHttpTransport } from './http-transport.ts';
import { connectedToKept, keptToConnected } from './kept-identity.ts';
import { createOutlet, type Outlet } from './outlet.ts';
import { createPeople, type People } from './people.ts';
import { createPosting } from './posting.ts';
import { isAccessLost, toSendError } from './send-error.ts';
import { createSocketTransport } from './socket-transport.ts';
import { takePayload } from './take-payload.ts';
import { takeTooEarly } from './take-too-early.ts';
import type { Arrival, Taken, Tools } from './tools.ts';
import type { Transport } from './transport.ts';
import type { Workspace } from './user-to-person.ts';

export interface SlackSettings {
  /** `SLACK_BOT_TOKEN` */
  readonly botToken: string;
  /** `SLACK_SIGNING_SECRET`: requests arrive over HTTP. */
  readonly signingSecret?: string;
  /** `SLACK_APP_TOKEN`: requests arrive by Socket Mode, also when both are set. */
  readonly appToken?: string;
  /** `SLACK_API_URL`, Slack's own when absent. */
  readonly apiUrl?: string;
  readonly log: Log;
  readonly clock: Clock;
}

const firstRetryMs = 1000;
const longestRetryMs = 60_000;

/**
 * Slack, over HTTP or Socket Mode.
 *
 * @throws DeskError BAD_SETTINGS when neither a signing secret nor an app token is given.
 */
export function createSlackPlatform(settings: SlackSettings) {
  const { botToken, log, clock } = settings;
  const api = settings.apiUrl === undefined ? {} : { apiUrl: settings.apiUrl };
  const { transport, routes } = chooseTransport(settings);
  const clients = createClients({ botToken, ...api }, log);
  const identity = createIdentity(clients);
  const posting = createPosting(clients);
  const taken = createRecent<Taken>(clock);
  let desk: DeskPort | undefined;
  let people: People | undefined;
  let app: BoltApp | undefined;
  let outlet: Outlet | undefined;
  /** Why Slack does not let us in, for the operator. */
  let trouble: string | undefined = 'Slack has not answered yet.';
  /** Whether it lets us in no more until somebody sees to it. */
  let isAccessGone = false;
  let cancelRetry: (() => void) | undefined;
  let stopped = false;

  /** Lets requests in. Slack delivers a command, a press or a form only once: none can wait until Slack has said who we are. */
  async function open(to: DeskPort): Promise<void> {
    people = createPeople({ desk: to, client: clients.interactive, workspace: ourWorkspace, clock, log });
    outlet = createOutlet({ words: to.words, people, clients, clock, log });
    const tools: Tools = { desk: to, clock, log, people, outlet, taken };
    app = await createBoltApp({
      botToken,
      ...api,
      transport,
      clock,
      log,
      take: (body, arrival) => take(tools, body, arrival),
    });
    if (!stopped) await app.start();
  }

  function ourWorkspace(): Workspace {
    const known = identity.known();
    if (known === undefined) throw new DeskError('UNEXPECTED', 'It is not known yet whose token this is.');
    return known.workspace;
  }

  function take(tools: Tools, body: Readonly<Record<string, unknown>>, arrival: Arrival): Promise<void> {
    const known = identity.known();
    if (known === undefined) return takeTooEarly(tools, body, arrival);
    const context = { ...known.workspace, nameOf: tools.people.nameOf };
    return takePayload(tools, context, body, arrival, withdrawn);
  }

  async function identify({ memory }: DeskPort): Promise<void> {
    const connected = await identity.ask();
    letIn();
    const missing = missingScopes(connected.scopes);
    if (missing.length > 0) {
      log.warn(
        { missing },
        `The Slack app lacks permissions: ${missing.join(', ')}. Add them under "OAuth & Permissions" and install it again.`,
      );
    }
    await memory?.keep(connectedToKept(connected, botToken));
  }

  async function begin(to: DeskPort): Promise<void> {
    identity.recall(keptToConnected(await to.memory?.recall(), botToken));
    await Promise.all([open(to), identifyOrRetry(to, firstRetryMs)]);
  }

  function letIn(): void {
    trouble = undefined;
    isAccessGone = false;
  }

  function withdrawn(): void {
    isAccessGone = true;
    trouble = 'The workspace has withdrawn the access of the Slack app: install it again and start again.';
    log.error({}, trouble);
  }

  /** Slack being away is no reason not to start: the desk is needed most when things fail. */
  async function identifyOrRetry(to: DeskPort, pauseMs: number): Promise<void> {
    try {
      await identify(to);
    } catch (thrown) {
      if (thrown instanceof DeskError) throw thrown;
      const { reason, retryAfterMs } = toSendError(thrown);
      trouble = `Slack cannot be reached (${reason}); trying again.`;
      log.warn({ reason }, trouble);
      if (stopped) return;
      cancelRetry = clock.after(retryAfterMs ?? pauseMs, () => {
        identifyOrRetry(to, Math.min(longestRetryMs, pauseMs * 2)).catch(refused);
      });
    }
  }

  function refused({ message }: DeskError): void {
    trouble = message;
    isAccessGone = true;
    log.error({}, message);
  }

  /** Runs a call, and notices when Slack lets us in no more, or again. */
  async function noticing<T>(call: (words: DeskPort['words']) => Promise<T>): Promise<T> {
    if (desk === undefined) throw new DeskError('UNEXPECTED', 'Slack was used before it was started.');
    try {
      const result = await call(desk.words);
      if (identity.known() !== undefined) letIn();
      return result;
    } catch (thrown) {
      const error = toSendError(thrown);
      if (isAccessLost(error)) {
        isAccessGone = true;
        trouble = `Slack refuses SLACK_BOT_TOKEN (${error.reason}). Install the app again, put its token there and start the desk again.`;
      }
      throw error;
    }
  }

  return {
    name: 'slack',
    capabilities: { doors: slackDoors },
    // Slack takes about one message a second in one conversation, with short bursts, and 50 updates a minute.
    pace: {
      postsPerConversation: { count: 3, perMs: 3000 },
      posts: { count: 50, perMs: 1000 },
      updates: { count: 50, perMs: 60_000 },
    },
    routes,
    start: async (to) => {
      desk = to;
      if (await beginsInTime(begin(to), clock, refused)) return;
      log.warn({}, 'Slack has not answered yet; the desk starts without it.');
    },
    stop: async () => {
      stopped = true;
      cancelRetry?.();
      await app?.stop();
      outlet?.stop();
    },
    health: () => {
      const reason = trouble ?? transport.problem();
      if (reason === undefined) return { ready: true };
      return { ready: false, reason, ...(isAccessGone ? { lasting: true } : {}) };
    },
    probe: async () => {
      await noticing(() => calling(() => clients.background.auth.test()));
    },
    post: (to, card, draw) => noticing((words) => posting.post(to, card, draw, words)),
    update: async (posted, card, draw) => {
      await noticing((words) => posting.update(posted, card, draw, words));
      return undefined;
    },
    publishHome: (user, card, draw) => noticing((words) => posting.publishHome(user, card, draw, words)),
    channelAddress: (_branch, configured) =>
      configured === undefined ? undefined : { id: configured, private: false },
    personAddress: ({ user, contact }) => ({ id: contact ?? user, private: true }),
    direct: createDirectConversations(clients),
    sent: createSentMessages(clients, async () => (await identity.knownOrAsk()).botId),
    directory: createDirectory({
      clients,
      workspace: async () => (await identity.knownOrAsk()).workspace,
      clock,
      seen: (user) => void people?.remember(user),
    }),
  } satisfies Platform;
}

/** Socket Mode where its token is set: it works behind any firewall, and the signing secret may be left over. */
function chooseTransport({ appToken, signingSecret, apiUrl, clock, log }: SlackSettings): {
  readonly transport: Transport;
  readonly routes: readonly HttpRoute[];
} {
  if (appToken !== undefined) {
    const api = apiUrl === undefined ? {} : { apiUrl };
    return { transport: createSocketTransport({ appToken, ...api, clock, log }), routes: [] };
  }
  if (signingSecret !== undefined) {
    const http = createHttpTransport({ signingSecret, clock, log });
    return { transport: http, routes: [http.route] };
  }
  throw new DeskError(
    'BAD_SETTINGS',
    'SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is: set one of them, so that Slack can reach the desk.',
  );
}
