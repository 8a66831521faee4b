import { type ChildProcess, spawn } from 'node:child_process';

/** A process that has said where it listens. */
export interface Program {
  readonly address: string;
  readonly process: ChildProcess;
  /** Asks it to stop and waits until it has. */
  stop(): Promise<void>;
  /** Kills it and waits until it is gone. */
  kill(): Promise<void>;
}

// A process that is stopped in the middle must not leave others behind, running or paused.
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/**
 * Starts a Node program and waits until it prints an address.
 *
 * @throws Error when it ends before that
 */
export function startProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Program> {
  return new Promise((resolve, reject) => {
    // Without the settings of whoever runs the bench.
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, args, {
      env: { PATH, HOME, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.add(child);
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    const end = (signal: NodeJS.Signals) => {
      child.kill(signal);
      return ended;
    };
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const address = /^.*\b(http:\/\/[\d.:]+)/m.exec(printed)?.[1];
      if (address === undefined) return;
      // What follows is its log, which only has to be taken away.
      child.stdout.removeAllListeners('data').resume();
      resolve({
        address,
        process: child,
        stop: () => end('SIGTERM'),
        kill: () => end('SIGKILL'),
      });
    });
    child.once('error', reject);
    void ended.then(() => reject(new Error(`${args.join(' ')} ended before it was ready:\n${printed}`)));
  });
}
