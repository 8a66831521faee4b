import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { globalAgent } from 'node:https';
import { rootCertificates } from 'node:tls';

/** A certificate of its own authority, with its key, as PEM texts. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

let made: Certificate | undefined;

/**
 * A certificate for `localhost` and `127.0.0.1`, made once per process and trusted by what uses the process's own
 * https agent, as MSAL does. It is never on disk with its key, so that nothing can be signed with it elsewhere.
 */
export function trustedCertificate(): Certificate {
  if (made !== undefined) return made;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  made = {
    certificate: toPem('CERTIFICATE', selfSigned(publicKey, privateKey)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  const trusted = globalAgent.options.ca ?? [...rootCertificates];
  globalAgent.options.ca = [trusted, made.certificate].flat();
  return made;
}

/** ASN.1 tags, as in X.690. */
const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  time: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;
/** Encoded object identifiers. */
const oid = {
  ecdsaWithSha256: Buffer.from('2a8648ce3d040302', 'hex'),
  commonName: Buffer.from('550403', 'hex'),
  subjectAltName: Buffer.from('551d11', 'hex'),
  basicConstraints: Buffer.from('551d13', 'hex'),
} as const;

/** An X.509 certificate (RFC 5280), in DER. */
function selfSigned(publicKey: KeyObject, privateKey: KeyObject): Buffer {
  const algorithm = der(tag.sequence, der(tag.oid, oid.ecdsaWithSha256));
  const name = der(
    tag.sequence,
    der(tag.set, der(tag.sequence, der(tag.oid, oid.commonName), der(tag.utf8, Buffer.from('stand-in')))),
  );
  const names = der(
    tag.sequence,
    der(0x82, Buffer.from('localhost')),
    der(0x87, Buffer.from([127, 0, 0, 1])),
  );
  const authority = der(tag.sequence, der(tag.boolean, Buffer.from([0xff])));
  const extensions = der(
    tag.sequence,
    der(tag.sequence, der(tag.oid, oid.subjectAltName), der(tag.octets, names)),
    der(tag.sequence, der(tag.oid, oid.basicConstraints), der(tag.octets, authority)),
  );
  const body = der(
    tag.sequence,
    der(0xa0, der(tag.integer, Buffer.from([2]))),
    der(tag.integer, Buffer.concat([Buffer.from([0x01]), randomBytes(8)])),
    algorithm,
    name,
    der(
      tag.sequence,
      der(tag.time, Buffer.from('200101000000Z')),
      der(tag.time, Buffer.from('491231235959Z')),
    ),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = sign('sha256', body, privateKey);
  return der(tag.sequence, body, algorithm, der(tag.bitString, Buffer.concat([Buffer.from([0]), signature])));
}

function der(tagByte: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const header =
    length < 128
      ? [tagByte, length]
      : length < 256
        ? [tagByte, 0x81, length]
        : [tagByte, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(header), content]);
}

function toPem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
