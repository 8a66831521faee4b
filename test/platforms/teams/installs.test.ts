import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { entraId, mriOf, personalOf } from '../../support/teams/index.ts';
import { card, only } from '../slack/tiny-desk.ts';
import { ben, guest, maria, serveTeams, team } from './serve-teams.ts';

describe('a set-up policy that installs the app for everybody at once', () => {
  it('leaves everybody saved at once, and in the end welcomed as who they are', async () => {
    const users = Array.from({ length: 150 }, (_, at) => ({ id: entraId(`person ${at}`), name: `P ${at}` }));
    const { teams, deskUrl, desk, clock } = await serveTeams({ users, teams: [], limited: true });
    desk.answer = ({ actor }) => only(card(`You are a ${actor.standing}.`));
    await Promise.all(users.map(({ id }) => teams.deliver(deskUrl, teams.activities.installed(id))));
    const saved = new Map(desk.known.map(({ user, contact }) => [user, contact]));
    expect(saved.size).toBe(150);
    for (const { id } of users) expect(saved.get(id)).toBe(`${personalOf(id)} ${teams.serviceUrl}`);
    const welcomed = () => users.filter(({ id }) => teams.posted(personalOf(id)).length > 0).length;
    await eventually(
      'everybody is welcomed',
      () => {
        clock.skip(300);
        return welcomed() === 150;
      },
      50_000,
    );
    expect(teams.state.messages.map(({ summary }) => summary)).toEqual(users.map(() => 'You are a member.'));
    const busiest = Math.max(...users.map(({ id }) => teams.posted(personalOf(id)).length));
    expect(busiest).toBe(1);
  });

  it('keeps the pace of the welcomes to a share of what Teams takes', async () => {
    const users = Array.from({ length: 10 }, (_, at) => ({ id: entraId(`person ${at}`) }));
    const { teams, deskUrl } = await serveTeams({ users, teams: [] });
    await Promise.all(users.map(({ id }) => teams.deliver(deskUrl, teams.activities.installed(id))));
    await teams.called('sendToConversation', 5);
    const calls = teams.calls('sendToConversation');
    const [first, last] = [calls[0]?.atMs ?? 0, calls[4]?.atMs ?? 0];
    expect(last - first).toBeGreaterThan(500);
  });
});

it('somebody who joins a team is saved with an address before Teams says who it is', async () => {
  const { teams, deskUrl, desk } = await serveTeams();
  desk.standings.clear();
  teams.fail('getConversationMember', { hang: true });
  await teams.deliver(deskUrl, teams.activities.teamChanged(team, maria, 'added', [ben]));
  expect(desk.known.find(({ user }) => user === ben)).toMatchObject({
    standing: 'unverified',
    contact: `member:${mriOf(ben)} ${teams.serviceUrl}`,
  });
});

it('a new version of the app rings nobody, and keeps where somebody is reached who was not known', async () => {
  const { teams, deskUrl, desk } = await serveTeams();
  desk.standings.clear();
  for (const user of [maria, ben]) {
    const activity = teams.activities.installed(user, 'add', { changes: { action: 'add-upgrade' } });
    expect((await teams.deliver(deskUrl, activity)).status).toBe(200);
  }
  // What is added later is welcomed after all who came before.
  await teams.deliver(deskUrl, teams.activities.installed(guest));
  const welcomed = (user: string) => teams.posted(personalOf(user)).length;
  await eventually('a welcome', () => [maria, ben, guest].some((user) => welcomed(user) > 0));
  expect([maria, ben, guest].map(welcomed)).toEqual([0, 0, 1]);
  expect(desk.known.find(({ user }) => user === ben)).toMatchObject({
    contact: `${personalOf(ben)} ${teams.serviceUrl}`,
  });
});

it('an app that is taken away asks Teams nothing and says nothing', async () => {
  const { teams, deskUrl, desk } = await serveTeams();
  desk.standings.clear();
  for (const action of ['remove', 'remove-upgrade']) {
    const activity = { ...teams.activities.installed(maria, 'remove'), action };
    expect((await teams.deliver(deskUrl, activity)).status).toBe(200);
  }
  await teams.deliver(deskUrl, teams.activities.teamChanged(team, maria, 'removed'));
  expect(desk.requests).toEqual([]);
  const asked = teams.calls().filter(({ path }) => path.startsWith('/v3/'));
  expect(asked).toEqual([]);
});
