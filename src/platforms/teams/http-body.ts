import type { IncomingMessage } from 'node:http';

/** Activities with a quoted message are the largest, far below. */
export const bodyLimitBytes = 1024 * 1024;

/** The whole body; undefined when it is too large. Rejects when the connection breaks off. */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > bodyLimitBytes) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('error', reject);
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= bodyLimitBytes) return;
      request.pause();
      resolve(undefined);
    });
  });
}
