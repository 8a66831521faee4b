import { createServer } from 'node:http';
import type { Platform } from '../../src/platforms/platform.ts';
import { listen } from '../support/http.ts';

/** Serves a platform's routes, each at its exact path. */
export async function serveRoutes({ routes }: Platform): Promise<{
  readonly deskUrl: string;
  readonly stop: () => Promise<void>;
}> {
  const server = createServer((request, response) => {
    const route = routes.find((one) => one.method === request.method && one.path === request.url);
    if (route === undefined) response.writeHead(404).end();
    else void route.handle(request, response);
  });
  const { port, stop } = await listen(server);
  return { deskUrl: `http://127.0.0.1:${port}`, stop };
}
