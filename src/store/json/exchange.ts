import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { giveTo, giveWhole, ownerOfFilesIn } from './file-owner.ts';
import { databaseFileNames, listDatabase, syncDirectory } from './files.ts';
import { writeEmptyJournal } from './journal.ts';
import type { Snapshot } from './snapshot-file.ts';
import { writeSnapshot } from './snapshots.ts';

/** Being written; worth nothing until it is complete. */
const PREPARING = 'incoming.tmp';
/** Complete; the old files have to go aside. */
const INCOMING = 'incoming';
/** The old files are aside; these have to take their place. */
const ARRIVING = 'arriving';

/** Writes a database that nothing has been committed to yet. The snapshot comes last: without it nothing opens. */
export async function writeDatabase(directory: string, content: Snapshot): Promise<void> {
  const { head, sequence } = content;
  await writeEmptyJournal(directory, head, sequence);
  await writeSnapshot(directory, content);
}

/**
 * Puts another database in the place of the one in `directory`, whose files stay in `replaced-<number>/`. A crash on
 * the way is made good by `finishExchange` at the next opening: the old database until all of the new one is on disk,
 * the new one from then on. What root puts there belongs to the directory's owner.
 *
 * @returns where the old files are; undefined when there were none
 */
export async function exchangeDatabase(directory: string, content: Snapshot): Promise<string | undefined> {
  const preparing = join(directory, PREPARING);
  const owner = await ownerOfFilesIn(directory);
  try {
    await rm(preparing, { recursive: true, force: true });
    await mkdir(preparing, { mode: 0o700 });
    // At once, so that the desk can remove what a run of root's that was cut off leaves.
    await giveTo(owner, [preparing]);
    await writeDatabase(preparing, content);
    await giveWhole(owner, preparing);
  } catch (error) {
    await rm(preparing, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
  // Its place is chosen before the point of no return, so that a second run goes on with the same one. It is made also
  // where nothing lies: files may appear until then.
  const aside = join(directory, `replaced-${((await replacedNumbers(directory)).at(-1) ?? 0) + 1}`);
  await mkdir(aside);
  await giveTo(owner, [aside]);
  // What an exchange that failed left behind would be in the way, and would take this one's place at the next opening.
  for (const leftover of [INCOMING, ARRIVING]) {
    const path = join(directory, leftover);
    if (existsSync(path)) await rename(path, join(aside, leftover));
  }
  await rename(preparing, join(directory, INCOMING));
  await syncDirectory(directory);
  return finishExchange(directory);
}

/** Completes an exchange that was cut off; does nothing when there was none. */
export async function finishExchange(directory: string): Promise<string | undefined> {
  await rm(join(directory, PREPARING), { recursive: true, force: true });
  let aside: string | undefined;
  if (existsSync(join(directory, INCOMING))) {
    aside = await putAside(directory);
    await rename(join(directory, INCOMING), join(directory, ARRIVING));
    await syncDirectory(directory);
  }
  const arriving = join(directory, ARRIVING);
  if (!existsSync(arriving)) return aside;
  for (const name of await readdir(arriving)) await rename(join(arriving, name), join(directory, name));
  await syncDirectory(directory);
  await rmdir(arriving);
  return aside;
}

/** Whether new files are whole and wait to take the place of the old ones: the next opening goes on with that. */
export function isExchangeBegun(directory: string): boolean {
  return [INCOMING, ARRIVING].some((name) => existsSync(join(directory, name)));
}

async function putAside(directory: string): Promise<string | undefined> {
  const aside = join(directory, `replaced-${(await replacedNumbers(directory)).at(-1) ?? 1}`);
  await mkdir(aside, { recursive: true });
  for (const name of databaseFileNames(await listDatabase(directory))) {
    await rename(join(directory, name), join(aside, name));
  }
  if ((await readdir(aside)).length === 0) {
    await rmdir(aside);
    return undefined;
  }
  await giveWhole(await ownerOfFilesIn(directory), aside);
  await syncDirectory(aside);
  await syncDirectory(directory);
  return aside;
}

/** The numbers of what was replaced so far, ascending. */
async function replacedNumbers(directory: string): Promise<readonly number[]> {
  const names = await readdir(directory);
  return names
    .flatMap((name) => /^replaced-(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}
