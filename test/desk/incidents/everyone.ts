import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shifts, staff } from '../../support/desk/library.ts';
import type { PlaceOfPeople, TestDesk } from '../../support/desk/start-desk.ts';
import { entraId } from '../../support/teams/index.ts';
import { watchPage } from './watch-page.ts';
import { watchSlack } from './watch-slack.ts';
import { watchTeams } from './watch-teams.ts';
import type { Watched } from './watched.ts';

const person = (id: string, name: string, role: string, branch: string) => ({
  id,
  name,
  role,
  branches: [branch],
  email: `${id}@example.org`,
  slack: `U0${id.toUpperCase()}`,
});

/** One of each role that the library has nobody of. */
const more = [
  person('stu', 'Stu Dent', 'student', 'CEN'),
  person('cora', 'Cora Dinator', 'coordinator', 'CEN'),
  person('adam', 'Adam Min', 'admin', 'CEN'),
  person('nils', 'Nils North', 'supervisor', 'NTH-A'),
];

/** Lists them all, with Omar in charge a month ago and Maria now. */
export async function listEveryone(data: string): Promise<void> {
  await writeFile(join(data, 'staff.json'), JSON.stringify([...staff, ...more]));
  const before = await readFile(join(data, 'shifts.csv'), 'utf8');
  if (before !== shifts) throw new Error('The shifts are not the library’s.');
  await writeFile(join(data, 'shifts.csv'), `${shifts}CEN,omar,teen,2026-10-22 13:00,2026-10-22 21:00,pic\n`);
}

/**
 * Looks over the shoulder of a member of staff. Whoever is not listed is on a chat platform a full member (`unlisted`) or
 * a guest there (`guest`), and nobody to the page.
 */
export function watch(desk: TestDesk, people: PlaceOfPeople, who: string): Watched {
  const member = [...staff, ...more].find((one) => one.id === who);
  const { slack, teams } = desk;
  const name = member?.name ?? who;
  const kind = who === 'guest' ? 'guest' : 'member';
  const listed = member === undefined ? undefined : `staff:${who}`;
  if (teams !== undefined) {
    const id = entraId(who);
    if (!teams.state.users.has(id)) teams.state.users.set(id, { id, name, kind });
    return { ...watchTeams(desk, teams, who, name), id: listed ?? `teams:${teams.tenant}:${id}` };
  }
  if (slack === undefined) return watchPage(desk, who, name);
  const user = member?.slack ?? `U0${who.toUpperCase()}`;
  if (!slack.state.users.has(user)) slack.addUser({ id: user, name, kind });
  return { ...watchSlack(desk, slack, people, user, name), id: listed ?? `slack:T0LIBRARY:${user}` };
}
