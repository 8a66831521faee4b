import { describe, expect, it } from 'vitest';
import { createClock } from '../../../src/clock.ts';
import { createSlackPlatform } from '../../../src/platforms/slack/index.ts';
import { eventually } from '../../support/eventually.ts';
import { startSlackStandIn } from '../../support/slack/index.ts';
import { type ServedSlack, serveSlack } from './serve-slack.ts';
import { createTinyDesk, later } from './tiny-desk.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const base = { botToken: 'xoxb-x', log: silent, clock: createClock() };

describe('the start', () => {
  it('is refused with a sentence when Slack could not reach the desk', () => {
    expect(() => createSlackPlatform(base)).toThrow(/SLACK_APP_TOKEN.*SLACK_SIGNING_SECRET/);
  });

  it.each(['invalid_auth', 'token_revoked', 'account_inactive'])(
    'is refused with a sentence that names the setting and the fix when the bot token is %s',
    async (error) => {
      const served = await serveSlack({ unstarted: true });
      served.slack.fail('auth.test', { error });
      await expect(served.platform.start(served.desk)).rejects.toMatchObject({
        code: 'BAD_SETTINGS',
        message: expect.stringMatching(new RegExp(`SLACK_BOT_TOKEN.*${error}.*Install the app`)),
      });
    },
  );

  it('is refused when the app token is bad, naming that one', async () => {
    const slack = await startSlackStandIn();
    const platform = createSlackPlatform({
      ...base,
      botToken: slack.botToken,
      appToken: 'xapp-wrong',
      apiUrl: slack.apiUrl,
    });
    await expect(platform.start(createTinyDesk())).rejects.toMatchObject({
      code: 'BAD_SETTINGS',
      message: expect.stringMatching(/SLACK_APP_TOKEN.*invalid_auth.*connections:write/),
    });
    await slack.stop();
  });

  it('goes on without Slack while Slack is away, says so, and connects when it is back', async () => {
    const served = await serveSlack({ unstarted: true });
    served.slack.fail('auth.test', { status: 500 });
    await served.platform.start(served.desk);
    expect(served.platform.health()).toMatchObject({
      ready: false,
      reason: expect.stringContaining('http_500'),
    });
    served.slack.heal();
    served.clock.skip(1000);
    await eventually('the connection', () => served.platform.health().ready);
    await served.user('U0MARIA').types('/onshift');
    expect(served.desk.requests).toHaveLength(1);
  });

  it('does not wait for a Slack that answers nothing, and takes a refusal that comes later for one', async () => {
    const served = await serveSlack({ unstarted: true });
    let answer = () => {};
    const once = new Promise<void>((resolve) => {
      answer = resolve;
    });
    served.slack.fail('auth.test', { error: 'invalid_auth', once });
    const starting = served.platform.start(served.desk);
    served.clock.skip(2000);
    await starting;
    expect(served.platform.health()).toEqual({ ready: false, reason: 'Slack has not answered yet.' });
    answer();
    await eventually('the refusal', () => served.platform.health().lasting);
    expect(served.platform.health().reason).toMatch(/SLACK_BOT_TOKEN.*invalid_auth.*Install the app/);
  });

  it('keeps saying that the app token is bad when Slack says so late, also while it takes messages', async () => {
    const served = await serveSlack({ by: 'socket', unstarted: true });
    let answer = () => {};
    const once = new Promise<void>((resolve) => {
      answer = resolve;
    });
    served.slack.fail('apps.connections.open', { error: 'invalid_auth', once });
    const starting = served.platform.start(served.desk);
    await eventually('the question', () => served.slack.calls('apps.connections.open').length > 0);
    served.clock.skip(2000);
    await starting;
    expect(served.platform.health().reason).toContain('not open yet');
    answer();
    await eventually('the refusal', () => served.platform.health().reason?.includes('SLACK_APP_TOKEN'));
    await served.platform.probe?.();
    expect(served.platform.health()).toMatchObject({
      ready: false,
      reason: expect.stringMatching(/SLACK_APP_TOKEN.*invalid_auth/),
    });
  });

  it('names the permissions that are missing', async () => {
    const served = await serveSlack({ scopes: ['commands', 'chat:write'] });
    expect(served.logged.join('\n')).toContain('users:read.email');
    expect(await served.platform.directory?.missingScopes()).toContain('im:history');
    expect(await served.platform.directory?.missingScopes()).not.toContain('chat:write');
  });

  it('asks Slack who we are once, and not again with every request', async () => {
    const served = await serveSlack();
    for (const words of ['a', 'b', 'c']) await served.user('U0MARIA').types('/desk', words);
    expect(served.slack.calls('auth.test')).toHaveLength(1);
  });
});

describe('Socket Mode', () => {
  it('carries everything that HTTP does: commands, presses, forms, messages, with their replies', async () => {
    const served = await serveSlack({ by: 'socket' });
    expect(served.platform.routes).toEqual([]);
    const maria = served.user('U0MARIA');
    await maria.types('/onshift', 'all');
    expect(maria.sees().at(-1)).toMatchObject({ lines: ['You did: command'], ephemeral: true });
    await maria.says('assist now');
    await maria.mentions('C0CEN', 'onshift');
    await maria.opensHome();
    await eventually('the Home tab', () => maria.home().length > 0);
    expect(served.desk.requests.map(({ what }) => what.type)).toEqual([
      'command',
      'command',
      'command',
      'homeOpened',
    ]);
    expect(served.platform.health()).toEqual({ ready: true });
  });

  it('survives a message that it cannot read', async () => {
    const served = await serveSlack({ by: 'socket' });
    for (const nonsense of [
      'no json',
      '{}',
      '{"type":"events_api","envelope_id":"x","payload":null}',
      '{"type":"events_api","envelope_id":"x","payload":{"event":null}}',
      '{"type":"slash_commands","envelope_id":"x","payload":null}',
      '{"type":"interactive","envelope_id":"x"}',
    ]) {
      served.slack.socket.sendRaw(nonsense);
    }
    await served.user('U0MARIA').types('/onshift');
    expect(served.desk.requests).toHaveLength(1);
  });

  it('opens the next connection before Slack closes the old one', async () => {
    const served = await serveSlack({ by: 'socket' });
    const { socket, calls } = served.slack;
    socket.refresh();
    await eventually('both connections at once', () => socket.mostConnections() === 2);
    await eventually('the old one to be closed', () => socket.connections() === 1);
    expect(served.platform.health()).toEqual({ ready: true });
    await served.user('U0MARIA').types('/onshift');
    expect(served.desk.requests).toHaveLength(1);
    expect(calls('apps.connections.open')).toHaveLength(2);
  });

  it('connects again at once when the connection is lost, and says so while it cannot', async () => {
    const served = await serveSlack({ by: 'socket' });
    const { socket } = served.slack;
    socket.drop();
    await eventually('the next connection', () => greetings(served) === 2);
    served.slack.fail('apps.connections.open', { status: 500 });
    socket.drop();
    await eventually('the word', () => served.platform.health().reason?.includes('Socket Mode'));
    served.slack.heal();
    await eventually('the connection', () => {
      // Little at a time: fifteen seconds without a greeting are a failed try.
      served.clock.skip(100);
      return served.platform.health().ready;
    });
    await served.user('U0MARIA').types('/onshift');
    expect(served.desk.requests).toHaveLength(1);
  });

  it('keeps one connection where a try that failed was followed by another that did not wait for it', async () => {
    const served = await serveSlack({ by: 'socket' });
    const { socket, calls } = served.slack;
    served.slack.fail('apps.connections.open', { status: 500, times: 1 });
    // The try before the old connection closes fails, and waits; the one after it does not.
    socket.refresh();
    await eventually('the next connection', () => greetings(served) === 2);
    expect(served.logged.join('\n')).toContain('trying again');
    const before = calls('apps.connections.open').length;
    served.clock.skip(60_000);
    for (let times = 0; times < 3; times += 1) await served.user('U0MARIA').types('/onshift');
    expect(calls('apps.connections.open')).toHaveLength(before);
    await eventually('the end of the old one', () => socket.connections() === 1);
  });

  it('opens no second one when the pause after a failed try ends while another is under way', async () => {
    const served = await serveSlack({ by: 'socket' });
    const { socket, calls, fail } = served.slack;
    const open = 'apps.connections.open';
    const [first, second] = [later<void>(), later<void>()];
    fail(open, { status: 500, times: 1, once: first.promise });
    socket.refresh();
    await eventually('the try before the old one closes', () => calls(open).length === 2);
    fail(open, { status: 500, times: 1, once: second.promise });
    first.resolve();
    await eventually('the try after it', () => calls(open).length === 3);
    served.clock.skip(500);
    // Time enough for one that was opened by mistake.
    for (let times = 0; times < 5; times += 1) await served.platform.probe?.();
    second.resolve();
    await eventually('the next connection', () => {
      served.clock.skip(100);
      return greetings(served) === 2;
    });
    await eventually('both have failed', () => count(served, 'trying again') === 2);
    served.clock.skip(60_000);
    for (let times = 0; times < 3; times += 1) await served.user('U0MARIA').types('/onshift');
    expect(calls(open)).toHaveLength(4);
    expect(socket.connections()).toBe(1);
  });

  it('delivers nothing any more after the stop', async () => {
    const served = await serveSlack({ by: 'socket' });
    await served.platform.stop();
    await eventually('the end of the connection', () => served.slack.socket.connections() === 0);
  });
});

/** How often a connection by Socket Mode was complete. */
function greetings(served: ServedSlack): number {
  return count(served, 'Connected to Slack by Socket Mode');
}

function count({ logged }: ServedSlack, words: string): number {
  return logged.filter((line) => line.includes(words)).length;
}
