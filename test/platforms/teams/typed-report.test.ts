import { expect, it, onTestFinished } from 'vitest';
import { startDesk } from '../../support/desk/start-desk.ts';
import { entraId, personalOf, type TeamsStandIn, teamsUser } from '../../support/teams/index.ts';

it('a report that is typed is kept with a calm sentence, and can be gone on with', async () => {
  const desk = await startDesk({ people: 'teams' });
  onTestFinished(() => desk.stop());
  const teams = desk.teams as TeamsStandIn;
  const priya = teamsUser(teams, { deskUrl: desk.address }, entraId('priya'));
  await priya.says('incident a man shouted');
  const said = await teams.reads(personalOf(entraId('priya')), 'Press Continue');
  expect(JSON.stringify(said.card)).not.toContain('could not open');
  await priya.presses('Continue');
  expect(priya.form()).toBeDefined();
});
