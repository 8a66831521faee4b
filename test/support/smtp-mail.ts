/** A mail as its reader sees it. */
export interface ReceivedMail {
  /** The recipients of the envelope. */
  readonly to: readonly string[];
  /** By name in lower case; each value with its encoded words decoded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly subject: string;
  readonly text: string;
  readonly raw: string;
}

/** Reads a mail of one plain text part. @throws Error when it is anything else. */
export function parseMail(raw: string, to: readonly string[]): ReceivedMail {
  const end = raw.indexOf('\r\n\r\n');
  const headers = new Map<string, string>();
  for (const line of raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (headers.has(name)) throw new Error(`The mail has two headers ${name}.`);
    headers.set(name, decodeWords(line.slice(colon + 1).trim()));
  }
  const type = headers.get('content-type') ?? '';
  if (!type.startsWith('text/plain')) throw new Error(`The mail is ${type}.`);
  const body = raw.slice(end + 4);
  const text = decodeBody(body, headers.get('content-transfer-encoding') ?? '7bit').replaceAll('\r\n', '\n');
  return { to, headers, subject: headers.get('subject') ?? '', text, raw };
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding === 'quoted-printable') return decodeQuoted(body.replaceAll('=\r\n', ''));
  return body;
}

/** RFC 2047: `=?UTF-8?Q?…?=`; the blank between two of them is not part of the text. */
function decodeWords(value: string): string {
  return value
    .replaceAll(/(=\?utf-8\?[qb]\?[^?]*\?=)\s+(?==\?utf-8\?)/gi, '$1')
    .replaceAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_word, how: string, coded: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(coded, 'base64').toString('utf8')
        : decodeQuoted(coded.replaceAll('_', ' ')),
    );
}

function decodeQuoted(coded: string): string {
  const bytes = coded.replaceAll(/=([\dA-F]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
