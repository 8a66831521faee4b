import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';
import { readDatabase } from '../process/read-database.ts';
import { allRecorded } from './all-recorded.ts';
import { reads } from './reads.ts';
import { type PlaceOfPeople, startDesk, type TestDesk } from './start-desk.ts';

const minute = 60_000;
export const alone = 'You are alone at Northside Library (Ashton)';

/** The library with check-ins as they are by default: Nora is alone at NTH-A from 13:00 to 21:00; it is 18:40. */
export async function startWithCheckIns(
  people: PlaceOfPeople,
  change: (staff: readonly Record<string, unknown>[]) => readonly object[] = (staff) => staff,
  env: Readonly<Record<string, string>> = {},
): Promise<TestDesk> {
  return startDesk({
    people,
    env,
    prepare: async (directory) => {
      const { loneWorking: _, ...organisation } = await readJson(directory, 'organisation.json');
      await writeFile(join(directory, 'organisation.json'), JSON.stringify(organisation));
      const staff = change(await readJson(directory, 'staff.json'));
      await writeFile(join(directory, 'staff.json'), JSON.stringify(staff));
    },
  });
}

/** What the desk has found out about Nora at its start begins, which is so a minute later. */
export async function begins(desk: TestDesk): Promise<void> {
  await eventually('it is planned', async () => {
    const { stretches } = await readDatabase(desk.database);
    return stretches.some(({ person, state }) => person === 'staff:nora' && state === 'planned');
  });
  desk.clock.skip(minute);
}

/** Waits until Nora reads that she is looked after, and until it is written down that she can. */
export async function begun(desk: TestDesk): Promise<void> {
  await begins(desk);
  await reads(desk.person('nora'), alone);
  await allRecorded(desk);
}

/** Nora is asked twice and says nothing; then Maria, in charge next door, is asked to look. */
export async function missed(desk: TestDesk): Promise<void> {
  for (const [ahead, id, words] of [
    [30, 'nora', 'If there is no answer by'],
    [5, 'nora', 'others are asked to look'],
    [5, 'maria', 'has not answered'],
  ] as const) {
    desk.clock.skip(ahead * minute);
    await reads(desk.person(id), words);
  }
}

async function readJson(directory: string, file: string) {
  return JSON.parse(await readFile(join(directory, file), 'utf8'));
}
