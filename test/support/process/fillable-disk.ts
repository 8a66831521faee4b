import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { limitFileSize, temporaryDirectory } from '../disk.ts';

/** Where a program's database can lie whose disk a test fills and frees. */
export interface FillableDisk {
  readonly directory: string;
  /** From now on the process can write nothing more there. */
  fill(pid: number): void;
  free(pid: number): void;
}

const portionBytes = 64 * 1024;

/** A small disk of its own; where this user may not mount one, a quota of the process takes its place. Linux only. */
export function makeFillableDisk(kilobytes: number): FillableDisk {
  const directory = temporaryDirectory();
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'deskbell-test', directory];
    execFileSync('mount', options, { stdio: 'ignore' });
  } catch {
    return {
      directory,
      fill: (pid) => limitFileSize(pid, 1),
      free: (pid) => limitFileSize(pid, undefined),
    };
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', directory]));
  const ballast: string[] = [];
  return {
    directory,
    fill() {
      // The portion that does not fit whole takes what is left.
      for (let full = false; !full; ) {
        const path = join(directory, `ballast-${ballast.length}`);
        ballast.push(path);
        try {
          writeFileSync(path, Buffer.alloc(portionBytes));
        } catch {
          full = true;
        }
      }
    },
    free() {
      for (const path of ballast.splice(0)) rmSync(path, { force: true });
    },
  };
}
