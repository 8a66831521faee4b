import { createHmac } from 'node:crypto';

/**
 * The headers by which the gateway can tell that a call is ours and not a recorded one: an HMAC-SHA256, keyed with the
 * shared secret, of the timestamp, a dot and the body.
 *
 * @param seconds Unix time
 */
export function signatureHeaders(
  body: string,
  secret: string,
  seconds: number,
): Readonly<Record<string, string>> {
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return { 'X-Deskbell-Timestamp': String(seconds), 'X-Deskbell-Signature': `v1=${signature}` };
}
