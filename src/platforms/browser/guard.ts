import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../../loopback.ts';
import { isForwarded } from '../shared/forwarded.ts';

/** Why a request is not answered. The sentence says what to do; it never repeats what was sent. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 413 | 415;
  readonly sentence: string;
  /** `gone`: whom the page acts as is not here any more, which it says in its own words. */
  readonly reason?: 'gone';
}

/**
 * The page lets whoever opens it act as anybody, so it answers this machine's own browser and nobody else: no other
 * computer, no proxy in between, and no page of another site (a name that resolves to 127.0.0.1 has the wrong Host).
 */
export function refusalOf(request: IncomingMessage): Refusal | undefined {
  // A server that listens by IPv6 as well sees an IPv4 address behind this prefix.
  if (!isLoopback(request.socket.remoteAddress?.replace('::ffff:', '') ?? '')) {
    return refuse('The built-in page answers only the computer that it runs on.');
  }
  if (isForwarded(request)) {
    return refuse(
      'The built-in page cannot be used through a proxy. Open it on the computer that it runs on.',
    );
  }
  if (!isOwnHost(request)) {
    return refuse(
      'The built-in page answers only to addresses of its own computer, such as 127.0.0.1 and localhost, with its own port.',
    );
  }
  return undefined;
}

/** Whether another site's page may be behind the request. Browsers leave `Origin` out of plain reads of their own site. */
export function foreignOriginRefusal(
  request: IncomingMessage,
  options: { readonly originNeeded: boolean },
): Refusal | undefined {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const ownOrigin =
    origin === undefined ? !options.originNeeded : origin === `http://${request.headers.host}`;
  if (ownOrigin && (site === undefined || site === 'same-origin' || site === 'none')) return undefined;
  return refuse('Only the built-in page itself may ask for this.');
}

function isOwnHost(request: IncomingMessage): boolean {
  const match = /^(?<name>[a-z0-9.]+|\[[0-9a-f:]+\])(?::(?<port>\d+))?$/i.exec(request.headers.host ?? '');
  const name = match?.groups?.name ?? '';
  const port = Number(match?.groups?.port ?? 80);
  return isLoopback(name) && port === request.socket.localPort;
}

function refuse(sentence: string): Refusal {
  return { status: 403, sentence };
}
