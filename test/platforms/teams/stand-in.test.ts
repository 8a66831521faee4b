import { createServer } from 'node:http';
import { type ChannelAccount, type ConversationParameters, TeamsInfo, type TurnContext } from 'botbuilder';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entraId, mriOf, personalOf, startTeams, type TeamsStandIn } from '../../support/teams/index.ts';
import { bearerOf, createAdapter } from './sdk-bot.ts';

const maria = entraId('maria');
const omar = entraId('omar');
const team = '19:allstaff@thread.tacv2';
const channel = '19:central@thread.tacv2';
const crowd = Array.from({ length: 120 }, (_, index) => entraId(`person ${index}`));

let teams: TeamsStandIn;
beforeEach(async () => {
  teams = await startTeams({
    users: [
      { id: maria, name: 'Maria Santos', upn: 'maria@library.example', email: 'maria@library.example' },
      { id: omar, name: 'Omar Haddad', withoutApp: true },
      ...crowd.map((id) => ({ id })),
    ],
    teams: [
      {
        id: team,
        name: 'All staff',
        channels: [{ id: channel, name: 'Central' }],
        members: [maria, omar, ...crowd],
      },
    ],
    // All that a test sends is sent at once, however slow the machine is.
    elapsedMs: () => 0,
  });
});
afterEach(() => teams.stop());

const bearer = () => bearerOf(teams);

/** A turn of the SDK for a message of Maria's, in which calls to the connector can be made. */
async function inTurn<T>(activity: unknown, work: (context: TurnContext) => Promise<T>): Promise<T> {
  let done: T | undefined;
  let failed: unknown;
  await createAdapter(teams).take(`Bearer ${teams.token()}`, activity, async (context) => {
    try {
      done = await work(context);
    } catch (thrown) {
      failed = thrown;
    }
  });
  if (failed !== undefined) throw failed;
  return done as T;
}

const typed = (words = 'hello') => teams.activities.message(maria, words);
const card = (label: string) => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: label }] },
});

/** A call past the SDK, which would try again by itself. */
async function call(http: string, path: string, body?: unknown, authorization?: string): Promise<Response> {
  return fetch(`${teams.serviceUrl}v3/${path}`, {
    method: http,
    headers: { 'Content-Type': 'application/json', Authorization: authorization ?? (await bearer()) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const activitiesOf = (conversation: string) => `conversations/${encodeURIComponent(conversation)}/activities`;
const say = (words: string) => ({ type: 'message', text: words });
const idOf = async (response: Response) => ((await response.json()) as { id: string }).id;

describe('the Bot Connector, called by the SDK', () => {
  it('takes a reply, an edit and a deletion', async () => {
    const id = await inTurn(typed(), async (context) => {
      const sent = await context.sendActivity({ attachments: [card('first')] });
      await context.updateActivity({ type: 'message', id: sent?.id ?? '', attachments: [card('second')] });
      return sent?.id;
    });
    const [message] = teams.posted(personalOf(maria));
    expect(message).toMatchObject({ id, edits: 1, rang: false });
    expect(JSON.stringify(message?.card)).toContain('second');
    await inTurn(typed(), (context) => context.deleteActivity(id ?? ''));
    expect(teams.posted(personalOf(maria))).toEqual([]);
  });

  it('reads a team page by page, its channels and one person', async () => {
    const activity = teams.activities.mention(maria, channel, 'home');
    const read = await inTurn(activity, async (context) => {
      const first = await TeamsInfo.getPagedMembers(context, 10);
      const second = await TeamsInfo.getPagedMembers(context, 100, first.continuationToken);
      const person = await TeamsInfo.getMember(context, maria);
      const details = await TeamsInfo.getTeamDetails(context);
      const channels = await TeamsInfo.getTeamChannels(context);
      return { first, second, person, details, channels };
    });
    // Fewer than fifty are not to be had.
    expect(read.first.members).toHaveLength(50);
    expect(read.second.members).toHaveLength(72);
    expect(read.second.continuationToken).toBeUndefined();
    expect(read.person).toMatchObject({ userPrincipalName: 'maria@library.example', id: mriOf(maria) });
    expect(read.details).toMatchObject({ id: team, name: 'All staff' });
    expect(read.channels.map((one) => one.id)).toEqual([team, channel]);
  });

  it('opens a conversation with a person who has the app', async () => {
    const adapter = createAdapter(teams);
    const parameters = {
      isGroup: false,
      bot: { id: `28:${teams.appId}` } as ChannelAccount,
      members: [{ id: maria }],
      tenantId: teams.tenant,
    } as ConversationParameters;
    await adapter.createConversationAsync(
      teams.appId,
      'msteams',
      teams.serviceUrl,
      'https://api.botframework.com',
      parameters,
      async (context) => {
        await context.sendActivity({
          attachments: [card('hello')],
          channelData: { notification: { alert: true } },
        });
      },
    );
    expect(teams.posted(personalOf(maria))).toMatchObject([{ rang: true }]);
  });
});

describe('what Teams refuses', () => {
  const person = (id: string) => ({
    bot: { id: `28:${teams.appId}` },
    members: [{ id }],
    tenantId: teams.tenant,
  });

  it('any token but its own, and its own once they are revoked', async () => {
    const path = activitiesOf(personalOf(maria));
    const good = await bearer();
    expect((await call('POST', path, say('one'), good)).status).toBe(201);
    expect((await call('POST', path, say('two'), 'Bearer made-up')).status).toBe(401);
    teams.revokeTokens();
    expect((await call('POST', path, say('three'), good)).status).toBe(401);
    expect((await call('POST', path, say('four'))).status).toBe(201);
  });

  it('an unknown conversation, and one that the app is not in', async () => {
    expect((await call('POST', activitiesOf('a:1nobody'), say('x'))).status).toBe(404);
    teams.state.teams.set(team, { id: team, withoutBot: true });
    expect((await call('POST', activitiesOf(team), say('x'))).status).toBe(403);
  });

  it('to open a conversation with strangers, or by Entra id with those who have no app', async () => {
    expect((await call('POST', 'conversations', person(omar))).status).toBe(403);
    expect((await call('POST', 'conversations', person(mriOf(omar)))).status).toBe(201);
    expect((await call('POST', 'conversations', person(entraId('nobody')))).status).toBe(400);
    const elsewhere = { ...person(maria), tenantId: entraId('elsewhere') };
    expect((await call('POST', 'conversations', elsewhere)).status).toBe(400);
  });

  it("to edit an unknown message, or somebody else's", async () => {
    const path = activitiesOf(personalOf(maria));
    expect((await call('PUT', `${path}/123`, say('x'))).status).toBe(404);
    const own = { conversation: personalOf(maria), text: 'mine', summary: '', card: undefined };
    teams.state.messages.push({ ...own, id: '5', from: mriOf(maria), rang: false, edits: 0 });
    expect((await call('PUT', `${path}/5`, say('x'))).status).toBe(403);
    expect((await call('DELETE', `${path}/5`)).status).toBe(403);
  });

  it('an activity over 28 KB', async () => {
    const path = activitiesOf(personalOf(maria));
    expect((await call('POST', path, say('x'.repeat(28_000)))).status).toBe(201);
    const refused = await call('POST', path, say('x'.repeat(29_000)));
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({ error: { code: 'MessageSizeTooBig' } });
  });

  it('a card that it could not draw, and says why', async () => {
    const content = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Heading', text: 'x' }] };
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
    const path = activitiesOf(personalOf(maria));
    expect((await call('POST', path, { type: 'message', attachments })).status).toBe(400);
    expect(teams.invalidCards).toMatchObject([{ where: 'sendToConversation', card: content }]);
    expect(teams.invalidCards[0]?.problems.join()).toContain('Heading');
    teams.state.invalidCards.length = 0;
  });

  it('to name the message when text and card come together: it makes two', async () => {
    const both = { ...say('x'), attachments: [card('y')] };
    expect(await (await call('POST', activitiesOf(personalOf(maria)), both)).json()).toEqual({});
    expect(teams.posted(personalOf(maria))).toHaveLength(2);
  });

  it('more than seven messages a second in one conversation, once that is switched on', async () => {
    teams.limit(true);
    const path = activitiesOf(personalOf(maria));
    const statuses: number[] = [];
    for (let index = 0; index < 8; index++) statuses.push((await call('POST', path, say('x'))).status);
    expect(statuses).toEqual([...Array<number>(7).fill(201), 429]);
    const elsewhere = await call('POST', activitiesOf(team), say('x'));
    expect(elsewhere.status).toBe(201);
    const limited = await call('POST', path, say('x'));
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a request that cannot be read', () => {
  it('is refused, and nothing falls over', async () => {
    const headers = { Authorization: await bearer() };
    const path = `${teams.serviceUrl}v3/${activitiesOf(personalOf(maria))}`;
    expect((await fetch(path, { method: 'POST', headers, body: '{"type":' })).status).toBe(400);
    expect((await call('GET', 'conversations/%E0%A4%A/members')).status).toBe(400);
    expect((await call('POST', 'elsewhere', {})).status).toBe(404);
  });
});

describe('channels', () => {
  it('keep their threads apart', async () => {
    const activity = { type: 'message', attachments: [card('call')] };
    const bot = { id: `28:${teams.appId}` };
    const channelData = { channel: { id: channel } };
    const response = await call('POST', 'conversations', { isGroup: true, bot, channelData, activity });
    const { id: thread, activityId } = (await response.json()) as { id: string; activityId: string };
    expect(thread).toBe(`${channel};messageid=${activityId}`);
    await call('POST', activitiesOf(thread), say('in the thread'));
    const other = await idOf(await call('POST', activitiesOf(channel), say('elsewhere')));
    expect(teams.posted(thread).map((one) => one.thread)).toEqual([activityId, activityId]);
    expect(teams.posted(channel).at(-1)).toMatchObject({ id: other, thread: other });
  });
});

describe('failing as told', () => {
  it('answers any status so many times, with a pause if there is one, and then works again', async () => {
    teams.fail('sendToConversation', { status: 429, retryAfter: 3, times: 1 });
    const path = activitiesOf(personalOf(maria));
    const failed = await call('POST', path, say('x'));
    expect([failed.status, failed.headers.get('retry-after')]).toEqual([429, '3']);
    expect((await call('POST', path, say('x'))).status).toBe(201);
  });

  it('can cut the connection, or do what was asked and fail to say so', async () => {
    const path = activitiesOf(personalOf(maria));
    teams.fail('*', { reset: true, times: 1 });
    await expect(call('POST', path, say('x'))).rejects.toThrow('fetch failed');
    teams.fail('sendToConversation', { status: 502, afterwards: true });
    expect((await call('POST', path, say('y'))).status).toBe(502);
    expect(teams.posted(personalOf(maria))).toMatchObject([{ text: 'y' }]);
    teams.heal();
    expect((await call('POST', path, say('z'))).status).toBe(201);
  });
});

describe('waiting', () => {
  it('ends when a message says it, and when a method has been called so often', async () => {
    const reading = teams.reads(personalOf(maria), 'second');
    const calling = teams.called('sendToConversation', 2);
    const path = activitiesOf(personalOf(maria));
    await call('POST', path, say('first'));
    await call('POST', path, { type: 'message', attachments: [card('the second')] });
    expect((await reading).edits).toBe(0);
    expect(await calling).toHaveLength(2);
  });

  it('of the bot is as long as the stand-in hangs', async () => {
    teams.fail('getConversationMember', { hang: true });
    const authorization = await bearer();
    const address = `${teams.serviceUrl}v3/conversations/${encodeURIComponent(team)}/members/${maria}`;
    const asking = fetch(address, { headers: { authorization }, signal: AbortSignal.timeout(50) });
    await expect(asking).rejects.toThrow('timeout');
  });
});

describe('delivering', () => {
  it('posts with a good token or the one given, and checks the cards in what is answered', async () => {
    const seen: (string | undefined)[] = [];
    const bad = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Nonsense' }] };
    const body = { task: { type: 'continue', value: { card: { ...card('x'), content: bad } } } };
    const desk = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
    const { port } = desk.address() as { port: number };
    const address = `http://127.0.0.1:${port}`;
    const { status } = await teams.deliver(address, typed());
    await teams.deliver(address, typed(), { token: 'mine' });
    await teams.deliver(address, typed(), { token: false });
    desk.close();
    expect(status).toBe(200);
    expect(seen).toEqual([expect.stringMatching(/^Bearer ey/), 'Bearer mine', undefined]);
    expect(teams.invalidCards).toHaveLength(3);
    teams.state.invalidCards.length = 0;
  });
});
