import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type Clock, createClock } from '../clock.ts';
import { DeskError, toDeskError } from '../errors.ts';
import { connectTo, type Door, isAnswered, openDoor } from './control-door.ts';
import { controlPath } from './control-path.ts';
import { watchForSilence } from './control-silence.ts';

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

/** The socket lies in a folder that others may remove while the desk runs. A look costs next to nothing. */
const lookMs = 10_000;

export interface ControlOptions {
  readonly clock: Pick<Clock, 'after'>;
  /** Told in a sentence that commands cannot reach the desk; while they cannot, once. */
  readonly warn: (sentence: string) => void;
}

/**
 * Listens for `deskbell` commands of the same user on this machine, by a socket only they may open. The caller must
 * hold the database's lock: a socket left by a killed desk is replaced. One that is removed later, or left by a desk
 * that had taken the place and is gone, is made again; one at which another desk listens is left to that. Where none can
 * be made, as on a drive that takes no sockets, it warns and goes on trying.
 *
 * @returns the function that stops it.
 */
export async function serveControl(
  databaseDirectory: string,
  handlers: ControlHandlers,
  { clock, warn }: ControlOptions,
): Promise<() => Promise<void>> {
  let door: Door | undefined;
  let isWarned = false;
  let isStopped = false;
  let looking = warned(open);
  await looking;
  let cancel = later();

  function take(socket: Socket): void {
    const lines = createInterface({ input: socket });
    lines.once('line', (line) => {
      void answer(line, handlers).then((given) => socket.end(`${JSON.stringify(given)}\n`));
    });
    // It throws the socket's errors anew, which the door sees to: unheard, a command that is interrupted ends the desk.
    lines.on('error', () => {});
  }

  function failed(reason: string): void {
    warn(`A command could not come in to this desk: ${reason}.`);
  }

  function later(): () => void {
    return clock.after(lookMs, () => {
      looking = warned(look).then(() => {
        if (!isStopped) cancel = later();
      });
    });
  }

  async function look(): Promise<void> {
    if (await door?.isThere()) return;
    if (!(await isAnswered(await controlPath(databaseDirectory)))) await open();
  }

  async function open(): Promise<void> {
    // Where the socket is not in the database's folder, its own may be gone too.
    const next = await openDoor(await controlPath(databaseDirectory), take, failed);
    await door?.close();
    door = next;
    isWarned = false;
  }

  async function warned(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      if (isWarned) return;
      isWarned = true;
      const reason = toDeskError(thrown).message.replace(/\.$/, '');
      warn(
        `Commands such as backup do not reach this desk: ${reason}. It goes on trying. Until then they work while the ` +
          'desk is stopped.',
      );
    }
  }

  return async () => {
    isStopped = true;
    cancel();
    await looking;
    await door?.close();
  };
}

/**
 * Gives a command to the desk that runs on this database; undefined when none does.
 *
 * @param clock measures for how long a desk that takes no commands is waited for
 * @throws DeskError UNEXPECTED when the desk went away before it answered, or takes no commands.
 */
export async function askControl(
  databaseDirectory: string,
  command: string,
  words: readonly string[] = [],
  clock: Pick<Clock, 'after'> = createClock(),
): Promise<CommandResult | undefined> {
  const path = await controlPath(databaseDirectory);
  const socket = await connectTo(path);
  if (socket === undefined) return undefined;
  let isSilent = false;
  const endWatch = watchForSilence(path, clock, () => {
    isSilent = true;
    socket.destroy();
  });
  try {
    socket.write(`${JSON.stringify({ command, words })}\n`);
    let received = '';
    for await (const chunk of socket.setEncoding('utf8')) received += String(chunk);
    return result.parse(JSON.parse(received));
  } catch (cause) {
    throw new DeskError('UNEXPECTED', isSilent ? silent : stopped, { cause });
  } finally {
    endWatch();
    socket.destroy();
  }
}

const stopped = 'The running desk stopped before it answered. Look at its log.';
const silent =
  'The running desk has not answered for 30 seconds, so it is halted or stuck. Look at its log, and stop it if it stays ' +
  'so. If it goes on, it may still do what it was told.';

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
