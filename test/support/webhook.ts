import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, readBody } from './http.ts';

/** A call as the gateway got it. */
export interface WebhookCall {
  readonly body: { readonly to: string; readonly text: string; readonly id: string; readonly at: string };
  readonly headers: IncomingMessage['headers'];
  /** Whether the signature is that of the shared secret over the timestamp and the body. */
  readonly signed: boolean;
  readonly status: number | 'hang' | 'reset';
}

/** A gateway for text messages on loopback. */
export interface WebhookStandIn {
  /** For `NOTIFY_WEBHOOK_URL` and `NOTIFY_WEBHOOK_SECRET`. */
  readonly url: string;
  readonly secret: string;
  /** Every call so far, also those that were refused. */
  readonly calls: readonly WebhookCall[];
  /** What it took, oldest first. */
  to(number: string): readonly WebhookCall[];
  answer(status: WebhookCall['status'], headers?: Readonly<Record<string, string>>): void;
  stop(): Promise<void>;
}

export async function startWebhookStandIn(): Promise<WebhookStandIn> {
  const secret = 'very-secret-webhook-signature';
  const calls: WebhookCall[] = [];
  let status: WebhookCall['status'] = 200;
  let extra: Readonly<Record<string, string>> = {};

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    calls.push({
      body: JSON.parse(body) as WebhookCall['body'],
      headers: request.headers,
      signed: request.headers['x-deskbell-signature'] === signatureOf(request, body),
      status,
    });
    if (status === 'reset') request.socket.destroy();
    else if (status !== 'hang') response.writeHead(status, extra).end('{"a":"gateway says much"}');
  }

  function signatureOf({ headers }: IncomingMessage, body: string): string {
    const signed = `${String(headers['x-deskbell-timestamp'])}.${body}`;
    return `v1=${createHmac('sha256', secret).update(signed).digest('hex')}`;
  }

  const server = createServer((request, response) => void receive(request, response));
  const { port, stop } = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/send`,
    secret,
    calls,
    to: (number) => calls.filter((call) => call.status === 200 && call.body.to === number),
    answer(next, headers = {}) {
      status = next;
      extra = headers;
    },
    stop,
  };
}
