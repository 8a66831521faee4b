import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Clock } from '../../clock.ts';

/** In elapsed milliseconds, for finding the host, connecting and its certificate together. */
const connectMs = 10_000;

/**
 * Connects to the gateway and hangs up. No request is sent, not even one that ought to do nothing: to some gateways any
 * request is a message, and to others an unsigned one is an attack.
 *
 * @returns why that failed, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`
 */
export function webhookProblem(url: string, clock: Clock): Promise<string | undefined> {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const isTls = protocol === 'https:';
  return new Promise((resolve) => {
    const at = { host, port: port === '' ? (isTls ? 443 : 80) : Number(port) };
    const socket: Socket = isTls
      ? connectTls({ ...at, ...(isIP(host) === 0 ? { servername: host } : {}) })
      : connectPlain(at);
    const end = (problem: string | undefined) => {
      cancel();
      socket.destroy();
      resolve(problem);
    };
    const cancel = clock.after(connectMs, () => end('timeout'));
    socket.once(isTls ? 'secureConnect' : 'connect', () => end(undefined));
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? 'unexpected'));
  });
}
