import type { IncomingMessage } from 'node:http';

/**
 * The whole body; undefined when it has more bytes than that, and then the rest is not read: the connection cannot be
 * used again. Rejects when the connection breaks off.
 */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('error', reject);
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= limitBytes) return;
      request.pause();
      resolve(undefined);
    });
  });
}
