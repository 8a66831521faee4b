import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A Sunday evening at the library: 18:40 in Toronto. */
export const sundayEvening = '2026-11-22T23:40:00.000Z';

const week = (span: string) =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [span]]));

export const branches = [
  {
    code: 'CEN',
    name: 'Central Library',
    city: 'Ashbrook',
    timezone: 'America/Toronto',
    zones: ['teen area', 'teen area desk', 'circulation desk', 'reading room'],
    hours: week('09:00-21:00'),
    emergencyText: 'Dial 9-911 from any desk phone',
    channels: { slack: 'C0CENTRAL', teams: '19:central@thread.tacv2' },
    fallbackBranch: 'NTH-A',
  },
  {
    code: 'NTH-A',
    name: 'Northside Library',
    city: 'Ashton',
    timezone: 'America/Toronto',
    zones: ['front desk'],
    hours: week('09:00-21:00'),
    channels: { slack: 'C0NORTHA', teams: '19:northa@thread.tacv2' },
    fallbackBranch: 'CEN',
  },
  {
    code: 'NTH-B',
    name: 'Northside Library',
    city: 'Brook',
    timezone: 'America/Toronto',
    zones: ['front desk', 'teen area'],
    hours: week('09:00-17:00'),
    channels: {},
  },
];

const person = (id: string, name: string, role: string, homes: readonly string[]) => ({
  id,
  name,
  role,
  branches: homes,
  email: `${id}@example.org`,
  slack: `U0${id.toUpperCase()}`,
});

export const staff = [
  person('priya', 'Priya Nair', 'staff', ['CEN']),
  person('maria', 'Maria Santos', 'staff', ['CEN']),
  person('omar', 'Omar Haddad', 'staff', ['CEN']),
  person('sam', 'Sam Reid', 'security', ['CEN']),
  person('nora', 'Nora Lind', 'staff', ['NTH-A']),
  person('lee', 'Lee Wong', 'supervisor', ['CEN']),
  person('dana', 'Dana Whitfield', 'director', ['CEN', 'NTH-A', 'NTH-B']),
  person('robin', 'Robin Clark', 'staff', ['NTH-B']),
];

/** Robin is not on shift; Nora is in charge at the neighbouring branch. */
export const shifts = `branch,staff,position,start,end,flags
CEN,priya,circulation,2026-11-22 13:00,2026-11-22 21:00,
CEN,maria,reference,2026-11-22 13:00,2026-11-22 21:00,pic
CEN,omar,teen,2026-11-22 15:00,2026-11-22 21:00,
CEN,sam,security,2026-11-22 17:00,2026-11-22 21:00,
NTH-A,nora,front desk,2026-11-22 13:00,2026-11-22 21:00,pic
CEN,maria,reference,2026-11-23 09:00,2026-11-23 17:00,pic
`;

/** Writes the files of a small library that the scenarios are played in. */
export async function writeLibrary(directory: string): Promise<void> {
  const organisation = {
    name: 'Ashbrook Test Library',
    timezone: 'America/Toronto',
    languages: ['en'],
    emergencyText: 'Dial 911',
    fallback: { person: 'dana' },
    // Nora is alone at her branch; the tests of lone working switch it on.
    loneWorking: false,
  };
  await writeFile(join(directory, 'organisation.json'), JSON.stringify(organisation));
  await writeFile(join(directory, 'branches.json'), JSON.stringify(branches));
  await writeFile(join(directory, 'staff.json'), JSON.stringify(staff));
  await writeFile(join(directory, 'shifts.csv'), shifts);
}
