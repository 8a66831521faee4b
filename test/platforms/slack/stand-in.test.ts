import { WebClient } from '@slack/web-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { slackUser, startSlackStandIn } from '../../support/slack/index.ts';

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const button = (id: string) => ({ type: 'button' as const, action_id: id, text: text('Press'), value: 'v' });

async function workspace() {
  const slack = await startSlackStandIn({
    users: [{ id: 'U1' }, { id: 'U2', deleted: true }, { id: 'U3', kind: 'bot' }],
    channels: [
      { id: 'C1', members: ['U1'] },
      { id: 'C2', withoutBot: true },
      { id: 'C3', archived: true },
    ],
  });
  onTestFinished(() => slack.stop());
  const quiet = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} };
  const client = (token: string) =>
    new WebClient(token, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: { ...quiet, getLevel: () => 'error' as never },
    });
  const web = client(slack.botToken);
  const error = (call: Promise<unknown>) =>
    call.then(
      () => 'ok',
      (thrown: { data?: { error?: string }; code?: string }) => thrown.data?.error ?? thrown.code,
    );
  return { slack, web, client, error };
}

/** The stand-in proves nothing unless it refuses what Slack refuses. */
describe('the stand-in for Slack', () => {
  it('refuses places that Slack would refuse', async () => {
    const { web, error } = await workspace();
    const post = (channel: string) => error(web.chat.postMessage({ channel, text: 'x' }));
    expect(await post('C1')).toBe('ok');
    expect(await post('U1')).toBe('ok');
    expect(await post('C2')).toBe('not_in_channel');
    expect(await post('C3')).toBe('is_archived');
    expect(await post('C9')).toBe('channel_not_found');
    expect(await post('U2')).toBe('user_disabled');
    expect(await post('U3')).toBe('cannot_dm_bot');
    expect(await error(web.chat.postEphemeral({ channel: 'C1', user: 'U9', text: 'x' }))).toBe(
      'user_not_in_channel',
    );
  });

  it('refuses messages that Slack would refuse', async () => {
    const { web, error } = await workspace();
    const post = (message: object) =>
      error(web.chat.postMessage({ channel: 'C1', text: 'x', ...message } as never));
    const section = { type: 'section', text: text('x') };
    expect(await post({ blocks: [section] })).toBe('ok');
    expect(await post({ text: '' })).toBe('no_text');
    expect(await post({ text: '', blocks: [section] })).toBe('missing_text');
    expect(await post({ text: 'x'.repeat(40_001) })).toBe('msg_too_long');
    const refused = [
      Array.from({ length: 51 }, () => section),
      [{ type: 'section', text: text('x'.repeat(3001)) }],
      [{ type: 'header', text: text('x'.repeat(151)) }],
      [{ type: 'header', text: text('') }],
      [{ type: 'actions', elements: [] }],
      [{ type: 'actions', elements: Array.from({ length: 26 }, (_, index) => button(`a${index}`)) }],
      [{ type: 'actions', elements: [button('same'), button('same')] }],
      [{ type: 'actions', elements: [{ ...button('a'), text: text('x'.repeat(76)) }] }],
      [{ type: 'actions', elements: [{ ...button('a'), value: 'x'.repeat(2001) }] }],
      [{ type: 'actions', elements: [{ ...button('a'), style: 'blue' }] }],
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }],
        },
      ],
      [{ type: 'input', label: text('x'), element: { type: 'plain_text_input', action_id: 'a' } }],
      [{ type: 'unheard_of' }],
    ];
    for (const blocks of refused)
      expect(await post({ blocks }), JSON.stringify(blocks).slice(0, 80)).toBe('invalid_blocks');
  });

  it('refuses changes that Slack would refuse', async () => {
    const { slack, web, error } = await workspace();
    const { ts } = await web.chat.postMessage({ channel: 'C1', text: 'x' });
    const update = (message: object) =>
      error(web.chat.update({ channel: 'C1', ts, text: 'y', ...message } as never));
    expect(await update({})).toBe('ok');
    expect(await update({ text: 'y'.repeat(4001) })).toBe('msg_too_long');
    expect(await update({ ts: '1.2' })).toBe('message_not_found');
    const maria = slackUser(slack, { deskUrl: 'http://127.0.0.1:9' }, 'U1');
    await maria.says('hello').catch(() => {});
    const own = maria.sees()[0]?.ts;
    expect(await error(web.chat.update({ channel: maria.direct, ts: own ?? '', text: 'y' }))).toBe(
      'cant_update_message',
    );
  });

  it('opens a modal once per trigger, and only a modal that Slack would open', async () => {
    const { slack, web, error } = await workspace();
    slack.state.triggers.set('t', { user: 'U1', bornMs: performance.now(), used: false });
    slack.state.triggers.set('old', { user: 'U1', bornMs: performance.now() - 3001, used: false });
    const view = { type: 'modal' as const, title: text('x'), blocks: [] };
    const open = (trigger_id: string, changes: object = {}) =>
      error(web.views.open({ trigger_id, view: { ...view, ...changes } }));
    expect(await open('t', { title: text('x'.repeat(25)) })).toBe('invalid_arguments');
    const options = [{ text: text('A'), value: 'a' }];
    const select = (changes: object) => ({
      submit: text('Send'),
      blocks: [
        {
          type: 'input',
          label: text('x'),
          element: { type: 'static_select', action_id: 'a', options, ...changes },
        },
      ],
    });
    expect(await open('t', select({ options: [] }))).toBe('invalid_arguments');
    expect(await open('t', select({ initial_option: { text: text('B'), value: 'a' } }))).toBe(
      'invalid_arguments',
    );
    expect(await open('t', { ...select({}), submit: undefined })).toBe('invalid_arguments');
    expect(await open('t', select({}))).toBe('ok');
    expect(await open('t')).toBe('exchanged_trigger_id');
    expect(await open('old')).toBe('expired_trigger_id');
    expect(await open('never')).toBe('invalid_trigger_id');
  });

  it('refuses bad tokens, and fails as it is told, as often as it is told', async () => {
    const { slack, web, client, error } = await workspace();
    expect(await error(client('xoxb-other').auth.test())).toBe('invalid_auth');
    slack.fail('auth.test', { retryAfter: 3, times: 1 });
    expect(await error(web.auth.test())).toBe('slack_webapi_rate_limited_error');
    expect(await error(web.auth.test())).toBe('ok');
    slack.fail('chat.postMessage', { status: 500, afterwards: true });
    expect(await error(web.chat.postMessage({ channel: 'C1', text: 'arrived' }))).toBe(
      'slack_webapi_http_error',
    );
    expect(slack.messages('C1').map((message) => message.text)).toEqual(['arrived']);
    slack.revokeToken();
    expect(await error(web.auth.test())).toBe('token_revoked');
    expect(
      slack
        .calls('auth.test')
        .map(({ outcome }) => outcome)
        .slice(-2),
    ).toEqual(['ok', 'token_revoked']);
  });

  it('shows a person Slack’s own error when the desk cannot be reached', async () => {
    const { slack } = await workspace();
    const maria = slackUser(slack, { deskUrl: 'http://127.0.0.1:9' }, 'U1');
    await maria.types('/assist', 'now');
    expect(maria.sees()[0]?.text).toMatch(/^\/assist failed/);
  });
});
