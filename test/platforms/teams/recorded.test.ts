import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDesk, type TestDesk } from '../../support/desk/start-desk.ts';
import { staffTeam } from '../../support/desk/teams-library.ts';
import {
  entraId,
  mriOf,
  personalOf,
  readRecorded,
  recordedIds,
  recordedNames,
  startTeams,
  type TeamsStandIn,
} from '../../support/teams/index.ts';

const priya = entraId('priya');
const group = '19:group@thread.v2';

/** What the recorded activities need: a desk, the service that they came from, and their places in it. */
interface Setting {
  readonly desk: TestDesk;
  readonly teams: TeamsStandIn;
  readonly places: { readonly personal: string; readonly group: string; readonly team: string };
  send(name: string, change?: (activity: ReturnType<typeof readRecorded>) => object): Promise<Answered>;
  stop(): Promise<void>;
}

interface Answered {
  readonly status: number;
  readonly said: string;
}

/** As they came, but for the address of the service and the ids that it gives out itself. */
async function local(): Promise<Setting> {
  const { user, team, group: chat } = recordedIds;
  const teams = await startTeams({
    open: true,
    tenant: recordedIds.tenant,
    users: [{ id: user, name: 'Alex Wilber' }],
    teams: [{ id: team, members: [user] }],
    groups: [{ id: chat, members: [user] }],
  });
  const ids = {
    serviceUrl: teams.serviceUrl.replace(/\/$/, ''),
    member: mriOf(user),
    personal: personalOf(user),
  };
  const desk = await startDesk({ env: { TEAMS_LOCAL: '1' } });
  return {
    desk,
    teams,
    places: { ...recordedIds, ...ids },
    send: async (name, change = (activity) => activity) => {
      const activity = change(readRecorded(name, ids));
      return toAnswered(await teams.deliver(desk.address, activity, { token: false }));
    },
    stop: async () => {
      await desk.stop();
      await teams.stop();
    },
  };
}

/** In a tenant, with a token that was signed for them. */
async function tenant(): Promise<Setting> {
  const desk = await startDesk({ people: 'teams' });
  const teams = desk.teams as TeamsStandIn;
  teams.state.groups.set(group, { id: group, members: [priya] });
  const serviceUrl = teams.serviceUrl.replace(/\/$/, '');
  const places = { personal: personalOf(priya), group, team: staffTeam };
  const ids = {
    ...places,
    serviceUrl,
    tenant: teams.tenant,
    bot: `28:${teams.appId}`,
    user: priya,
    member: mriOf(priya),
  };
  return {
    desk,
    teams,
    places,
    send: async (name, change = (activity) => activity) => {
      const activity = change(readRecorded(name, ids));
      const token = teams.token({ claims: { serviceurl: serviceUrl } });
      return toAnswered(await teams.deliver(desk.address, activity, { token }));
    },
    stop: () => desk.stop(),
  };
}

function toAnswered({ status, body }: { readonly status: number; readonly body: unknown }): Answered {
  return { status, said: JSON.stringify(body) ?? '' };
}

/** Those that change nothing, and that nobody waits for. */
const quiet = recordedNames().filter((name) =>
  /^(?:custom|user-|app-removed|channel-|team-|uninstall-)/.test(name),
);
const ofOtherChannels = ['email', 'comment-in-word'];

describe.each([
  ['TEAMS_LOCAL=1', local],
  ['authentication', tenant],
])('what the Agents Playground sends, with %s', (_how, start) => {
  let setting: Setting;
  beforeEach(async () => {
    setting = await start();
  });
  afterEach(() => setting.stop());
  const posted = (where: string) => JSON.stringify(setting.teams.posted(where));

  it('is welcomed once at the first contact, which comes as two activities', async () => {
    const { send, teams, places } = setting;
    const before = teams.posted(places.personal).length;
    expect((await send('install-personal')).status).toBe(200);
    expect((await send('met-personal')).status).toBe(200);
    await teams.reads(places.personal, 'Call for help');
    expect((await send('app-added-personal')).status).toBe(200);
    await send('message-personal');
    await teams.reads(places.personal, 'H-0001');
    const homes = teams
      .posted(places.personal)
      .slice(before)
      .filter((one) => one.summary.includes('Home'));
    expect(homes).toHaveLength(1);
  });

  it('has a team or chat that takes the app in read, page by page', async () => {
    const { send, teams, places } = setting;
    const reads = () => teams.calls('getPagedMembers').map(({ path }) => decodeURIComponent(path));
    for (const name of ['install-team', 'met-team', 'install-group', 'met-group']) {
      expect((await send(name)).status).toBe(200);
    }
    await teams.called('getPagedMembers', 2);
    await expect.poll(() => reads().some((path) => path.includes(places.team))).toBe(true);
    await expect.poll(() => reads().some((path) => path.includes(places.group))).toBe(true);
    expect(posted(places.team)).toBe('[]');
  });

  it('calls for help with typed words, and the caller’s card follows a press', async () => {
    const { send, teams, places } = setting;
    await send('install-personal');
    await send('message-personal');
    const card = await teams.reads(places.personal, '"Ask more people now"');
    const [, record] = /"record":"([^"]+)"/.exec(JSON.stringify(card.card)) ?? [];
    const { status } = await send('press-execute', (activity) => {
      const data = { button: 'help.more', record };
      const value = { action: { ...(activity.value as { action: object }).action, data } };
      return { ...activity, value, replyToId: card.id };
    });
    expect(status).toBe(200);
    await expect
      .poll(() => teams.posted(places.personal).find(({ id }) => id === card.id)?.edits)
      .toBeGreaterThan(0);
  });

  it('is told of a press on what is gone', async () => {
    const { status, said } = await setting.send('press-execute');
    expect(status).toBe(200);
    // In the conversation with one person it takes the place of the card.
    expect(said).toContain('application/vnd.microsoft.card.adaptive');
    expect(said).toContain('That call is not here any more, and nobody is asked by it.');
  });

  it.each([
    ['message-group-mention', 'group'],
    ['message-channel-mention', 'team'],
  ] as const)('is answered in the chat with the app, with one line at the place: %s', async (name, where) => {
    const { send, teams, places } = setting;
    await send('install-personal');
    await send(name);
    await teams.reads(places.personal, 'Central Library');
    expect(teams.posted(places[where])).toMatchObject([{ text: 'The answer is in your chat with me.' }]);
  });

  it('opens the form of an action, and gets it back with what is missing', async () => {
    const { send } = setting;
    expect((await send('action-opens')).said).toMatch(/"type":"continue".*"title":"Call for help"/);
    expect((await send('action-sent')).said).toContain('Choose where you are.');
  });

  it('opens the form of an action on a message without a link, with the words of whoever wrote them', async () => {
    const { send } = setting;
    const own = await send('action-on-own-message');
    expect(own.said).toMatch(/"title":"Log an incident".*Test Bot today/);
    const other = await send('action-on-message-of-app');
    expect(other.said).toContain('"title":"Log an incident"');
    expect(other.said).not.toContain('A card');
  });

  it('is taken without a word where nobody waits for one', async () => {
    const { send, teams } = setting;
    const before = teams.state.messages.length;
    for (const name of quiet) expect(await send(name), name).toEqual({ status: 200, said: '' });
    expect(teams.state.messages).toHaveLength(before);
  });

  it('is refused where it comes from another channel than Teams, such as a mail', async () => {
    const { send, teams } = setting;
    const before = teams.state.messages.length;
    for (const name of ofOtherChannels) expect((await send(name)).status, name).toBe(403);
    expect(teams.state.messages).toHaveLength(before);
  });
});
