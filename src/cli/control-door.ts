import { chmod, lstat, rename, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { DeskError } from '../errors.ts';

/** A place where commands come in, at a path that others may remove or take. */
export interface Door {
  /** Whether the path still leads here. */
  isThere(): Promise<boolean>;
  /** Whoever has taken the path keeps it. */
  close(): Promise<void>;
}

/**
 * Listens at the path for this user alone. Whatever lies there is replaced.
 *
 * @param path a socket's, or on Windows a named pipe's, which nobody can remove or take
 * @param failed told why a command could not come in
 */
export async function openDoor(
  path: string,
  take: (socket: Socket) => void,
  failed: (reason: string) => void,
): Promise<Door> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // The command was interrupted: there is nobody left to tell.
    socket.on('error', () => socket.destroy());
    take(socket);
  });
  const isPipe = process.platform === 'win32';
  const isThere = isPipe ? await listenAtPipe(server, path) : await listenAtSocket(server, path);
  // Unheard, a connection that cannot be taken would end the desk.
  server.on('error', ({ message }) => failed(message));
  return {
    isThere,
    async close() {
      // Before the end, while no other file can have got this one's number.
      if (!isPipe && (await isThere())) await rm(path, { force: true });
      await end(server, sockets);
    },
  };
}

/** Undefined when nobody listens there: no desk, or only the socket of one that was killed. */
export function connectTo(path: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTDIR') {
        resolve(undefined);
      } else {
        reject(new DeskError('UNEXPECTED', refusal(path, error.code), { cause: error }));
      }
    });
  });
}

function refusal(path: string, code: string | undefined): string {
  if (code === 'EACCES' || code === 'EPERM') {
    return `This user may not look for a running desk at ${path} (${code}). Run this as the desk's user.`;
  }
  return `The running desk cannot be reached at ${path} (${code}).`;
}

/** Whether a desk listens at the path, whichever it is. */
export async function isAnswered(path: string): Promise<boolean> {
  const socket = await connectTo(path);
  socket?.destroy();
  return socket !== undefined;
}

async function listenAtPipe(server: Server, path: string): Promise<Door['isThere']> {
  await listen(server, path);
  return async () => true;
}

async function listenAtSocket(server: Server, path: string): Promise<Door['isThere']> {
  // A server that is closed removes the name by which it was opened, whoever has that name by then: so it is opened by
  // one that is nobody else's. That also makes it whole before anybody can find it.
  const opened = `${path}.${process.pid.toString(36)}`;
  await rm(opened, { force: true });
  await listen(server, opened);
  try {
    await chmod(opened, 0o600);
    const own = await lstat(opened);
    await rename(opened, path);
    return async () => {
      const found = await lstat(path).catch(() => undefined);
      return found?.ino === own.ino && found.dev === own.dev;
    };
  } catch (error) {
    server.close();
    throw error;
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function end(server: Server, sockets: Iterable<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets) socket.destroy();
  await closed;
}
