import { describe, expect, it } from 'vitest';
import { entraId } from '../../support/teams/index.ts';
import { card } from '../slack/tiny-desk.ts';
import { channel, group, maria, type ServedTeams, serveTeams, team } from './serve-teams.ts';

async function met(options: Parameters<typeof serveTeams>[0] = {}): Promise<ServedTeams> {
  const served = await serveTeams(options);
  await served.teams.deliver(served.deskUrl, served.teams.activities.message(maria, 'onshift'));
  return served;
}

describe('the two ids of one team are not mixed up:', () => {
  /** Microsoft 365 knows the team by this one; the Connector does not. */
  const groupId = entraId(team);

  it('its people are read by the one that the Connector takes, although both are told', async () => {
    const { teams, deskUrl, desk, platform } = await serveTeams();
    const installed = teams.activities.teamChanged(team, maria, 'added');
    expect(installed).toMatchObject({ channelData: { team: { id: team, aadGroupId: groupId } } });
    await teams.deliver(deskUrl, installed);
    await platform.stop();
    expect(desk.known.map(({ user }) => user)).toContain(maria);
    const paths = teams.calls('getPagedMembers').map(({ path }) => decodeURIComponent(path));
    expect(paths).toEqual([expect.stringContaining(team)]);
  });

  it('the other one, given for a channel, is reported with Microsoft’s own word', async () => {
    const { platform } = await met();
    expect(await platform.directory?.channelProblem(team)).toBeUndefined();
    expect(await platform.directory?.channelProblem(groupId)).toContain('ConversationNotFound');
  });
});

describe('a private or shared channel', () => {
  const closed = { private: '19:director@thread.tacv2', shared: '19:city@thread.tacv2' };
  const withClosed = {
    teams: [
      {
        id: team,
        members: [maria],
        channels: [
          { id: channel, name: 'Desk' },
          { id: closed.private, name: 'Director', closed: true },
          { id: closed.shared, name: 'City', closed: true },
        ],
      },
    ],
  };

  it.each(Object.entries(closed))('that refuses bots is found by the check: %s', async (_kind, id) => {
    const { platform } = await met(withClosed);
    const problem = await platform.directory?.channelProblem(id);
    expect(problem).toContain('private and shared channels take no bots');
    expect(problem).toContain('BotNotInConversationRoster');
    expect(await platform.directory?.channelProblem(channel)).toBeUndefined();
  });

  it('does not hide the people of the others', async () => {
    const { platform } = await met(withClosed);
    for (const id of [closed.private, closed.shared, channel]) platform.channelAddress('CEN', id);
    const found = [];
    for await (const { user } of platform.directory?.people() ?? []) found.push(user);
    expect(found).toEqual([maria]);
  });

  it('can be replaced by a group chat that has the app', async () => {
    const { platform, teams } = await met();
    expect(await platform.directory?.channelProblem(group)).toBeUndefined();
    const to = platform.channelAddress('CEN', group);
    if (to === undefined) throw new Error('The group chat has no address.');
    await platform.post(to, card('H-0001'), { locale: 'en' });
    expect(teams.posted(group)).toMatchObject([{ summary: 'H-0001' }]);
  });
});
