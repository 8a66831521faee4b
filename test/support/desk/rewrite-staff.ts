import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An entry of `staff.json`. */
export type Member = Readonly<Record<string, unknown>>;

/** Changes `staff.json` as an administrator would. */
export async function rewriteStaff(
  directory: string,
  change: (staff: readonly Member[]) => readonly Member[],
): Promise<void> {
  const path = join(directory, 'staff.json');
  await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, 'utf8')) as Member[])));
}
