import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startDesk } from '../support/desk/start-desk.ts';
import { entraId } from '../support/teams/index.ts';
import { deskbell } from './library.ts';

it('deskbell check asks the running desk who and which channel cannot be reached on Teams', async () => {
  const desk = await startDesk({ people: 'teams' });
  onTestFinished(() => desk.stop());
  const staff = [
    { id: 'priya', email: 'priya@example.org' },
    { id: 'maria', email: 'elsewhere@example.org', teams: 'maria@example.org' },
    { id: 'omar', teams: entraId('omar') },
    { id: 'sam', teams: entraId('nobody') },
    { id: 'nora', email: 'nora@example.com' },
  ].map((one) => ({ ...one, name: one.id, role: 'staff', branches: ['CEN'] }));
  const branches = ['19:central@thread.tacv2', '19:gone@thread.tacv2'].map((teams, at) => ({
    code: ['CEN', 'NTH-A'][at],
    name: `Branch ${at}`,
    timezone: 'UTC',
    hours: {},
    channels: { teams },
  }));
  await writeFile(join(desk.directory, 'staff.json'), JSON.stringify(staff));
  await writeFile(join(desk.directory, 'branches.json'), JSON.stringify(branches));
  const { output } = await deskbell(['check'], {
    ...desk.teams?.settings,
    DESKBELL_DATA: desk.directory,
    DESKBELL_DB: join(desk.directory, 'db'),
  });
  expect(output).toContain(
    'the Teams channel of NTH-A (19:gone@thread.tacv2) cannot be reached: it does not exist',
  );
  expect(output).not.toContain('channel of CEN');
  expect(output).toContain('sam cannot be reached on Teams: they are in no team that has Deskbell');
  expect(output).toContain('nora cannot be reached on Teams');
  for (const id of ['priya', 'maria', 'omar']) expect(output).not.toContain(`${id} cannot be reached`);
});
