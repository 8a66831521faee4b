import { type Logger, LogLevel } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Log } from '../shared/log.ts';
import { lightFetch } from './fetch.ts';
import { toSendError } from './send-error.ts';

/** Slack gives a trigger three seconds; what is asked meanwhile must fail in time for another answer. */
const interactiveTimeoutMs = 2500;
const backgroundTimeoutMs = 10_000;

/**
 * Two clients, because a WebClient has one queue: what a person waits for must not stand behind deliveries. Neither
 * retries by itself, which would post twice, nor pauses on a 429, which would hold up everything else.
 */
export interface SlackClients {
  readonly interactive: WebClient;
  readonly background: WebClient;
}

export interface SlackConnection {
  readonly botToken: string;
  /** Slack's own when absent; tests and a local Slack set it. */
  readonly apiUrl?: string;
}

export function createClients(connection: SlackConnection, log: Log): SlackClients {
  const options = { ...webClientOptions(connection.apiUrl), logger: createBoltLogger(log) };
  return {
    interactive: new WebClient(connection.botToken, { ...options, timeout: interactiveTimeoutMs }),
    background: new WebClient(connection.botToken, { ...options, timeout: backgroundTimeoutMs }),
  };
}

export function webClientOptions(apiUrl: string | undefined): WebClientOptions {
  return {
    fetch: lightFetch,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  };
}

/**
 * An object among the arguments of a message as the text that Slack is sent anyway: a WebClient copies each object field
 * by field for a log line that nobody sees. For what is sent often; elsewhere it does not matter.
 */
export function asText<T>(argument: T): T {
  // Its types know only the value; it takes the text as it is.
  return JSON.stringify(argument) as unknown as T;
}

/** Runs a call. @throws SendError */
export async function calling<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    throw toSendError(thrown);
  }
}

/**
 * Slack's packages write whole requests, and with them notes, at debug level: that level is closed. Errors are
 * reduced to their message, since some carry the response.
 */
export function createBoltLogger(log: Log): Logger {
  const words = (parts: unknown[]) =>
    parts
      .map((part) => (part instanceof Error ? part.message : typeof part === 'string' ? part : ''))
      .join(' ');
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts: unknown[]) => log.warn({}, `Slack library: ${words(parts)}`),
    error: (...parts: unknown[]) => log.error({}, `Slack library: ${words(parts)}`),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
