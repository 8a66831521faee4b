import { expect, it, onTestFinished } from 'vitest';
import { startDesk } from '../../support/desk/start-desk.ts';
import { entraId, personalOf, type TeamsStandIn, teamsUser } from '../../support/teams/index.ts';

const channel = '19:central@thread.tacv2';

it.each([
  ['to the app', 'incident', undefined],
  ['to the app, in one line', 'incident log', undefined],
  ['after a mention', 'incident', channel],
  ['after a mention, in one line', 'incident log', channel],
])(
  'a report that is typed %s is kept with a calm sentence, and can be gone on with on one card',
  async (_how, command, where) => {
    const desk = await startDesk({ people: 'teams' });
    onTestFinished(() => desk.stop());
    const teams = desk.teams as TeamsStandIn;
    const priya = teamsUser(teams, { deskUrl: desk.address }, entraId('priya'));
    const words = `${command} a man shouted`;
    await (where === undefined ? priya.says(words) : priya.mentions(where, words));
    const chat = personalOf(entraId('priya'));
    const said = await teams.reads(chat, 'saved as a draft that only you can see');
    expect(JSON.stringify(said.card)).not.toContain('could not open');
    await teams.reads(chat, 'Draft: Central Library');
    // One card can be gone on with, not two: the draft’s own, which follows it.
    const toGoOn = teams.posted(chat).filter((message) => JSON.stringify(message).includes('Continue"'));
    expect(toGoOn).toHaveLength(1);
    expect(JSON.stringify(teams.posted(channel))).not.toContain('shouted"');
    await priya.presses('Continue');
    expect(priya.form()?.lines.join('\n')).toContain('a man shouted');
  },
);
