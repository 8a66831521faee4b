import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestDesk } from './start-desk.ts';

/** Everything that lies in the desk's database, as text: what must not be saved must not be in it. */
export async function allSaved({ directory }: Pick<TestDesk, 'directory'>): Promise<string> {
  const files = await readdir(join(directory, 'db'), { recursive: true, withFileTypes: true });
  const saved = files.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name)));
  return (await Promise.all(saved)).join('');
}
