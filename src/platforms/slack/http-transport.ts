import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ParsedUrlQuery, parse } from 'node:querystring';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { messageOf } from '../../errors.ts';
import type { HttpRoute } from '../platform.ts';
import { readBody } from '../shared/http-body.ts';
import type { Log } from '../shared/log.ts';
import { parseJson } from '../shared/parse-json.ts';
import { signatureProblem } from './signature.ts';
import type { Deliver, Transport } from './transport.ts';

/** Bolt's own default; Slack's largest payloads (a modal with its state) are far below. */
const bodyLimitBytes = 4 * 1024 * 1024;

const anObject = z.record(z.string(), z.unknown());

/** Receives Slack's signed requests on `POST /slack/events` of the one server. */
export function createHttpTransport(options: {
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly log: Log;
}): Transport & { readonly route: HttpRoute } {
  const { signingSecret, clock, log } = options;
  let deliver: Deliver | undefined;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await readBody(request, bodyLimitBytes);
    if (raw === undefined) {
      // The rest of the body is not read: the connection cannot be used again.
      response.setHeader('Connection', 'close');
      return end(response, 413);
    }
    const form = isForm(request) ? parse(raw.toString('utf8')) : undefined;
    // Slack checks the certificate with an unsigned request; nothing else in it counts.
    if (form?.ssl_check === '1') return end(response, 200);

    const problem = signatureProblem(
      {
        timestamp: header(request, 'x-slack-request-timestamp'),
        signature: header(request, 'x-slack-signature'),
        body: raw,
      },
      signingSecret,
      Date.parse(clock.now()),
    );
    if (problem !== undefined) {
      log.warn({ problem }, 'A request that claims to come from Slack was refused.');
      return end(response, 401);
    }

    const body = parseBody(raw, form);
    if (body === undefined) {
      log.warn({}, 'Slack sent something that is neither a form nor JSON; it was left alone.');
      return end(response, 200);
    }
    if (body.type === 'url_verification') return end(response, 200, { challenge: body.challenge });
    // Slack delivers events again when they are refused.
    if (deliver === undefined) return end(response, 503);

    const retryNum = Number(header(request, 'x-slack-retry-num'));
    const retryReason = header(request, 'x-slack-retry-reason');
    await deliver({
      body,
      ...(Number.isInteger(retryNum) ? { retryNum } : {}),
      ...(retryReason === undefined ? {} : { retryReason }),
      reply: async (payload) => {
        if (response.destroyed || response.writableEnded) throw new Error('The connection is closed.');
        end(response, 200, payload);
      },
      refuse: async () => end(response, 503),
    });
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await receive(request, response);
    } catch (thrown) {
      const reason = messageOf(thrown);
      log.warn({ reason }, 'A request from Slack broke off.');
      if (!response.writableEnded && !response.destroyed) end(response, 500);
    }
  }

  return {
    route: { method: 'POST', path: '/slack/events', handle },
    start: async (to) => {
      deliver = to;
    },
    stop: async () => {
      deliver = undefined;
    },
    problem: () => undefined,
  };
}

/** Proxies add a charset to the content type; it does not change what the body is. */
function isForm(request: IncomingMessage): boolean {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type === 'application/x-www-form-urlencoded';
}

/** Commands are a form; interactivity is a form with JSON inside; events are JSON. */
function parseBody(raw: Buffer, form: ParsedUrlQuery | undefined): Record<string, unknown> | undefined {
  const payload = form?.payload;
  if (form !== undefined && typeof payload !== 'string') return form;
  return anObject.safeParse(parseJson(typeof payload === 'string' ? payload : raw.toString('utf8'))).data;
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function end(response: ServerResponse, status: number, payload?: unknown): void {
  response.statusCode = status;
  if (payload === undefined || payload === '') {
    response.end();
    return;
  }
  const text = JSON.stringify(payload);
  // With its length the whole answer is one write.
  response.writeHead(status, [
    'Content-Type',
    'application/json; charset=utf-8',
    'Content-Length',
    String(Buffer.byteLength(text)),
  ]);
  response.end(text);
}
