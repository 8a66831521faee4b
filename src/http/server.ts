import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeskError } from '../errors.ts';

/** One path; the same shape as the platforms' routes. `handle` never rejects and always ends the response. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Exact, or a prefix when it ends in `/` and is longer than that. */
  readonly path: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** Whether a part of the program can do its work; the reason is for the operator. */
export interface Health {
  readonly part: string;
  readonly ready: boolean;
  readonly reason?: string;
  /** The program works without it: it is told of, and does not make the whole unready. */
  readonly optional?: boolean;
}

export interface HttpServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly routes: readonly Route[];
  /** Asked at every `GET /readyz`. */
  readonly health: () => readonly Health[];
  readonly log: { error(fields: object, message: string): void };
}

export interface HttpServer {
  /** Such as `http://127.0.0.1:3000`. */
  readonly address: string;
  /** Stops listening, lets what is being answered finish for a moment, and ends the rest. */
  close(): Promise<void>;
}

/** How long requests under way may take to finish when the program stops. */
const graceMs = 2000;

/**
 * Opens the one server and port that every platform shares, with `GET /healthz` (the process lives) and `GET /readyz`
 * (everything that calls depend on can work).
 *
 * @throws DeskError BAD_SETTINGS when the address cannot be listened on, naming the setting to change.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const routes = [...options.routes, ...healthPages(options)];
  const server = createServer((request, response) => void dispatch(request, response));

  async function dispatch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const path = (request.url ?? '/').split('?', 1)[0] as string;
      const route = routes.find((one) => one.method === request.method && matches(one.path, path));
      if (route !== undefined) await route.handle(request, response);
      else if (routes.some((one) => matches(one.path, path)))
        end(response, 405, 'This address does not take that kind of request.\n');
      else end(response, 404, 'There is nothing at this address.\n');
    } catch (thrown) {
      options.log.error(
        { reason: thrown instanceof Error ? thrown.message : 'unknown' },
        'a web request failed',
      );
      if (!response.headersSent) end(response, 500, 'That did not work. Please try again.\n');
      else response.destroy();
    }
  }

  await listen(server, options.host, options.port);
  // Unheard, a connection that cannot be taken, as where the system is short of something, would end the desk.
  server.on('error', ({ message }) =>
    options.log.error({ reason: message }, 'a connection could not be taken'),
  );
  const { address, family, port } = server.address() as AddressInfo;
  return {
    address: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: () => close(server),
  };
}

function matches(route: string, path: string): boolean {
  return route === path || (route.length > 1 && route.endsWith('/') && path.startsWith(route));
}

function healthPages({ health }: HttpServerOptions): readonly Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: async (_request, response) => end(response, 200, 'alive\n') },
    {
      method: 'GET',
      path: '/readyz',
      handle: async (_request, response) => {
        const parts = health();
        const isReady = parts.every(({ ready, optional }) => ready || optional);
        end(response, isReady ? 200 : 503, `${parts.map(partToLine).join('\n')}\n`);
      },
    },
  ];
}

function partToLine({ part, ready, reason = '', optional }: Health): string {
  if (ready && reason === '') return `${part}: ready`;
  const state = ready ? 'ready' : `not ready${optional ? ' (the desk works without it)' : ''}`;
  return `${part}: ${state}. ${reason}`.trimEnd();
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(toSettingsError(error, host, port));
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

function toSettingsError(cause: NodeJS.ErrnoException, host: string, port: number): DeskError {
  const sentence =
    cause.code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is in use by another program. Stop that one, or set PORT to a free port (0 takes any).`
      : cause.code === 'EACCES'
        ? `Port ${port} may not be used by this user. Set PORT to one from 1024 up.`
        : `Nothing can be listened for on ${host}, port ${port} (${cause.code ?? cause.message}). Check HOST and PORT.`;
  return new DeskError('BAD_SETTINGS', sentence, { cause });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(impatient);
      resolve();
    });
    server.closeIdleConnections();
  });
}
