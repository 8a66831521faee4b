import type { ServerResponse } from 'node:http';

/** What the Bot Connector answers. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Seconds. */
  readonly retryAfter?: number;
}

export function refusal(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

export function writeAnswer({ status, body, retryAfter }: Answer, response: ServerResponse): void {
  const wait = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...wait });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
