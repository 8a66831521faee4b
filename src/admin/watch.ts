import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { dataFiles } from './read.ts';

const pollMs = 1000;
/** What could not be taken over is tried again after this. */
const againMs = 5000;

/**
 * Calls `takeOver` when a file of the folder was changed, added, replaced or removed, once it has been left alone for
 * a second: editors write in several steps. Looks once a second instead of listening to the file system, whose events
 * get lost on network drives and when an editor replaces a file.
 *
 * @param asRead `stateOf` the folder as it was taken over last: what has changed since is a change.
 * @param takeOver gives `stateOf` the folder as it was taken over, undefined where it was not: then it is tried again.
 *   Must not reject; nothing is looked at until it is done.
 * @returns the function that stops it.
 */
export function watchData(
  directory: string,
  clock: Clock,
  asRead: string,
  takeOver: () => Promise<string | undefined>,
): () => void {
  let seen = asRead;
  let taken: string | undefined = asRead;
  let notBeforeMs = 0;
  let stopped = false;
  let cancel = clock.after(pollMs, poll);

  function poll(): void {
    void look().finally(() => {
      if (!stopped) cancel = clock.after(pollMs, poll);
    });
  }

  async function look(): Promise<void> {
    const current = await stateOf(directory);
    const settled = current === seen;
    seen = current;
    if (stopped || !settled || current === taken || clock.elapsedMs() < notBeforeMs) return;
    taken = await takeOver();
    if (taken === undefined) notBeforeMs = clock.elapsedMs() + againMs;
  }

  return () => {
    stopped = true;
    cancel();
  };
}

/** Changes whenever a file of the folder does: a replaced one has another inode, a written one another time or size. */
export async function stateOf(directory: string): Promise<string> {
  const parts = await Promise.all(
    Object.values(dataFiles).map(async (name) => {
      const found = await stat(join(directory, name)).catch(() => undefined);
      return found === undefined ? `${name} absent` : `${name} ${found.ino} ${found.size} ${found.mtimeMs}`;
    }),
  );
  return parts.join('\n');
}
