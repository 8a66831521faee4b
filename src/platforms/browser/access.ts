import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Who may read the page's data. */
export interface Access {
  /** Whether the request carries the cookie that the key was exchanged for. Always, when no key is asked for. */
  allows(request: IncomingMessage): boolean;
  /** Takes the key once and gives the `Set-Cookie` value; undefined for a wrong or used key. */
  exchange(key: string, request: IncomingMessage): string | undefined;
}

/**
 * A one-time key: whoever opens the printed address first gets a cookie, and the address is worth nothing afterwards.
 * Kept in memory only, so a restart asks for a new one.
 */
export function createAccess(key: string | undefined): Access {
  if (key === undefined) return { allows: () => true, exchange: () => undefined };
  const ticket = randomBytes(32).toString('base64url');
  let used = false;
  return {
    allows: (request) => isSame(cookieOf(request) ?? '', ticket),
    exchange(given, request) {
      if (used || !isSame(given, key)) return undefined;
      used = true;
      return `${cookieName(request)}=${ticket}; Path=/; HttpOnly; SameSite=Strict`;
    },
  };
}

/** Cookies do not know ports: two desks on one computer need two names. */
function cookieName(request: IncomingMessage): string {
  return `deskbell-${request.socket.localPort}`;
}

function cookieOf(request: IncomingMessage): string | undefined {
  const prefix = `${cookieName(request)}=`;
  const found = request.headers.cookie?.split(/;\s*/).find((pair) => pair.startsWith(prefix));
  return found?.slice(prefix.length);
}

/** Compares digests, which have one length, in a time that tells nothing. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
