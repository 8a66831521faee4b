import { fork } from 'node:child_process';
import { join } from 'node:path';
import { builtBench } from './build.ts';
import type { Measure } from './measure.ts';

/**
 * Runs one file of `parts/` in a process of its own, so that none inherits the memory or the compiled code of another.
 *
 * @returns what it reported
 * @throws Error when it ended with an error, which it has printed
 */
export function runPart(name: string): Promise<readonly Measure[]> {
  return runProcess<Measure>(join(builtBench, 'parts', `${name}.js`), []);
}

/** Runs a compiled file in a process of its own and gives what it reported. */
export function runProcess<Message>(path: string, args: readonly string[]): Promise<readonly Message[]> {
  return new Promise((resolve, reject) => {
    const messages: Message[] = [];
    const child = fork(path, args, { execArgv: [] });
    child.on('message', (message) => messages.push(message as Message));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve(messages);
      else reject(new Error(`${path} ended with code ${code}.`));
    });
  });
}

/** Tells the process that started this one. */
export function report(message: Measure | number): void {
  process.send?.(message);
}
