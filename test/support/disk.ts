import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const run = promisify(execFile);

/** A new directory that goes when the test ends. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'deskbell-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A disk of its own, so small that a test can fill it. */
export interface SmallDisk {
  readonly directory: string;
  /** Leaves nothing free. */
  fill(): void;
  /** Frees what `fill` took. */
  free(): void;
}

/** Mounts a small disk until the test ends; undefined where this user may not mount. */
export function mountSmallDisk(kilobytes: number): SmallDisk | undefined {
  const directory = temporaryDirectory();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'deskbell-test', directory], {
      stdio: 'ignore',
    });
  } catch {
    return undefined;
  }
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', directory]);
  });
  const ballast = join(directory, 'ballast');
  return {
    directory,
    fill() {
      // In portions of a page: the last one that fits leaves less than a page.
      for (let size = 0; ; size += 1) {
        try {
          writeFileSync(`${ballast}-${size}`, Buffer.alloc(64 * 1024));
        } catch {
          return;
        }
      }
    },
    free() {
      execFileSync('sh', ['-c', `rm -f "${ballast}"-*`]);
    },
  };
}

/** Sets how large a file the process may write, in bytes; undefined lifts the limit. A real quota, without any rights. */
export async function limitFileSize(pid: number, bytes: number | undefined): Promise<void> {
  await run('prlimit', ['--pid', String(pid), `--fsize=${bytes ?? 'unlimited'}:unlimited`]);
}

/** Waits until `condition` gives something, asking again after each turn of the event loop. @throws after the deadline */
export async function until<T>(
  condition: () => T | undefined | false | Promise<T | undefined | false>,
  deadlineMs = 15_000,
): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const found = await condition();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`Nothing came of ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
