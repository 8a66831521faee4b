import { SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError } from '@slack/web-api';
import type { Clock } from '../../clock.ts';
import { DeskError } from '../../errors.ts';
import type { Log } from '../shared/log.ts';
import { within } from '../shared/within.ts';
import { createBoltLogger, webClientOptions } from './clients.ts';
import { type Pulse, watchPulse } from './pulse.ts';
import { isAccessLost, toSendError } from './send-error.ts';
import type { Deliver, Transport } from './transport.ts';

type SocketClient = SocketModeReceiver['client'];

/** From asking for a connection to Slack's greeting. */
const connectTimeoutMs = 15_000;
const farewellTimeoutMs = 1000;
const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** So many connections that went quiet one after the other, without a sign of life: a new one is no sign of health. */
const quietInARow = 2;

interface Envelope {
  readonly body: Readonly<Record<string, unknown>>;
  readonly ack: (payload?: unknown) => Promise<void>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

/**
 * Receives payloads over a WebSocket that Slack's client keeps. Reconnecting is done here: the client waits at least
 * five seconds, during which commands fail, and ends the process when its token is refused meanwhile. Slack announces
 * a disconnect some seconds ahead, so the next connection is open before the old one closes. One that goes quiet
 * without closing is replaced too.
 */
export function createSocketTransport(options: {
  readonly appToken: string;
  readonly apiUrl?: string;
  readonly clock: Clock;
  readonly log: Log;
}): Transport {
  const { appToken, apiUrl, clock, log } = options;
  const logger = createBoltLogger(log);
  const open = new Set<SocketClient>();
  const pulses = new Map<SocketClient, Pulse>();
  let deliver: Deliver | undefined;
  let failures = 0;
  /** Connections that have gone quiet since the last sign of life. */
  let quietOnes = 0;
  let cancelRetry: (() => void) | undefined;
  let reason = 'The connection to Slack is not open yet.';

  /** One connection, from its opening to its end. Resolves when Slack has greeted. */
  async function connect(): Promise<void> {
    // Only the client is used. The receiver around it acknowledges events before they are dealt with.
    const { client } = new SocketModeReceiver({
      appToken,
      logger,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions: { ...webClientOptions(apiUrl), timeout: connectTimeoutMs } },
    });
    guardMessages(client);
    let url = '';
    client.on('authenticated', (opened: { readonly url?: string }) => {
      url = opened.url ?? '';
    });
    client.on('slack_event', (envelope: Envelope) => {
      pulses.get(client)?.heard();
      void pass(envelope);
    });
    client.on('connected', () => {
      open.add(client);
      watch(client, url);
    });
    client.on('disconnected', () => {
      unwatch(client);
      lost(client);
    });
    const greeted = await within(client.start(), connectTimeoutMs, clock);
    if (!greeted.done || deliver === undefined) {
      open.delete(client);
      void client.disconnect().catch(() => {});
      if (!greeted.done) throw new Error('Slack did not greet in time.');
      return;
    }
    failures = 0;
    // A try that waits for its moment would open one more, which would stay beside this one.
    cancelRetry?.();
    log.info({}, 'Connected to Slack by Socket Mode.');
  }

  /** The client parses messages in a promise that nobody awaits: an odd one would end the process. */
  function guardMessages(client: SocketClient): void {
    const [handle] = client.listeners('ws_message') as ((
      data: unknown,
      isBinary: boolean,
    ) => Promise<void>)[];
    if (handle === undefined) return;
    client.removeAllListeners('ws_message');
    client.on('ws_message', (data: unknown, isBinary: boolean) => {
      void (async () => {
        if (isFarewell(data) && deliver !== undefined) await connectOrRetry();
        await handle.call(client, data, isBinary);
      })().catch((thrown) =>
        log.warn({ reason: toReason(thrown) }, 'A Socket Mode message could not be read.'),
      );
    });
  }

  function watch(client: SocketClient, url: string): void {
    unwatch(client);
    const alive = () => {
      quietOnes = 0;
    };
    pulses.set(client, watchPulse({ url, clock, alive, quiet: () => void replace(client) }));
  }

  function unwatch(client: SocketClient): void {
    pulses.get(client)?.stop();
    pulses.delete(client);
  }

  /** Opens the next connection before the quiet one is given up: it may only have been slow. */
  async function replace(quiet: SocketClient): Promise<void> {
    pulses.delete(quiet);
    if (!open.delete(quiet) || deliver === undefined) return;
    quietOnes += 1;
    reason = 'The connection to Slack went quiet without closing; connecting again.';
    log.warn({}, reason);
    if (open.size === 0) await connectOrRetry();
    await quiet.disconnect().catch(() => {});
  }

  async function pass({ body, ack, retry_num, retry_reason }: Envelope): Promise<void> {
    await deliver?.({
      body,
      ...(retry_num === undefined ? {} : { retryNum: retry_num }),
      ...(retry_reason === undefined ? {} : { retryReason: retry_reason }),
      reply: (payload) => ack(payload),
      // What is not acknowledged comes again.
      refuse: async () => {},
    });
  }

  function lost(client: SocketClient): void {
    if (!open.delete(client) || open.size > 0 || deliver === undefined) return;
    reason = 'The connection to Slack was lost; connecting again.';
    log.warn({}, reason);
    void connectOrRetry();
  }

  async function connectOrRetry(): Promise<void> {
    // This is the next try: one that still waits for its moment would open a second connection beside it.
    cancelRetry?.();
    try {
      await connect();
    } catch (thrown) {
      reason = `Slack cannot be reached by Socket Mode (${toReason(thrown)}); trying again.`;
      log.warn({}, reason);
      scheduleRetry(toSendError(thrown).retryAfterMs);
    }
  }

  function scheduleRetry(askedMs: number | undefined): void {
    cancelRetry?.();
    const pauseMs = askedMs ?? Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
    failures += 1;
    cancelRetry = clock.after(pauseMs, () => {
      if (deliver !== undefined) void connectOrRetry();
    });
  }

  return {
    start: async (to) => {
      deliver = to;
      try {
        await connect();
      } catch (thrown) {
        if (isTokenRefused(thrown)) {
          deliver = undefined;
          const refusal = refusedToken(thrown);
          reason = refusal.message;
          throw refusal;
        }
        reason = `Slack cannot be reached by Socket Mode (${toReason(thrown)}); trying again.`;
        log.warn({}, reason);
        scheduleRetry(toSendError(thrown).retryAfterMs);
      }
    },
    stop: async () => {
      deliver = undefined;
      cancelRetry?.();
      for (const pulse of pulses.values()) pulse.stop();
      const closing = [...open].map((client) => client.disconnect().catch(() => {}));
      await within(Promise.all(closing), farewellTimeoutMs, clock);
    },
    problem: () => (open.size > 0 && quietOnes < quietInARow ? undefined : reason),
  };
}

function isTokenRefused(thrown: unknown): boolean {
  if (!(thrown instanceof WebAPIPlatformError)) return false;
  const refusals = ['not_allowed_token_type', 'missing_scope', 'no_permission'];
  return isAccessLost(toSendError(thrown)) || refusals.includes(thrown.data.error);
}

function refusedToken(thrown: unknown): DeskError {
  return new DeskError(
    'BAD_SETTINGS',
    `SLACK_APP_TOKEN was refused by Slack (${toReason(thrown)}). Make an app-level token (it begins with xapp-) with the scope connections:write under "Basic Information" of the Slack app, and put it there.`,
    { cause: thrown },
  );
}

/** Slack's own word. Nothing is thrown when the other side simply closes. */
function toReason(thrown: unknown): string {
  if (thrown === undefined) return 'the connection closed';
  if (thrown instanceof WebAPIPlatformError) return thrown.data.error;
  return thrown instanceof Error ? thrown.message : 'unknown reason';
}

function isFarewell(data: unknown): boolean {
  return typeof data === 'string' && data.length < 1000 && /"type"\s*:\s*"disconnect"/.test(data);
}
