import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { environmentOf, type Program, watchProgram } from './program.ts';

/** The compiled program in a process of its own, with a clock that the test drives. */
export interface DrivenProgram extends Program {
  /** Its wall clock, in milliseconds since 1970. */
  now(): number;
  /** Both of its clocks go on by so many milliseconds, and everything that waits for that comes due in order. */
  pass(ms: number): Promise<void>;
}

/** What the process is told. */
export interface ClockMove {
  readonly passMs: number;
}

const entry = fileURLToPath(new URL('driven-main.ts', import.meta.url));

/**
 * Starts the program at a moment of the test's choosing.
 *
 * @param main of `compileProgram`.
 * @param startsAt UTC ISO text.
 */
export function startDrivenProgram(
  main: string,
  startsAt: string,
  settings: Readonly<Record<string, string>>,
): DrivenProgram {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', entry, main], {
    env: { ...environmentOf(settings), CLOCK_STARTS_AT: startsAt },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let saidAt = performance.now();
  let said = Date.parse(startsAt);
  child.on('message', (now: string) => {
    saidAt = performance.now();
    said = Date.parse(now);
  });

  return {
    ...watchProgram(child),
    now: () => Math.floor(said + performance.now() - saidAt),
    async pass(ms) {
      const passed = once(child, 'message');
      child.send({ passMs: ms } satisfies ClockMove);
      await passed;
    },
  };
}
