import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
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
        response.writeHead(429, { 'Retry-After': '30', 'X-OAuth-Scopes': 'chat:write' });
        response.end(JSON.stringify({ method: request.method, type: request.headers['content-type'], body }));
      });
    });
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const response = await lightFetch(url, { method: 'POST', headers, body: 'text=%C3%A9t%C3%A9' });
    expect(response).toMatchObject({ ok: false, status: 429, statusText: 'Too Many Requests', url });
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
    expect(await response.text()).toBe(JSON.stringify(answer));
    expect(Buffer.from(await response.arrayBuffer()).toString()).toBe(JSON.stringify(answer));
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

  it('fails when the answer breaks off, and when it is called off', async () => {
    const broken = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('{"ok":', () => response.destroy());
    });
    await expect(lightFetch(broken, { method: 'POST', body: 'a=1' })).rejects.toThrow();
    const silent = await serve(() => {});
    const signal = AbortSignal.abort(new DOMException('It took too long.', 'TimeoutError'));
    await expect(lightFetch(silent, { method: 'POST', body: 'a=1', signal })).rejects.toThrow('too long');
  });

  it('sends no files', async () => {
    const url = await serve((_request, response) => response.end('{}'));
    await expect(lightFetch(url, { method: 'POST', body: new FormData() })).rejects.toThrow('files');
  });
});
