import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Json } from './json.ts';

/** How a token differs from one that the Bot Framework would send. */
export interface TokenOptions {
  /** Over the usual claims; one that is `undefined` is left out. Times in seconds since 1970. */
  readonly claims?: Json;
  /** Over the usual header, such as `{ alg: 'HS256' }`; what is signed stays RS256. */
  readonly header?: Json;
  /** `unknown`: a key that the key set does not hold; `unendorsed`: one that is not for Teams. */
  readonly key?: 'known' | 'unknown' | 'unendorsed';
  /** `tampered`: the claims were changed after signing; `none`: nothing is signed, and the header says so. */
  readonly signature?: 'tampered' | 'none';
}

interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const keys = new Map<string, SigningKey>();

/** The same in a whole process: the SDK keeps the keys of an address for a day, and a port can come again. */
function keyOf(name: 'known' | 'unknown' | 'unendorsed'): SigningKey {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const made = { id: `${name}-key`, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
  keys.set(name, made);
  return made;
}

/** The key set that the metadata points to. */
export function publicKeys(): Json {
  return {
    keys: [
      { ...publicKey('known'), endorsements: ['msteams', 'webchat', 'directline'] },
      { ...publicKey('unendorsed'), endorsements: ['webchat'] },
    ],
  };
}

function publicKey(name: 'known' | 'unendorsed'): Json {
  const { id, publicKey: key } = keyOf(name);
  return { ...key.export({ format: 'jwk' }), use: 'sig', kid: id, x5t: id };
}

/** A real signed token, as the Bot Framework puts it beside every activity. */
export function signToken(usual: Json, options: TokenOptions = {}): string {
  const key = keyOf(options.key ?? 'known');
  const none = options.signature === 'none';
  const header = {
    alg: none ? 'none' : 'RS256',
    kid: key.id,
    x5t: key.id,
    typ: 'JWT',
    ...options.header,
  };
  const claims = { ...usual, ...options.claims };
  const content = `${encode(header)}.${encode(claims)}`;
  if (none) return `${content}.`;
  const signature = sign('sha256', Buffer.from(content), key.privateKey).toString('base64url');
  if (options.signature !== 'tampered') return `${content}.${signature}`;
  return `${encode(header)}.${encode({ ...claims, tampered: true })}.${signature}`;
}

function encode(part: Json): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
