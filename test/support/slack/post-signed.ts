import { createHmac } from 'node:crypto';
import type { Json } from './state.ts';

/** As long as Slack waits for a reply. */
const replyWithinMs = 3000;

/**
 * Posts a payload to the desk as Slack does: a command as a form, interactivity as a form with JSON inside, an event
 * as JSON, signed. Gives the body of the reply, parsed when it is JSON.
 *
 * @throws Error when there is no 2xx within three seconds: the person then sees Slack's own error.
 */
export async function postSigned(
  slack: { readonly signingSecret: string },
  reach: { readonly deskUrl: string; readonly now?: () => number },
  kind: 'command' | 'interactive' | 'event',
  payload: Json,
  retry?: number,
): Promise<unknown> {
  const body = encode(kind, payload);
  const response = await fetch(new URL('/slack/events', reach.deskUrl), {
    method: 'POST',
    headers: {
      'Content-Type': kind === 'event' ? 'application/json' : 'application/x-www-form-urlencoded',
      ...signedHeaders(slack.signingSecret, body, reach.now?.() ?? Date.now()),
      ...(retry === undefined
        ? {}
        : { 'X-Slack-Retry-Num': String(retry), 'X-Slack-Retry-Reason': 'http_timeout' }),
    },
    body,
    signal: AbortSignal.timeout(replyWithinMs),
  });
  const said = await response.text();
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  try {
    return JSON.parse(said) as unknown;
  } catch {
    return said;
  }
}

/** Slack's signature of a request body. */
export function signedHeaders(secret: string, body: string, nowMs: number): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': `v0=${hash}` };
}

function encode(kind: 'command' | 'interactive' | 'event', payload: Json): string {
  if (kind === 'event') return JSON.stringify(payload);
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(fields).toString();
}
