import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { entraId, startTeams, type TeamsStandIn } from '../teams/index.ts';
import { branches } from './library.ts';
import { peopleKnown } from './people-known.ts';

/** The team of all staff, whose channels are those of the branches. */
export const staffTeam = '19:staff@thread.tacv2';

const listed = z.object({ id: z.string(), name: z.string(), email: z.string().optional() });

/** Somebody whom staff.json does not list. */
const newcomer = entraId('newcomer');

/** A tenant with everybody in the library's `staff.json` in one team. */
export async function startLibraryTeams(data: string): Promise<TeamsStandIn> {
  const staff = z.array(listed).parse(JSON.parse(await readFile(join(data, 'staff.json'), 'utf8')));
  return startTeams({
    users: [
      ...staff.map(({ id, name, email }) => ({
        id: entraId(id),
        name,
        ...(email === undefined ? {} : { upn: email }),
        zone: 'America/Toronto',
      })),
      { id: newcomer, name: 'Nina New' },
    ],
    teams: [
      {
        id: staffTeam,
        members: staff.map(({ id }) => entraId(id)),
        channels: branches.flatMap(({ code, channels: { teams: id } }) =>
          id === undefined ? [] : [{ id, name: code }],
        ),
      },
    ],
  });
}

/**
 * The team takes the app in, and everybody in it is known from then on: saved, so that a restart knows them too. The
 * newcomer is written after them, when they have been taken in.
 */
export async function linkStaff(teams: TeamsStandIn, address: string, database: string): Promise<void> {
  const by = entraId('dana');
  const team = teams.state.teams.get(staffTeam);
  const members = team?.members ?? [];
  await teams.deliver(address, teams.activities.teamChanged(staffTeam, by, 'added'));
  await peopleKnown(database, members);
  teams.state.teams.set(staffTeam, { ...team, id: staffTeam, members: [...members, newcomer] });
  await teams.deliver(address, teams.activities.teamChanged(staffTeam, by, 'added', [newcomer]));
  await peopleKnown(database, [newcomer]);
}
