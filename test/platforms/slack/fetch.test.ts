import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createPeer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lightFetch } from '../../../src/platforms/slack/fetch.ts';

/** A server on loopback; gives its address. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/chat.postMessage`;
}

describe('What a WebClient calls Slack with', () => {
  it('sends what it is given, and gives the answer with its headers in any case', async () => {
    const url = await serve((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      request.on('end', () => {
        response.writeHead(503, { 'Retry-After': '30', 'X-OAuth-Scopes': 'chat:write' });
        response.end(JSON.stringify({ method: request.method, type: request.headers['content-type'], body }));
      });
    });
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const response = await lightFetch(url, { method: 'POST', headers, body: 'text=%C3%A9t%C3%A9' });
    expect(response).toMatchObject({ ok: false, status: 503, statusText: 'Service Unavailable', url });
    expect(response.headers.get('Retry-After')).toBe('30');
    expect(response.headers.get('x-oauth-scopes')).toBe('chat:write');
    expect(response.headers.get('x-request-id')).toBeNull();
    expect([...response.headers.entries()]).toContainEqual(['retry-after', '30']);
    const answer = {
      method: 'POST',
      type: 'application/x-www-form-urlencoded',
      body: 'text=%C3%A9t%C3%A9',
    };
    expect(await response.json()).toStrictEqual(answer);
  });

  it('follows nobody who points somewhere else: the token stays here', async () => {
    const asked: string[] = [];
    const elsewhere = await serve((request, response) => {
      asked.push(String(request.headers.authorization));
      response.end('{"ok":true}');
    });
    const url = await serve((_request, response) => {
      response.writeHead(307, { Location: elsewhere }).end();
    });
    const headers = { Authorization: 'Bearer xoxb-secret' };
    await expect(lightFetch(url, { method: 'POST', headers, body: '' })).rejects.toThrow('redirect');
    expect(asked).toStrictEqual([]);
  });

  it('reads what comes zipped', async () => {
    const url = await serve((request, response) => {
      const answer = JSON.stringify({ accepts: request.headers['accept-encoding'], who: 'Zoë' });
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(answer));
    });
    const ask = () => lightFetch(url, { method: 'POST', body: 'a=1' });
    expect(await (await ask()).json()).toStrictEqual({ accepts: 'gzip', who: 'Zoë' });
    expect(Buffer.from(await (await ask()).arrayBuffer()).toString()).toContain('Zoë');
  });

  it('knows at once how long to wait, also when the words of the refusal never come', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(429, { 'Retry-After': '7', 'Content-Length': '1000' });
      response.write('{');
    });
    const signal = AbortSignal.timeout(60_000);
    const response = await lightFetch(url, { method: 'POST', body: 'a=1', signal });
    expect([response.status, response.headers.get('retry-after')]).toStrictEqual([429, '7']);
  });

  it('fails when the answer breaks off', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('{"ok":', () => response.destroy());
    });
    const response = await lightFetch(url, { method: 'POST', body: 'a=1' });
    await expect(response.text()).rejects.toThrow();
  });

  it('is called off in time, whether nobody answers or nobody can be reached', async () => {
    const silent = await serve(() => {});
    // It takes the connection and never says who it is.
    const peer = createPeer((socket) => onTestFinished(() => void socket.destroy()));
    onTestFinished(() => void peer.close());
    await new Promise<void>((listening) => {
      peer.listen(0, '127.0.0.1', listening);
    });
    const unreached = `https://127.0.0.1:${(peer.address() as AddressInfo).port}/api/views.open`;
    for (const url of [silent, unreached]) {
      const began = performance.now();
      const signal = AbortSignal.timeout(200);
      await expect(lightFetch(url, { method: 'POST', body: 'a=1', signal })).rejects.toMatchObject({
        name: 'TimeoutError',
      });
      expect(performance.now() - began).toBeLessThan(10_000);
    }
  });

  it('sends no files', async () => {
    const url = await serve((_request, response) => response.end('{}'));
    await expect(lightFetch(url, { method: 'POST', body: new FormData() })).rejects.toThrow('files');
  });
});
