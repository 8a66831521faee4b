import { type ChildProcess, spawn } from 'node:child_process';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The real program in a process of its own, as the shell that started it sees it. */
export interface Program {
  readonly pid: number;
  /** When it was started, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Waits for the line that says where it is. @throws Error when it ends before, with what it said. */
  address(): Promise<string>;
  /** Everything that it wrote so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves when it is gone and all of its output has been read. */
  readonly exited: Promise<Exit>;
  /** Asks it to stop (SIGTERM) and waits until it has. */
  stop(): Promise<Exit>;
  /** Kills it with -9 and waits until it is gone. */
  kill(): Promise<void>;
  /** Only sends the signal. */
  signal(name: NodeJS.Signals): void;
}

const ready = /^Deskbell is ready: (\S+)$/m;

/**
 * Starts the program with these settings and no others: what is set in the shell that runs the tests does not count.
 *
 * @param main of `compileProgram`.
 */
export function startProgram(main: string, settings: Readonly<Record<string, string>>): Program {
  return watchProgram(
    spawn(process.execPath, [main], { env: environmentOf(settings), stdio: ['ignore', 'pipe', 'pipe'] }),
  );
}

/** The settings of a program, with those that every test wants. */
export function environmentOf(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'warn', ...settings };
}

/** Follows a program that was just spawned with its output piped. */
export function watchProgram(child: ChildProcess): Program {
  const startedAt = Date.now();
  let stdout = '';
  let stderr = '';
  let gone = false;
  let found = (_address: string) => {};
  const address = new Promise<string>((resolve) => {
    found = resolve;
  });
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    const at = ready.exec(stdout)?.[1];
    if (at !== undefined) found(at);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exited = new Promise<Exit>((resolve) => {
    child.on('close', (code, signal) => {
      gone = true;
      resolve({ code, signal });
    });
  });
  const failed = exited.then((exit): never => {
    throw new Error(`The program ended (${exit.code ?? exit.signal}) and said:\n${stdout}${stderr}`);
  });
  // Whoever does not ask for the address does not want to hear of this.
  failed.catch(() => {});

  return {
    pid: child.pid as number,
    startedAt,
    address: () => Promise.race([address, failed]),
    stdout: () => stdout,
    stderr: () => stderr,
    exited,
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
    async kill() {
      if (!gone) child.kill('SIGKILL');
      await exited;
    },
    signal: (name) => void child.kill(name),
  };
}
