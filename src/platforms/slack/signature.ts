import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

/** Slack's own rule for the past. It has none for the future, which would let a captured request be kept for later. */
const toleranceSeconds = 300;

export interface SignedRequest {
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  readonly body: Buffer;
}

/** Why the request is not Slack's, for the log; undefined when it is. */
export function signatureProblem(
  request: SignedRequest,
  signingSecret: string,
  nowMs: number,
): string | undefined {
  const { timestamp, signature, body } = request;
  if (timestamp === undefined || signature === undefined) return 'the signature is missing';
  if (!/^\d{1,12}$/.test(timestamp)) return 'the timestamp is not a number';
  const ageSeconds = nowMs / 1000 - Number(timestamp);
  if (ageSeconds > toleranceSeconds) return 'the request is older than five minutes';
  if (ageSeconds < -toleranceSeconds)
    return 'the request is from the future: check the clock of this machine';
  const expected = Buffer.from(signBody(body, timestamp, signingSecret));
  const given = Buffer.from(signature);
  const same = given.length === expected.length && timingSafeEqual(given, expected);
  return same ? undefined : 'the signature does not match SLACK_SIGNING_SECRET';
}

/** Slack's `v0` signature of a request body. */
export function signBody(body: Buffer | string, timestamp: string, signingSecret: string): string {
  return `v0=${createHmac('sha256', keyOf(signingSecret)).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}

let lastKey: { readonly secret: string; readonly key: KeyObject } | undefined;

/** Made once: a process has one secret. */
function keyOf(secret: string): KeyObject {
  if (lastKey?.secret !== secret) lastKey = { secret, key: createSecretKey(secret, 'utf8') };
  return lastKey.key;
}
