import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { eventually } from '../../support/eventually.ts';

/** A process has to start, on a machine that runs other tests too. */
export const PATIENCE_MS = 30_000;

export interface ChildOptions {
  readonly directory: string;
  readonly writers: number;
  readonly snapshotAfterBytes: number;
}

/** A process that writes to a store, as its parent sees it. */
export interface WritingProcess {
  readonly pid: number;
  /** How far each writer got, as far as it was confirmed. */
  readonly confirmed: ReadonlyMap<string, number>;
  /** How far each writer was when the process opened the database. */
  readonly found: ReadonlyMap<string, number>;
  /** How many steps were confirmed and refused so far. */
  readonly counts: { readonly confirmed: number; readonly refused: number };
  /** Its other lines. */
  readonly lines: readonly string[];
  /** Waits until it has opened the store or said why not; gives that line. */
  ready(): Promise<string>;
  /** Kills it with -9 and waits until it is gone and everything that it said has been read. */
  kill(): Promise<void>;
}

/** At every tenth step a writer deletes its notes. */
export function isNoteThere(count: number): boolean {
  return count % 10 !== 0;
}

/** Starts `child.ts`; it ends with the test at the latest. */
export function startChild(options: ChildOptions): WritingProcess {
  const script = fileURLToPath(new URL('./child.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const confirmed = new Map<string, number>();
  const found = new Map<string, number>();
  const counts = { confirmed: 0, refused: 0 };
  const lines: string[] = [];
  let closed = false;
  const output = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  output.on('line', (line) => {
    const [word, writer, count] = line.split(' ');
    if (word === 'ok') {
      confirmed.set(writer as string, Number(count));
      counts.confirmed += 1;
    } else if (word === 'found') {
      found.set(writer as string, Number(count));
    } else if (word === 'refused') {
      counts.refused += 1;
    } else {
      lines.push(line);
    }
  });
  child.on('close', () => {
    closed = true;
  });

  const kill = async () => {
    child.kill('SIGKILL');
    await eventually('the end of the process', () => closed, PATIENCE_MS);
  };
  onTestFinished(kill);
  return {
    pid: child.pid as number,
    confirmed,
    found,
    counts,
    lines,
    ready: () => eventually('its first line', () => lines[0], PATIENCE_MS),
    kill,
  };
}
