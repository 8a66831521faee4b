import type { WebClientOptions } from '@slack/web-api';
import { request } from 'undici';

/**
 * What a WebClient needs of fetch. The whole of it builds streams, a signal and a copy of the headers for each call,
 * which takes longer than all the rest of sending a message.
 *
 * @throws Error when there is no answer, when it breaks off, or when it points somewhere else
 */
export const lightFetch: NonNullable<WebClientOptions['fetch']> = async (url, init = {}) => {
  const { method = 'GET', headers = {}, body = '', signal } = init;
  if (typeof body !== 'string') throw new TypeError('Only text can be sent; files cannot.');
  const response = await request(url, {
    method,
    headers,
    body,
    ...(signal === undefined ? {} : { signal }),
  });
  const { statusCode: status, statusText } = response;
  const text = await response.body.text();
  if (status >= 300 && status < 400) throw new TypeError(`unexpected redirect (${status})`);
  const entries = Object.entries(response.headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText,
    url: String(url),
    headers: {
      get: (name) => entries.find(([known]) => known === name.toLowerCase())?.[1] ?? null,
      entries: () => entries,
    },
    text: async () => text,
    json: async () => JSON.parse(text) as unknown,
    arrayBuffer: async () => new TextEncoder().encode(text).buffer,
  };
};
