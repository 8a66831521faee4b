import type { IncomingMessage } from 'node:http';

/** What proxies, tunnels and content networks add to a request: theirs arrive from this computer too. */
const forwarding: readonly RegExp[] = [
  /^(?:x-)?(?:forwarded|via)(?:-|$)/,
  /^cdn-loop$/,
  // The address or name that was asked for before it came here.
  /^x-(?:original|rewrite|host)(?:-|$)/,
  /(?:^|-)(?:client|connecting|real|remote|src|proxyuser)-?ip$/,
  // Marks of single proxies and networks.
  /^(?:cf|fly|fastly|akamai|tailscale|ngrok)-/,
  /^x-(?:envoy|arr|azure|amz|amzn|appengine|vercel|nf)-/,
];

/** Whether something stands between this computer and whoever asks, as far as the headers tell. */
export function isForwarded({ headers }: IncomingMessage): boolean {
  return Object.keys(headers).some((header) => forwarding.some((pattern) => pattern.test(header)));
}
