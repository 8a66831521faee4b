import { connect, createServer } from 'node:net';

/** A socket's address holds 107 bytes on Linux; a longer one would be cut there. */
const longestPath = 100;

/**
 * Opens a socket that shows to every process of this machine, also to those of other containers, that this one runs: it
 * refuses them from the moment in which this process ends, however it ends. Never rejects: on a path or a drive that takes
 * no sockets there is none.
 *
 * @returns what closes and removes it
 */
export async function showLife(path: string): Promise<() => Promise<void>> {
  try {
    return await open(path);
  } catch {
    return async () => {};
  }
}

function open(path: string): Promise<() => Promise<void>> {
  // Whoever connects has learnt what they wanted to know.
  const server = createServer((socket) => socket.on('error', () => {}).destroy());
  return new Promise((resolve, reject) => {
    if (isTooLong(path)) throw new Error('A socket there would be at another path.');
    server.once('error', reject);
    // Another container may have another user, and to connect is to write.
    server.listen({ path, readableAll: true, writableAll: true }, () => {
      // A connection that cannot be taken says the same as one that is.
      server.on('error', () => {});
      server.unref();
      resolve(() => new Promise((closed) => server.close(() => closed())));
    });
  });
}

/** Whether the process that opened the socket at this path still runs. Where that cannot be asked it does not count. */
export function showsLife(path: string): Promise<boolean> {
  if (isTooLong(path)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    // Somebody listens who has no room for more, or to whom the system lets only their own container. Left alone, a socket
    // refuses.
    socket.once('error', ({ code = '' }: NodeJS.ErrnoException) =>
      resolve(['EAGAIN', 'EACCES', 'EPERM'].includes(code)),
    );
  });
}

function isTooLong(path: string): boolean {
  return Buffer.byteLength(path) > longestPath;
}
