import { describe, expect, it } from 'vitest';
import { chatOf, mriOf, personalOf } from '../../support/teams/index.ts';
import { card } from '../slack/tiny-desk.ts';
import { ben, channel, group, maria, type ServedTeams, serveTeams, team } from './serve-teams.ts';

/** Where Teams serves the tenant from now on. */
function moved({ teams }: ServedTeams): string {
  return teams.serviceUrl.replace('127.0.0.1', 'localhost');
}

function deliverMoved(served: ServedTeams, activity: object) {
  const serviceUrl = moved(served);
  const token = served.teams.token({ claims: { serviceurl: serviceUrl } });
  return served.teams.deliver(served.deskUrl, { ...activity, serviceUrl }, { token });
}

async function listed({ platform }: ServedTeams) {
  const found = [];
  for await (const person of platform.directory?.people() ?? []) found.push(person);
  return found;
}

function know({ desk, teams }: ServedTeams, user: string, contact?: string) {
  const known = { tenant: teams.tenant, user, name: 'Known', standing: 'member', active: true } as const;
  return desk.know({ ...known, ...(contact === undefined ? {} : { contact }) });
}

describe('a listing of the people', () => {
  it('tells the address of each, so that whoever is linked by it can be asked first', async () => {
    const served = await serveTeams();
    const { teams, platform, deskUrl } = served;
    platform.channelAddress('CEN', channel);
    await teams.deliver(deskUrl, teams.activities.message(maria, 'onshift'));
    expect(await listed(served)).toMatchObject([
      { user: maria, contact: `${personalOf(maria)} ${teams.serviceUrl}` },
      { user: ben, contact: `member:${mriOf(ben)} ${teams.serviceUrl}` },
      {},
    ]);
  });

  it('moves the address of a chat to where Teams serves it now, and keeps the chat', async () => {
    const served = await serveTeams();
    const { teams, deskUrl } = served;
    await teams.deliver(deskUrl, teams.activities.message(ben, 'onshift'));
    await deliverMoved(served, teams.activities.teamChanged(team, maria, 'added'));
    const people = await listed(served);
    expect(people.find(({ user }) => user === ben)?.contact).toBe(`${personalOf(ben)} ${moved(served)}`);
  });

  it('has the teams of the named channels, also when a chat has been met since the start', async () => {
    const served = await serveTeams({
      groups: [{ id: group, members: [maria] }],
    });
    const { teams, deskUrl, platform } = served;
    platform.channelAddress('CEN', channel);
    await teams.deliver(deskUrl, teams.activities.installed(maria, 'add', { where: group }));
    await teams.called('getPagedMembers');
    expect((await listed(served)).map(({ user }) => user)).toEqual(expect.arrayContaining([maria, ben]));
  });
});

describe('somebody known without an address', () => {
  it('gets one when the team is met', async () => {
    const served = await serveTeams();
    const { teams, deskUrl, desk, platform } = served;
    await know(served, ben);
    await teams.deliver(deskUrl, teams.activities.teamChanged(team, maria, 'added'));
    await platform.stop();
    expect(desk.known.findLast(({ user }) => user === ben)?.contact).toBe(
      `member:${mriOf(ben)} ${teams.serviceUrl}`,
    );
  });

  it('gets one from a request in a channel', async () => {
    const served = await serveTeams();
    const { teams, deskUrl, desk } = served;
    await know(served, ben);
    await teams.deliver(deskUrl, teams.activities.mention(ben, team, 'onshift'));
    expect(desk.requests[0]?.contact).toBe(`member:${mriOf(ben)} ${teams.serviceUrl}`);
  });
});

describe('an address that has moved', () => {
  it('is taken from an activity in a channel, and the chat stays', async () => {
    const served = await serveTeams();
    const { teams, deskUrl, desk } = served;
    await teams.deliver(deskUrl, teams.activities.message(ben, 'onshift'));
    await deliverMoved(served, teams.activities.mention(ben, team, 'onshift'));
    expect(desk.known.at(-1)).toMatchObject({ user: ben, contact: `${personalOf(ben)} ${moved(served)}` });
    expect(desk.requests.at(-1)?.contact).toBe(`${personalOf(ben)} ${moved(served)}`);
  });

  it('is told to the desk again when it could not be saved', async () => {
    const served = await serveTeams();
    const { teams, deskUrl, desk } = served;
    await know(served, ben, `${personalOf(ben)} https://gone.example.org/`);
    const { know: saves } = desk;
    const told: (string | undefined)[] = [];
    desk.know = async ({ contact }) => void told.push(contact);
    await teams.deliver(deskUrl, teams.activities.message(ben, 'onshift'));
    desk.know = saves;
    await teams.deliver(deskUrl, teams.activities.message(ben, 'onshift'));
    const contact = `${personalOf(ben)} ${teams.serviceUrl}`;
    expect(told).toEqual([contact]);
    expect(desk.known.at(-1)).toMatchObject({ user: ben, contact });
  });
});

describe('a saved chat that is one of an app that was there before', () => {
  it('is left for the one that the person has with us, which is told to the desk', async () => {
    const served = await serveTeams();
    const { teams } = served;
    teams.state.formerChats.add(personalOf(ben));
    const chat = chatOf(teams.state, ben);
    const posted = await postsTo(served, personalOf(ben));
    expect(posted.address).toEqual({ id: `${chat} ${teams.serviceUrl}`, private: true });
    await postsTo(served, personalOf(ben));
    expect(teams.posted(chat)).toHaveLength(2);
    expect(teams.calls('createConversation')).toHaveLength(1);
    await postsTo(served, chat);
    expect(teams.posted(chat)).toHaveLength(3);
  });

  it('is so also for whoever is only in a team that has us', async () => {
    const served = await serveTeams();
    const { teams, platform } = served;
    platform.channelAddress('CEN', channel);
    teams.state.formerChats.add(personalOf(ben));
    teams.state.users.set(ben, { id: ben, withoutApp: true });
    await postsTo(served, personalOf(ben));
    expect(teams.posted(chatOf(teams.state, ben))).toHaveLength(1);
  });

  it('is tried again later when Teams is too busy to say which that is', async () => {
    const served = await serveTeams();
    const { teams } = served;
    teams.state.formerChats.add(personalOf(ben));
    teams.fail('createConversation', { status: 500 });
    await expect(postsTo(served, personalOf(ben))).rejects.toMatchObject({ failure: 'later' });
  });

  it('and one that is ours still is refused for good, after one try', async () => {
    const served = await serveTeams();
    const { teams } = served;
    teams.fail('sendToConversation', { status: 403, code: 'ConversationBlockedByUser' });
    const refused = { failure: 'never', reason: 'ConversationBlockedByUser' };
    await expect(postsTo(served, personalOf(ben))).rejects.toMatchObject(refused);
    expect(teams.calls('sendToConversation')).toHaveLength(1);
    teams.state.users.set(ben, { id: ben, withoutApp: true });
    await expect(postsTo(served, personalOf(ben))).rejects.toMatchObject(refused);
  });
});

function postsTo({ platform, teams }: ServedTeams, conversation: string) {
  const contact = `${conversation} ${teams.serviceUrl}`;
  const to = platform.personAddress({ tenant: teams.tenant, user: ben, contact });
  return platform.post(to, card('Come now'), { locale: 'en' });
}
