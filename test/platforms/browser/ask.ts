import { randomUUID } from 'node:crypto';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { WireAnswer, WireEvent } from '../../../src/platforms/browser/wire.ts';
import { eventually } from '../../support/eventually.ts';
import type { Served } from './serve.ts';

export interface Asked {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface AskOptions {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The address to connect to; the Host header stays the page's own. */
  readonly connectTo?: string;
}

/** A request with any headers at all, as only a program that is no browser could send it. */
export async function ask({ port }: Served, path: string, options: AskOptions = {}): Promise<Asked> {
  const response = await open(port, path, options);
  response.setEncoding('utf8');
  let body = '';
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

function open(port: number, path: string, options: AskOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body, connectTo = '127.0.0.1' } = options;
    const sent = request({
      host: connectTo,
      port,
      path,
      method,
      headers: { host: `127.0.0.1:${port}`, ...headers },
    });
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The headers with which the page itself posts. */
export function pageHeaders({ url }: Served): Record<string, string> {
  return { origin: url, 'content-type': 'application/json', 'accept-language': 'en-GB,en;q=0.8' };
}

export function actBody(what: unknown, changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ id: randomUUID(), as: 'maria', place: 'person:maria', what, ...changes });
}

/** Does something as Maria and gives every line of the answer. */
export async function act(
  served: Served,
  what: unknown,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<readonly WireAnswer[]> {
  const { status, body } = await ask(served, '/desk/act', {
    method: 'POST',
    headers: pageHeaders(served),
    body: actBody(what, changes),
  });
  if (status !== 200) throw new Error(`${status} ${body}`);
  return body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as WireAnswer);
}

export interface Listening {
  readonly events: readonly WireEvent[];
  /** Everything that came, comments included. */
  raw(): string;
  ended(): boolean;
  close(): void;
}

/** Opens a page's stream and waits until it is live. */
export async function listenAs(served: Served, as: string, locale = 'en-GB'): Promise<Listening> {
  const response = await open(served.port, `/desk/events?as=${as}`, {
    headers: { 'accept-language': locale },
  });
  let raw = '';
  let ended = false;
  const events: WireEvent[] = [];
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    const before = raw.lastIndexOf('\n\n') + 2;
    raw += chunk;
    for (const part of raw
      .slice(before === 1 ? 0 : before)
      .split('\n\n')
      .slice(0, -1)) {
      const data = /^event: message\ndata: (?<json>.*)$/.exec(part)?.groups?.json;
      if (data !== undefined) events.push(JSON.parse(data) as WireEvent);
    }
  });
  response.on('close', () => {
    ended = true;
  });
  await eventually('the stream to be live', () => raw.includes('event: hello'));
  return { events, raw: () => raw, ended: () => ended, close: () => response.destroy() };
}
