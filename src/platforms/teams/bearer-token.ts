import { constants, verify } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from '../../time.ts';
import { parseJson } from '../shared/parse-json.ts';

const headerSchema = z.object({ alg: z.enum(['RS256', 'RS384', 'RS512']), kid: z.string() });
const claimsSchema = z.object({ iss: z.string(), exp: z.number(), nbf: z.number().optional() });

/** Microsoft's clocks and ours may differ; the SDK allows as much. */
const toleranceSeconds = 5 * 60;

/** A token as it came, taken apart; nothing in it is believed yet. */
export interface BearerToken {
  readonly header: z.infer<typeof headerSchema>;
  readonly claims: z.infer<typeof claimsSchema>;
  /** What the signature is of. */
  readonly content: string;
  readonly signature: Buffer;
}

/** A key of Microsoft's, with the channels that it may sign for. */
export interface SigningKey {
  /** PEM */
  readonly key: string;
  readonly endorsements?: string[];
}

/** The token of an `Authorization` header, or what is wrong with it. */
export function readBearerToken(authorization: string): BearerToken | string {
  const [, head, body, signature] = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization) ?? [];
  if (head === undefined || body === undefined || signature === undefined) return 'no token';
  const header = headerSchema.safeParse(decode(head)).data;
  if (header === undefined) return 'not signed by a known method';
  const claims = claimsSchema.safeParse(decode(body)).data;
  if (claims === undefined) return 'no issuer or no end';
  const content = `${head}.${body}`;
  return { header, claims, content, signature: Buffer.from(signature, 'base64url') };
}

/** Why a token was not signed with this key for this channel and this moment; undefined when it was. */
export function signatureProblem(
  { header, claims, content, signature }: BearerToken,
  { key, endorsements }: SigningKey,
  channel: string,
  now: Instant,
): string | undefined {
  const hash = `sha${header.alg.slice(2)}`;
  const padding = constants.RSA_PKCS1_PADDING;
  if (!verify(hash, Buffer.from(content), { key, padding }, signature)) return 'a bad signature';
  const seconds = Date.parse(now) / 1000;
  if (claims.exp + toleranceSeconds <= seconds) return 'has ended';
  if (claims.nbf !== undefined && claims.nbf - toleranceSeconds > seconds) return 'not valid yet';
  return endorsements?.includes(channel) ? undefined : 'a key for another channel';
}

function decode(part: string): unknown {
  return parseJson(Buffer.from(part, 'base64url').toString('utf8'));
}
