import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../build.ts';

/**
 * Below node_modules, which is on the disk of the checkout and ignored by git: the system's temporary folder is often in
 * memory, where a sync costs nothing.
 */
const base = join(root, 'node_modules', '.cache', 'deskbell-bench');

/** Gives the task an empty directory and removes it afterwards. */
export async function inWorkDirectory(task: (directory: string) => Promise<void>): Promise<void> {
  await mkdir(base, { recursive: true });
  const directory = await mkdtemp(join(base, 'run-'));
  try {
    await task(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
