import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Refusal } from './guard.ts';

/** Nothing from elsewhere, nothing inline; styles set by script are not inline. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const safeHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** Bytes of a body that the page may send. */
const bodyLimit = 256 * 1024;

/** Headers of an answer that holds data: never kept by the browser. */
export function dataHeaders(contentType: string): Record<string, string> {
  return { ...safeHeaders, 'cache-control': 'no-store', 'content-type': contentType };
}

/** Headers of a part of the page itself: asked for again each time, so that an update is seen at once. */
export function assetHeaders(contentType: string): Record<string, string> {
  return { ...safeHeaders, 'cache-control': 'no-cache', 'content-type': contentType };
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, dataHeaders('application/json; charset=utf-8'));
  response.end(JSON.stringify(body));
}

export function sendRefusal(response: ServerResponse, { status, sentence, reason }: Refusal): void {
  sendJson(response, status, { error: sentence, ...(reason === undefined ? {} : { reason }) });
}

/** Reads a JSON body of at most 256 KB, or says why not. */
export async function readJson(
  request: IncomingMessage,
): Promise<{ readonly body: unknown } | { readonly refusal: Refusal }> {
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? '')) {
    return {
      refusal: { status: 415, sentence: 'The page sends JSON, with the content type application/json.' },
    };
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What comes after the limit is read and dropped: an answer sent in mid-upload would not arrive.
    if (size <= bodyLimit) chunks.push(chunk);
  }
  if (size > bodyLimit) {
    return { refusal: { status: 413, sentence: 'That is too long. At most 256 KB can be sent at once.' } };
  }
  try {
    return { body: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { refusal: { status: 400, sentence: 'The body is not JSON.' } };
  }
}
