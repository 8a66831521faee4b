import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, readBytes } from '../support/http.ts';

/**
 * The network between people and the desk: one address that stays the same over every restart, can be cut in the
 * middle of an answer, and can bring the same delivery twice.
 */
export interface Gate {
  readonly address: string;
  /** How many deliveries wait for their answer. */
  underWay(): number;
  /** Where the desk is from now on. */
  connect(deskUrl: string): void;
  /** Nothing comes through any more, and no answer that is under way arrives. */
  cut(): void;
  /** The next delivery arrives twice at the same moment; whoever sent it gets one of the answers. */
  repeatNext(): void;
  stop(): Promise<void>;
}

export async function startGate(): Promise<Gate> {
  let desk: URL | undefined;
  let underWay = 0;
  let repeat = false;

  const server = createServer((request, response) => {
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
    });
    void pass(request, response);
  });
  const { port, cut, stop } = await listen(server);

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body: Buffer;
    try {
      body = await readBytes(request);
    } catch {
      return;
    }
    if (desk === undefined) {
      request.socket.destroy();
      return;
    }
    const twice = repeat && request.method === 'POST';
    if (twice) repeat = false;
    send(desk, request, body, response);
    if (twice) send(desk, request, body, undefined);
  }

  /** @param response left out: nobody waits for this answer. */
  function send(to: URL, from: IncomingMessage, body: Buffer, response: ServerResponse | undefined): void {
    const { origin } = from.headers;
    // The desk's page takes nothing that names another address than its own.
    const headers = {
      ...from.headers,
      host: to.host,
      ...(origin === undefined ? {} : { origin: to.origin }),
    };
    const onward = forward({
      host: to.hostname,
      port: to.port,
      path: from.url,
      method: from.method,
      headers,
      agent: false,
    });
    onward.on('response', (answer) => {
      if (response === undefined) {
        answer.resume();
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    onward.on('error', () => response?.destroy());
    response?.on('close', () => onward.destroy());
    onward.end(body);
  }

  return {
    address: `http://127.0.0.1:${port}`,
    underWay: () => underWay,
    connect: (deskUrl) => {
      desk = new URL(deskUrl);
    },
    cut: () => {
      desk = undefined;
      cut();
    },
    repeatNext: () => {
      repeat = true;
    },
    stop,
  };
}
