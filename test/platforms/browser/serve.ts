import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { own } from '../../../src/chat/text.ts';
import { createClock } from '../../../src/clock.ts';
import { type BrowserOptions, createBrowserPlatform } from '../../../src/platforms/browser/index.ts';
import type { HttpRoute, Platform } from '../../../src/platforms/platform.ts';
import { createTinyDesk, type TinyDesk } from './tiny-desk.ts';

export interface Served {
  readonly url: string;
  readonly port: number;
  readonly platform: Platform;
  readonly desk: TinyDesk;
  /** What the platform wrote into the log. */
  readonly logged: readonly string[];
  stop(): Promise<void>;
}

/** The browser platform on a real server on a free port, with a tiny desk behind it. */
export async function serveBrowser(
  changes: Partial<BrowserOptions> = {},
  { port = 0, host = '127.0.0.1' } = {},
): Promise<Served> {
  const logged: string[] = [];
  const platform = createBrowserPlatform({
    people: () => [
      {
        user: 'maria',
        name: 'Maria Santos',
        role: 'staff',
        branches: ['CEN'],
        onShift: true,
        detail: own('At Central until 18:00'),
      },
      { user: 'omar', name: 'Omar Haddad', role: 'supervisor', branches: ['CEN', 'RIV'], onShift: false },
      { user: 'ana', name: 'Ana Lindqvist', role: 'staff', branches: ['RIV'], onShift: true },
      { user: 'dir', name: 'Dana Okafor', role: 'director' },
    ],
    branches: () => [
      { code: 'CEN', name: 'Central' },
      { code: 'RIV', name: 'Riverside' },
    ],
    title: () => 'Northgate Libraries',
    dialText: () => 'Dial 9-911 from any desk phone.',
    zone: () => 'Europe/London',
    demoNote: own('This is a demo. Steps are 20 seconds apart here.'),
    log: { error: (details, message) => logged.push(`${message} ${JSON.stringify(details)}`) },
    clock: createClock(),
    ...changes,
  });
  const desk = createTinyDesk();
  await platform.start(desk);
  const server = createServer((request, response) => void dispatch(platform.routes, request, response));
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    platform,
    desk,
    logged,
    async stop() {
      await platform.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Exact paths first, then the longest prefix. */
async function dispatch(
  routes: readonly HttpRoute[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const found = routes
    .filter((route) => route.method === request.method)
    .filter((route) => route.path === path || (route.path.endsWith('/') && path.startsWith(route.path)))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (found === undefined) response.writeHead(404).end();
  else await found.handle(request, response);
}
