import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rewriteStaff } from './rewrite-staff.ts';

/** The library without its director; who is asked where nobody else can be is Lee, its only supervisor. */
export async function withoutDirector(directory: string): Promise<void> {
  await rewriteStaff(directory, (staff) => staff.filter(({ id }) => id !== 'dana'));
  const path = join(directory, 'organisation.json');
  const organisation: object = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...organisation, fallback: { person: 'lee' } }));
}
