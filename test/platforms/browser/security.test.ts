import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { actBody, ask, pageHeaders } from './ask.ts';
import { type Served, serveBrowser } from './serve.ts';

let served: Served;
beforeEach(async () => {
  served = await serveBrowser();
});
afterEach(() => served.stop());

const dataPaths = ['/desk/start', '/desk/state?as=maria', '/desk/events?as=maria'];
const said = { type: 'command', typed: 'hello' };
const post = (headers: Readonly<Record<string, string>>, body = actBody(said)) =>
  ask(served, '/desk/act', { method: 'POST', headers, body });

function expectSentence({ body }: { readonly body: string }): void {
  expect((JSON.parse(body) as { error: string }).error).toMatch(/^[A-Z][^<>]*\.$/);
}

describe('who is answered', () => {
  it.each([
    'evil.example',
    'desk.localhost',
    '127.0.0.1.evil.example',
    '127.0.0.1:1',
    '127.0.0.1',
    'localhost:',
    '[::1]',
  ])('not somebody who reached it by another name: Host %j', async (host) => {
    for (const path of ['/', '/desk/page.js', ...dataPaths]) {
      const answer = await ask(served, path, { headers: { host } });
      expect(answer.status).toBe(403);
      expectSentence(answer);
    }
  });

  it.each(['desk.localhost', '127.0.0.1.evil.example', '127.evil.example', '127.0.0.256', '127.1', '[::2]'])(
    'not by another name with its own port either: %s',
    async (name) => {
      const answer = await ask(served, '/desk/start', { headers: { host: `${name}:${served.port}` } });
      expect(answer.status).toBe(403);
      expectSentence(answer);
    },
  );

  it.each(['127.0.0.1', '127.0.0.2', '127.1.2.3', 'localhost', 'LOCALHOST', '[::1]'])(
    'this computer by its own name: %s',
    async (name) => {
      const answer = await ask(served, '/desk/start', { headers: { host: `${name}:${served.port}` } });
      expect(answer.status).toBe(200);
    },
  );

  it.each([
    'x-forwarded-for',
    'X-Forwarded-Anything',
    'X-Forwarded',
    'Forwarded',
    'Forwarded-For',
    'Via',
    'X-Via',
    'CDN-Loop',
    'X-Real-IP',
    'CF-Connecting-IP',
    'CF-Ray',
    'True-Client-IP',
    'Fastly-Client-IP',
    'Fly-Client-IP',
    'X-Cluster-Client-IP',
    'Client-IP',
    'X-Original-Host',
    'X-Original-URL',
    'X-Rewrite-URL',
    'X-Host',
    'X-ProxyUser-IP',
    'X-Envoy-External-Address',
    'X-Azure-ClientIP',
    'Tailscale-User-Login',
  ])('nobody behind a proxy: %s', async (header) => {
    for (const path of ['/', ...dataPaths]) {
      const answer = await ask(served, path, { headers: { [header]: '127.0.0.1' } });
      expect(answer.status).toBe(403);
      expectSentence(answer);
    }
    expect((await post({ ...pageHeaders(served), [header]: 'x' })).status).toBe(403);
    expect(served.desk.requests).toEqual([]);
  });

  it('a browser of this computer with everything that it sends', async () => {
    const headers = {
      accept: '*/*',
      'accept-encoding': 'gzip, deflate, br, zstd',
      'accept-language': 'en-GB,en;q=0.9',
      'cache-control': 'no-cache',
      connection: 'keep-alive',
      cookie: 'other=1',
      dnt: '1',
      pragma: 'no-cache',
      priority: 'u=1, i',
      'save-data': 'on',
      'sec-ch-ua-platform': '"Linux"',
      'sec-fetch-mode': 'cors',
      'sec-fetch-site': 'same-origin',
      'sec-gpc': '1',
      'upgrade-insecure-requests': '1',
      'user-agent': 'Mozilla/5.0',
      'x-client-data': 'CIa2yQE=',
    };
    expect((await ask(served, '/desk/start', { headers })).status).toBe(200);
  });

  it('the address that the start prints, when the server listens on another one of this computer', async () => {
    const open = await serveBrowser({}, { host: '127.0.0.2' });
    const answer = await ask(open, '/desk/start', {
      connectTo: '127.0.0.2',
      headers: { host: `127.0.0.2:${open.port}` },
    });
    await open.stop();
    expect(answer.status).toBe(200);
  });

  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)?.address;

  it.skipIf(outside === undefined)('no other computer, even where the server listens to them', async () => {
    const open = await serveBrowser({}, { host: '0.0.0.0' });
    const answer = await ask(open, '/desk/start', { connectTo: outside ?? '' });
    await open.stop();
    expect(answer.status).toBe(403);
    expectSentence(answer);
  });
});

describe('which page may ask', () => {
  it('only our own may post: no Origin, another one and another port are refused', async () => {
    const { origin, ...rest } = pageHeaders(served);
    for (const other of [
      undefined,
      'null',
      'http://evil.example',
      `${origin}0`,
      `https://127.0.0.1:${served.port}`,
    ]) {
      const answer = await post({ ...rest, ...(other === undefined ? {} : { origin: other }) });
      expect(answer.status).toBe(403);
      expectSentence(answer);
    }
    expect(served.desk.requests).toEqual([]);
    expect((await post(pageHeaders(served))).status).toBe(200);
  });

  it('only our own may read or listen', async () => {
    for (const path of dataPaths) {
      expect((await ask(served, path, { headers: { origin: 'http://evil.example' } })).status).toBe(403);
      expect((await ask(served, path, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    }
  });
});

describe('what is taken', () => {
  it('JSON only', async () => {
    expect((await post({ ...pageHeaders(served), 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(pageHeaders(served), '{')).status).toBe(400);
    expect((await post(pageHeaders(served), actBody({ type: 'dance' }))).status).toBe(400);
    expect((await post(pageHeaders(served), actBody(said, { standing: 'member' }))).status).toBe(400);
    expect((await post(pageHeaders(served), actBody({ type: 'pressed', data: { odd: 1 } }))).status).toBe(
      400,
    );
    expect(served.desk.requests).toEqual([]);
  });

  it('at most 256 KB, and 30,000 characters of any kind easily', async () => {
    const long = (length: number) => actBody({ type: 'command', typed: '語'.repeat(length) });
    const answer = await post(pageHeaders(served), long(100_000));
    expect(answer.status).toBe(413);
    expectSentence(answer);
    expect((await post(pageHeaders(served), long(30_000))).status).toBe(200);
    expect(served.desk.requests).toMatchObject([{ what: { words: '語'.repeat(30_000) } }]);
  });

  it('only people and conversations that there are', async () => {
    const refused: readonly Readonly<Record<string, string>>[] = [
      { as: 'nobody', place: 'person:nobody' },
      { as: 'nobody', place: 'channel:NOWHERE' },
      { as: 'maria', place: 'person:omar' },
      { as: 'maria', place: 'elsewhere' },
    ];
    const unread = { as: 'maria', place: 'channel:NOWHERE' };
    for (const changes of refused) {
      expect((await post(pageHeaders(served), actBody(said, changes))).status).toBe(403);
    }
    for (const changes of [...refused, unread, { ...unread, place: 'channel:' }]) {
      expect((await ask(served, `/desk/state?${new URLSearchParams(changes).toString()}`)).status).toBe(403);
    }
    expect((await ask(served, '/desk/events?as=maria,nobody')).status).toBe(403);
    expect(served.desk.requests).toEqual([]);
  });

  it('no path but those of the page', async () => {
    for (const path of [
      '/desk/../act.ts',
      '/desk/%2e%2e/act.ts',
      '/desk/constructor',
      '/desk/tsconfig.json',
      '/desk/',
    ]) {
      expect((await ask(served, path)).status).toBe(404);
    }
  });
});

describe('what goes out', () => {
  it('keeps everything of other sites and everything inline out of the page', async () => {
    for (const path of ['/', '/desk/page.js', '/desk/start', '/desk/nothing']) {
      const { headers } = await ask(served, path);
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self'/);
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it('lets no browser keep data', async () => {
    expect((await ask(served, '/desk/start')).headers['cache-control']).toBe('no-store');
    expect((await post(pageHeaders(served))).headers['cache-control']).toBe('no-store');
  });

  it('never shows what went wrong inside, and logs it', async () => {
    served.desk.history = () => Promise.reject(new Error('secret path /var/db'));
    const answer = await ask(served, '/desk/state?as=maria');
    expect(answer).toMatchObject({ status: 500, body: '{"error":"Something went wrong at the desk."}' });
    expect(served.logged.join()).toContain('secret path');
  });

  it('breaks off an answer that fails in the middle, so that the page does not take it for the whole', async () => {
    let fail = (_error: Error): void => {};
    const last = new Promise<never>((_resolve, reject) => {
      fail = reject;
    });
    served.desk.answerNext({ first: {}, last });
    const cut = expect(post(pageHeaders(served))).rejects.toThrow();
    await eventually('the desk to have it', () => served.desk.requests.length === 1);
    fail(new Error('broken'));
    await cut;
  });

  it('says so while the desk is not running', async () => {
    await served.platform.stop();
    expect((await ask(served, '/desk/start')).status).toBe(503);
    expect((await post(pageHeaders(served))).status).toBe(503);
    expect(served.platform.health().ready).toBe(false);
  });
});

describe('the one-time key', () => {
  beforeEach(async () => {
    await served.stop();
    served = await serveBrowser({ key: 'the-key' });
  });

  it('is needed for data, and the page can say that it is missing', async () => {
    for (const path of dataPaths) expect((await ask(served, path)).status).toBe(401);
    expect((await post(pageHeaders(served))).status).toBe(401);
    expect((await ask(served, '/')).status).toBe(200);
    expect((await ask(served, '/desk/words')).body).toContain('It works once');
  });

  it('is exchanged for a cookie that scripts and other sites never get, and leaves the address', async () => {
    const { status, headers } = await ask(served, '/?key=the-key&as=maria');
    expect({ status, location: headers.location }).toEqual({ status: 303, location: '/?as=maria' });
    expect(headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict$/);
    const cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    expect(cookie).not.toContain('the-key');
    expect((await ask(served, '/desk/start', { headers: { cookie } })).status).toBe(200);
    expect((await ask(served, '/desk/start', { headers: { cookie: `other=1; ${cookie}` } })).status).toBe(
      200,
    );
  });

  it('works once', async () => {
    await ask(served, '/?key=the-key');
    expect((await ask(served, '/?key=the-key')).headers['set-cookie']).toBeUndefined();
  });

  it('is not used up by somebody who guesses', async () => {
    expect((await ask(served, '/?key=wrong')).headers['set-cookie']).toBeUndefined();
    expect(
      (await ask(served, '/desk/start', { headers: { cookie: `deskbell-${served.port}=wrong` } })).status,
    ).toBe(401);
    expect((await ask(served, '/?key=the-key')).headers['set-cookie']).toHaveLength(1);
  });
});
