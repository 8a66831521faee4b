import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../time.ts';
import { dataFiles } from './read.ts';

const pollMs = 1000;

/**
 * Calls `onChange` when a file of the folder was changed, added, replaced or removed, once it has been left alone for
 * a second: editors write in several steps. Looks once a second instead of listening to the file system, whose events
 * get lost on network drives and when an editor replaces a file.
 *
 * @param onChange must not reject; nothing is looked at until it is done.
 * @returns the function that stops it.
 */
export async function watchData(
  directory: string,
  clock: Clock,
  onChange: () => Promise<void>,
): Promise<() => void> {
  let seen = await fingerprint(directory);
  let reported = seen;
  let stopped = false;
  let cancel = clock.after(pollMs, poll);

  function poll(): void {
    void look().finally(() => {
      if (!stopped) cancel = clock.after(pollMs, poll);
    });
  }

  async function look(): Promise<void> {
    const current = await fingerprint(directory);
    const settled = current === seen;
    seen = current;
    if (stopped || !settled || current === reported) return;
    reported = current;
    await onChange();
  }

  return () => {
    stopped = true;
    cancel();
  };
}

/** Changes whenever a file does: a replaced file has another inode, a written one another time or size. */
async function fingerprint(directory: string): Promise<string> {
  const parts = await Promise.all(
    Object.values(dataFiles).map(async (name) => {
      const found = await stat(join(directory, name)).catch(() => undefined);
      return found === undefined ? `${name} absent` : `${name} ${found.ino} ${found.size} ${found.mtimeMs}`;
    }),
  );
  return parts.join('\n');
}
