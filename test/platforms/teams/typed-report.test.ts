import { expect, it, onTestFinished } from 'vitest';
import { startDesk } from '../../support/desk/start-desk.ts';
import { entraId, personalOf, type TeamsStandIn, teamsUser } from '../../support/teams/index.ts';

it('a report that is typed is kept with a calm sentence, and can be gone on with', async () => {
  const desk = await startDesk({ people: 'teams' });
  onTestFinished(() => desk.stop());
  const teams = desk.teams as TeamsStandIn;
  const priya = teamsUser(teams, { deskUrl: desk.address }, entraId('priya'));
  await priya.says('incident a man shouted');
  const chat = personalOf(entraId('priya'));
  const said = await teams.reads(chat, 'saved as a draft that only you can see');
  expect(JSON.stringify(said.card)).not.toContain('could not open');
  await teams.reads(chat, 'Draft: Central Library');
  // One card can be gone on with, not two: the draft’s own, which follows it.
  const toGoOn = teams.posted(chat).filter((message) => JSON.stringify(message).includes('Continue"'));
  expect(toGoOn).toHaveLength(1);
  await priya.presses('Continue');
  expect(priya.form()?.lines.join('\n')).toContain('a man shouted');
});
