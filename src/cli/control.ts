import { chmod, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { DeskError, toDeskError } from '../errors.ts';
import { controlPath } from './control-path.ts';

/** What a command has to say, and whether it went well. */
export interface CommandResult {
  readonly exitCode: 0 | 1;
  /** Sentences for the administrator. */
  readonly lines: readonly string[];
  /** They are what was asked for, whatever they say, and not why the command could not do it. */
  readonly isReport?: true | undefined;
}

/** What a running desk does for its administrator, by the command's word. */
export type ControlHandlers = Readonly<Record<string, (words: readonly string[]) => Promise<CommandResult>>>;

const request = z.strictObject({ command: z.string(), words: z.array(z.string()) });
const result = z.strictObject({
  exitCode: z.union([z.literal(0), z.literal(1)]),
  lines: z.array(z.string()),
  isReport: z.literal(true).optional(),
});

/**
 * Listens for `deskbell` commands of the same user on this machine, by a socket only they may open. The caller must
 * hold the database's lock: a socket left by a killed desk is replaced.
 *
 * @returns the function that stops it.
 */
export async function serveControl(
  databaseDirectory: string,
  handlers: ControlHandlers,
): Promise<() => Promise<void>> {
  const path = await controlPath(databaseDirectory);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // The command was interrupted: there is nobody left to tell.
    socket.on('error', () => socket.destroy());
    createInterface({ input: socket }).once('line', (line) => {
      void answer(line, handlers).then((given) => socket.end(`${JSON.stringify(given)}\n`));
    });
  });
  if (process.platform !== 'win32') await rm(path, { force: true });
  await listen(server, path);
  if (process.platform !== 'win32') await chmod(path, 0o600);
  return async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
}

/**
 * Gives a command to the desk that runs on this database; undefined when none does.
 *
 * @throws DeskError UNEXPECTED when the desk went away before it answered.
 */
export async function askControl(
  databaseDirectory: string,
  command: string,
  words: readonly string[] = [],
): Promise<CommandResult | undefined> {
  const socket = await connectTo(await controlPath(databaseDirectory));
  if (socket === undefined) return undefined;
  try {
    socket.write(`${JSON.stringify({ command, words })}\n`);
    let received = '';
    for await (const chunk of socket.setEncoding('utf8')) received += String(chunk);
    return result.parse(JSON.parse(received));
  } catch (cause) {
    throw new DeskError('UNEXPECTED', 'The running desk stopped before it answered. Look at its log.', {
      cause,
    });
  } finally {
    socket.destroy();
  }
}

async function answer(line: string, handlers: ControlHandlers): Promise<CommandResult> {
  try {
    const { command, words } = request.parse(JSON.parse(line));
    const handle = Object.hasOwn(handlers, command) ? handlers[command] : undefined;
    if (handle === undefined) return failure(`The running desk does not know "${command}".`);
    return await handle(words);
  } catch (thrown) {
    return failure(toDeskError(thrown).message);
  }
}

/** A command that failed, with the sentence that says why. */
export function failure(sentence: string): CommandResult {
  return { exitCode: 1, lines: [sentence] };
}

/** A command that did what it was asked to. */
export function success(...lines: readonly string[]): CommandResult {
  return { exitCode: 0, lines };
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

/** Undefined when nobody listens there: no desk, or only the socket of one that was killed. */
function connectTo(path: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTDIR') {
        resolve(undefined);
      } else
        reject(
          new DeskError('UNEXPECTED', `The running desk cannot be reached (${error.code}).`, {
            cause: error,
          }),
        );
    });
  });
}
