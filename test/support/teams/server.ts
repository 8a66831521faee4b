import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Answer } from './answer.ts';

/** Begins to listen on any free port of this machine. `stop` cuts what is still open. */
export async function listen(
  server: Server,
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const open of sockets) open.destroy();
      await closed;
    },
  };
}

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export function writeAnswer({ status, body, retryAfter }: Answer, response: ServerResponse): void {
  const wait = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...wait });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
