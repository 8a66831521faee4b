import { describe, expect, it } from 'vitest';
import { type Platform, SendError } from '../../../src/platforms/platform.ts';
import { eventually } from '../../support/eventually.ts';
import { type Failure, mriOf, personalOf } from '../../support/teams/index.ts';
import { card } from '../slack/tiny-desk.ts';
import { ben, channel, maria, type ServedTeams, serveTeams, startsAt, team } from './serve-teams.ts';

const draw = { locale: 'en' };

/** As it is saved from what a person did in the chat with the desk. */
const address = ({ platform, teams }: ServedTeams, user: string) =>
  platform.personAddress({ tenant: teams.tenant, user, contact: `${personalOf(user)} ${teams.serviceUrl}` });

describe('a message', () => {
  it('rings, with a summary that is complete in itself and the card alone', async () => {
    const served = await serveTeams();
    const posted = await served.platform.post(address(served, maria), card('Come now'), draw);
    expect(served.teams.posted(personalOf(maria))).toMatchObject([
      { summary: 'Come now', text: '', rang: true },
    ]);
    await served.platform.update(posted, card('On the way'), draw);
    expect(served.teams.posted(personalOf(maria))).toMatchObject([{ summary: 'On the way', edits: 1 }]);
    expect(served.teams.invalidCards).toEqual([]);
  });

  it('says that it may be a repeat', async () => {
    const served = await serveTeams();
    await served.platform.post(address(served, maria), card('Come now'), { ...draw, repeat: true });
    expect(served.teams.posted(personalOf(maria))).toMatchObject([{ summary: 'Sent again: Come now' }]);
    expect(JSON.stringify(served.teams.posted(personalOf(maria)))).toContain(
      'This may be a repeat of a message',
    );
  });

  it('reaches somebody known from a team alone, whose chat is asked for once', async () => {
    const served = await serveTeams();
    const { platform, teams } = served;
    const contact = `member:${mriOf(ben)} ${teams.serviceUrl}`;
    const to = platform.personAddress({ tenant: teams.tenant, user: ben, contact });
    const first = await platform.post(to, card('one'), draw);
    await platform.post(to, card('two'), draw);
    expect(teams.posted(personalOf(ben))).toHaveLength(2);
    expect(teams.calls('createConversation')).toHaveLength(1);
    expect(first.address).toEqual({ id: `${personalOf(ben)} ${teams.serviceUrl}`, private: true });
  });

  it('reaches somebody of whom only the id in staff.json is known, once anybody has been met', async () => {
    const served = await serveTeams();
    const { platform, teams, deskUrl } = served;
    const to = platform.personAddress({ tenant: '', user: ben });
    await expectFailure(platform.post(to, card('one'), draw), 'later', 'no_service_address');
    await teams.deliver(deskUrl, teams.activities.message(maria, 'onshift'));
    await platform.post(to, card('one'), draw);
    expect(teams.posted(personalOf(ben))).toHaveLength(1);
  });

  it('begins a thread in a channel, and is edited there', async () => {
    const served = await serveTeams();
    const { platform, teams, deskUrl } = served;
    await teams.deliver(deskUrl, teams.activities.message(maria, 'onshift'));
    const to = platform.channelAddress('CEN', channel) as NonNullable<ReturnType<Platform['channelAddress']>>;
    expect(to).toEqual({ id: channel, private: false });
    const posted = await platform.post(to, card('H-0001'), draw);
    await platform.update(posted, card('H-0001 is over'), draw);
    expect(teams.posted(channel)).toMatchObject([{ summary: 'H-0001 is over', edits: 1 }]);
  });

  it('stays below what Teams takes, however long its words', async () => {
    const served = await serveTeams();
    await served.platform.post(address(served, maria), card('ж'.repeat(40_000)), draw);
    expect(served.teams.posted(personalOf(maria))).toHaveLength(1);
  });
});

describe('an edit that fails', () => {
  it.each([
    [404, 'ActivityNotFoundInConversation'],
    [405, 'NotSupported'],
  ])('becomes a reply, of which the desk is told the id to edit from then on (%s)', async (status, code) => {
    const served = await serveTeams();
    const { platform, teams } = served;
    const posted = await platform.post(address(served, maria), card('Come now'), draw);
    teams.fail('updateActivity', { status, code, times: 1 });
    const message = await platform.update(posted, card('On the way'), draw);
    expect(message).not.toBe(posted.message);
    if (message === undefined) throw new Error('There is no reply.');
    expect(await platform.update({ ...posted, message }, card('Done'), draw)).toBeUndefined();
    const [original, reply] = teams.posted(personalOf(maria));
    expect(original).toMatchObject({ summary: 'Come now' });
    expect(reply).toMatchObject({ summary: 'Done', replyTo: original?.id, edits: 1, rang: false });
  });

  it('becomes one too where something in between lets no message be changed', async () => {
    const served = await serveTeams();
    const { platform, teams } = served;
    const posted = await platform.post(address(served, maria), card('Come now'), draw);
    teams.fail('updateActivity', { status: 405, page: '' });
    await platform.update(posted, card('On the way'), draw);
    expect(teams.posted(personalOf(maria)).at(-1)).toMatchObject({ summary: 'On the way', rang: false });
  });

  it('of a pressed card becomes one too', async () => {
    const served = await serveTeams();
    const { platform, teams, deskUrl, desk } = served;
    const posted = await platform.post(address(served, maria), card('Come now'), draw);
    const [original] = teams.posted(personalOf(maria));
    if (original === undefined) throw new Error('There is no message.');
    const redrawn = { posting: 'p1', revision: 2, card: card('You are coming') };
    desk.answer = () => ({ last: Promise.resolve({ redrawn }) });
    teams.fail('updateActivity', { status: 404, code: 'ActivityNotFoundInConversation', times: 1 });
    const action = { type: 'Action.Execute', data: { button: 'help.claim' } };
    await teams.deliver(deskUrl, teams.activities.execute(maria, original, action));
    await platform.stop();
    const reply = teams.posted(personalOf(maria)).at(-1)?.id ?? '';
    expect(desk.redrawn).toEqual([`p1@2 in ${posted.message.replace(original.id, reply)}`]);
  });

  it('is no reply where nothing can be written any more', async () => {
    const served = await serveTeams();
    const { platform, teams } = served;
    const posted = await platform.post(address(served, maria), card('Come now'), draw);
    teams.fail('updateActivity', { status: 403, code: 'BotNotInConversationRoster' });
    await expectFailure(platform.update(posted, card('x'), draw), 'never', 'BotNotInConversationRoster');
    expect(teams.calls('replyToActivity')).toEqual([]);
  });
});

describe('a refusal', () => {
  const refusals: readonly (readonly [string, Failure, string, string, number | undefined])[] = [
    ['too busy, with a time', { status: 429, code: 'Throttled', retryAfter: 7 }, 'later', 'Throttled', 7000],
    ['too busy, without one', { status: 429, code: 'Throttled' }, 'later', 'Throttled', undefined],
    ['a conflict', { status: 412, code: 'Precondition' }, 'later', 'Precondition', undefined],
    ['a bad gateway', { status: 502 }, 'later', 'ServiceError', undefined],
    ['a gateway without an answer', { status: 504 }, 'later', 'ServiceError', undefined],
    ['a failure there', { status: 500 }, 'unknown', 'ServiceError', undefined],
    [
      'not in the roster',
      { status: 403, code: 'BotNotInConversationRoster' },
      'never',
      'BotNotInConversationRoster',
      undefined,
    ],
    [
      'blocked',
      { status: 403, code: 'ConversationBlockedByUser' },
      'never',
      'ConversationBlockedByUser',
      undefined,
    ],
    [
      'no such conversation',
      { status: 404, code: 'ConversationNotFound' },
      'never',
      'ConversationNotFound',
      undefined,
    ],
    ['too large', { status: 413, code: 'MessageSizeTooBig' }, 'never', 'MessageSizeTooBig', undefined],
    ['a filter in between', { status: 403, page: 'Blocked' }, 'later', 'http_403', undefined],
    ['a proxy that knows no such place', { status: 404, page: '' }, 'later', 'http_404', undefined],
    ['too large for a proxy', { status: 413, page: '' }, 'never', 'http_413', undefined],
    ['a cut connection', { reset: true }, 'unknown', 'ECONNRESET', undefined],
  ];

  it.each(refusals)('is told as what it means: %s', async (_name, failure, kind, reason, retryAfterMs) => {
    const served = await serveTeams();
    served.teams.fail('sendToConversation', failure);
    const post = served.platform.post(address(served, maria), card('x'), draw);
    const error = await expectFailure(post, kind, reason);
    expect(error.retryAfterMs).toBe(retryAfterMs);
    expect(served.teams.calls('sendToConversation')).toHaveLength(1);
  });

  it('of opening a chat is no success', async () => {
    const served = await serveTeams();
    const { platform, teams } = served;
    teams.fail('createConversation', { status: 403, code: 'Forbidden' });
    const contact = `member:${mriOf(ben)} ${teams.serviceUrl}`;
    const to = platform.personAddress({ tenant: teams.tenant, user: ben, contact });
    await expectFailure(platform.post(to, card('x'), draw), 'never', 'Forbidden');
    expect(teams.posted(personalOf(ben))).toEqual([]);
  });

  it('of the token is mended by a new one', async () => {
    const served = await serveTeams();
    served.teams.revokeTokens();
    await served.platform.post(address(served, maria), card('x'), draw);
    expect(served.teams.posted(personalOf(maria))).toHaveLength(1);
  });
});

describe('signing in', () => {
  it('with a wrong secret stops the start with a sentence, without the secret', async () => {
    const appId = '11111111-1111-4111-8111-111111111111';
    const served = await serveTeams({ unstarted: true, appId, deskPassword: 'wrong-password' });
    const error: unknown = await served.platform.start(served.desk).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'BAD_SETTINGS',
      message: expect.stringContaining('MicrosoftAppPassword'),
    });
    expect(String(error) + served.logged.join('')).not.toContain('wrong-password');
    expect(served.platform.health().ready).toBe(false);
  });

  it('is tried again while Microsoft is away, and the health says so', async () => {
    const served = await serveTeams({ unstarted: true, appId: '22222222-2222-4222-8222-222222222222' });
    const { teams, platform, desk, clock } = served;
    teams.fail('token', { hang: true });
    const starting = platform.start(desk);
    await teams.called('token');
    clock.skip(2000);
    await starting;
    const yet = 'Microsoft has not given a token yet.';
    expect(platform.health()).toEqual({ ready: false, reason: yet });
    clock.skip(8000);
    await eventually('it is given up', () => platform.health().reason?.includes('trying again'));
    teams.heal();
    const before = teams.calls('token').length;
    clock.skip(1000);
    await teams.called('token', before + 1);
    await platform.post(address(served, maria), card('x'), draw);
    expect(platform.health()).toEqual({ ready: true });
    expect(Date.parse(clock.now())).toBeGreaterThan(Date.parse(startsAt));
  });
});

describe('the people of a team', () => {
  it('are read when it installs the app, page by page, with an address for each', async () => {
    const many = Array.from(
      { length: 1200 },
      (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    );
    const served = await serveTeams({
      users: [{ id: maria, name: 'Maria Santos' }, ...many.map((id) => ({ id, upn: `${id}@example.org` }))],
      teams: [{ id: team, members: [maria, ...many] }],
    });
    const { teams, deskUrl, desk } = served;
    await teams.deliver(deskUrl, teams.activities.teamChanged(team, maria, 'added'));
    await served.platform.stop();
    expect(teams.calls('getPagedMembers')).toHaveLength(3);
    expect(new Set(desk.known.map(({ user }) => user)).size).toBe(1201);
    expect(desk.known.find(({ user }) => user === many[700])).toMatchObject({
      tenant: teams.tenant,
      email: `${many[700] ?? ''}@example.org`,
      standing: 'member',
      contact: `member:${mriOf(many[700] ?? '')} ${teams.serviceUrl}`,
    });
  });

  it('are told of when they join later', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    await teams.deliver(deskUrl, teams.activities.teamChanged(team, maria, 'added', [ben]));
    await eventually('Ben is looked up', () => desk.known.at(-1)?.name === 'Ben Ortiz');
    expect(desk.known.at(-1)).toMatchObject({ user: ben, name: 'Ben Ortiz' });
  });

  it('are listed for linking, also after a restart, from the channels that are named', async () => {
    const { teams, deskUrl, platform } = await serveTeams();
    platform.channelAddress('CEN', channel);
    await teams.deliver(deskUrl, teams.activities.message(maria, 'onshift'));
    const found = [];
    for await (const person of platform.directory?.people() ?? []) found.push(person.name);
    expect(found).toEqual(['Maria Santos', 'Ben Ortiz', 'Gil Guest (Guest)']);
  });

  it('who cannot be reached are told with the reason, and so are channels', async () => {
    const { teams, deskUrl, platform } = await serveTeams({
      users: [{ id: maria }, { id: ben, withoutApp: true }],
    });
    expect(await platform.directory?.personProblem(ben)).toContain('nobody on Teams has been met yet');
    await teams.deliver(deskUrl, teams.activities.message(maria, 'onshift'));
    expect(await platform.directory?.personProblem(ben)).toContain('in no team that has Deskbell');
    expect(await platform.directory?.personProblem(maria)).toBeUndefined();
    expect(await platform.directory?.channelProblem('19:gone@thread.tacv2')).toContain(
      'ConversationNotFound',
    );
    expect(await platform.directory?.channelProblem(channel)).toBeUndefined();
  });
});

describe('the first contact', () => {
  it('shows Home once, although Teams tells of it twice', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    await teams.deliver(deskUrl, teams.activities.installed(maria));
    await teams.deliver(deskUrl, teams.activities.met(maria));
    await teams.called('sendToConversation');
    expect(desk.requests.map(({ what }) => what.type)).toEqual(['homeOpened']);
    expect(desk.requests[0]?.contact).toBe(`${personalOf(maria)} ${teams.serviceUrl}`);
    expect(teams.posted(personalOf(maria))).toHaveLength(1);
  });
});

async function expectFailure(promise: Promise<unknown>, failure: string, reason: string): Promise<SendError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SendError);
  expect(error).toMatchObject({ failure, reason });
  return error as SendError;
}
