import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new directory that goes when the test ends. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'deskbell-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Copies a database as it lies there, without the sockets, which cannot be copied. */
export function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => !lstatSync(path).isSocket() });
}

/** A disk that a test can fill. */
export interface SmallDisk {
  readonly directory: string;
  /** Leaves nothing free. */
  fill(): void;
  /** Frees what `fill` took. */
  free(): void;
}

/**
 * Gives a small disk of its own until the test ends. Where this user may not mount one, a quota of this process takes
 * its place: no file can grow then while the disk is "full". Linux only.
 */
export function makeSmallDisk(kilobytes: number): SmallDisk {
  const directory = temporaryDirectory();
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'deskbell-test', directory];
    execFileSync('mount', options, { stdio: 'ignore' });
  } catch {
    return makeQuota(directory, kilobytes * 1024);
  }
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', directory]);
  });
  const ballast = join(directory, 'ballast');
  return {
    directory,
    fill() {
      for (let portion = 0; ; portion += 1) {
        try {
          writeFileSync(`${ballast}-${portion}`, Buffer.alloc(64 * 1024));
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

function makeQuota(directory: string, bytes: number): SmallDisk {
  const listener = () => {};
  // Without somebody who listens, the signal for "file too large" would end the process instead of failing the write.
  process.on('SIGXFSZ', listener);
  limitFileSize(process.pid, bytes);
  onTestFinished(() => {
    limitFileSize(process.pid, undefined);
    process.off('SIGXFSZ', listener);
  });
  return {
    directory,
    fill: () => limitFileSize(process.pid, 1),
    free: () => limitFileSize(process.pid, bytes),
  };
}

/** Sets how large a file the process may write, in bytes; undefined lifts the limit. A real quota, without any rights. */
export function limitFileSize(pid: number, bytes: number | undefined): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes ?? 'unlimited'}:unlimited`]);
}
