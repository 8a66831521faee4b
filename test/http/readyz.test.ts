import { Server } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createHttpServer, type Health } from '../../src/http/server.ts';

async function serve(health: () => readonly Health[]) {
  const log = { error() {} };
  const server = await createHttpServer({ host: '127.0.0.1', port: 0, routes: [], health, log });
  onTestFinished(() => server.close());
  return async (path: string) => {
    const response = await fetch(`${server.address}${path}`);
    return { status: response.status, text: await response.text() };
  };
}

describe('GET /readyz', () => {
  it('is 503 with the part and its reason as soon as one that matters is not ready', async () => {
    let isReady = true;
    const get = await serve(() => [
      { part: 'store', ready: true },
      { part: 'slack', ready: isReady, ...(isReady ? {} : { reason: 'It is away.' }) },
    ]);
    expect(await get('/readyz')).toEqual({ status: 200, text: 'store: ready\nslack: ready\n' });
    isReady = false;
    expect(await get('/readyz')).toEqual({
      status: 503,
      text: 'store: ready\nslack: not ready. It is away.\n',
    });
  });

  it('names a part that the desk works without, and stays 200', async () => {
    const get = await serve(() => [
      { part: 'store', ready: true },
      { part: 'email', ready: false, optional: true, reason: 'The last 3 tries have failed.' },
    ]);
    expect(await get('/readyz')).toEqual({
      status: 200,
      text: 'store: ready\nemail: not ready (the desk works without it). The last 3 tries have failed.\n',
    });
  });
});

it('goes on when a connection cannot be taken, and the log says why', async () => {
  const listening = vi.spyOn(Server.prototype, 'listen');
  onTestFinished(() => listening.mockRestore());
  const logged: object[] = [];
  const log = { error: (fields: object) => void logged.push(fields) };
  const server = await createHttpServer({ host: '127.0.0.1', port: 0, routes: [], health: () => [], log });
  onTestFinished(() => server.close());
  const [listener] = listening.mock.contexts as Server[];
  listener?.emit('error', new Error('accept ENOBUFS'));
  expect(logged).toEqual([{ reason: 'accept ENOBUFS' }]);
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
});

describe('GET /healthz', () => {
  it('says that the process lives, whatever is not ready', async () => {
    const get = await serve(() => [{ part: 'store', ready: false, reason: 'The disk is full.' }]);
    expect(await get('/healthz')).toEqual({ status: 200, text: 'alive\n' });
  });
});
