import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { WebClientOptions } from '@slack/web-api';
import { Agent, type Dispatcher, request } from 'undici';

type Fetch = NonNullable<WebClientOptions['fetch']>;

const unzip = promisify(gunzip);

/** Our own: what others set for the whole process is none of Slack's business. */
const dispatcher = new Agent();

/** The statuses that fetch itself would follow. */
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * As much of fetch as a WebClient uses: text is sent, nothing is followed, and an answer can be read once. The whole
 * of fetch builds streams and copies headers for each call, which takes longer than all the rest of sending a message.
 *
 * @throws Error when no answer begins or the signal comes first, when it points somewhere else, and for files
 */
export const lightFetch: Fetch = async (url, init = {}) => {
  const { method = 'GET', headers = {}, body = '', signal } = init;
  if (typeof body !== 'string') throw new TypeError('Only text can be sent; files cannot.');
  const asking = request(url, {
    dispatcher,
    method,
    headers: { ...headers, 'accept-encoding': 'gzip' },
    body,
    ...(signal === undefined ? {} : { signal }),
  });
  const response = await orCalledOff(asking, signal);
  const { statusCode: status, statusText } = response;
  const isRedirect = redirects.has(status);
  // What nobody reads must not hold up what the status says.
  if (isRedirect || status === 429) response.body.dump().catch(() => {});
  if (isRedirect) throw new TypeError(`unexpected redirect (${status})`);
  const given = new Map(
    Object.entries(response.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText,
    url: String(url),
    headers: {
      get: (name) => given.get(name.toLowerCase()) ?? null,
      entries: () => given.entries(),
    },
    text: () => textOf(response),
    json: async () => JSON.parse(await textOf(response)) as unknown,
    arrayBuffer: async () => new Uint8Array(await bytesOf(response)).buffer,
  };
};

function textOf(response: Dispatcher.ResponseData): Promise<string> {
  return isZipped(response)
    ? bytesOf(response).then((bytes) => new TextDecoder().decode(bytes))
    : response.body.text();
}

async function bytesOf(response: Dispatcher.ResponseData): Promise<Uint8Array> {
  const bytes = await response.body.arrayBuffer();
  return isZipped(response) ? unzip(bytes) : new Uint8Array(bytes);
}

function isZipped({ headers }: Dispatcher.ResponseData): boolean {
  return headers['content-encoding'] === 'gzip';
}

/** A request looks at its signal only when it is connected, and connecting can take longest of all. */
function orCalledOff<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const callOff = () => reject(signal.reason as Error);
    signal.addEventListener('abort', callOff, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', callOff));
  });
}
