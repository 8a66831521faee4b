import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';

/** Waits until the desk has saved who these users of a chat platform are. */
export async function peopleKnown(database: string, users: readonly string[]): Promise<void> {
  await eventually('the desk knows its people', async () => {
    const files = (await readdir(database, { withFileTypes: true })).filter((file) => file.isFile());
    const texts = await Promise.all(
      files.map(({ name }) => readFile(join(database, name), 'utf8').catch(() => '')),
    );
    return users.every((user) => texts.some((text) => text.includes(`:${user}`)));
  });
}
