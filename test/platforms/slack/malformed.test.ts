import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { signedHeaders } from '../../support/slack/post-signed.ts';
import { mintResponseUrl } from '../../support/slack/response-address.ts';
import type { Json } from '../../support/slack/state.ts';
import { type ServedSlack, serveSlack } from './serve-slack.ts';

const user = { id: 'U0BEN', team_id: 'T0LIBRARY' };
const team = { id: 'T0LIBRARY' };
const press = {
  type: 'block_actions',
  user,
  team,
  trigger_id: 'trigger',
  channel: { id: 'C0CEN' },
  actions: [{ type: 'button', action_id: 'desk1.0.help.claim', value: '{}' }],
};
const submission = {
  type: 'view_submission',
  user,
  team,
  view: { id: 'V1', callback_id: 'desk1.form', private_metadata: '{}' },
};
const directMessage = {
  type: 'message',
  channel_type: 'im',
  channel: 'D0BEN',
  user: 'U0BEN',
  text: 'assist',
};

const formType = 'application/x-www-form-urlencoded';
const toForm = (payload: unknown) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

/** Posts a body as Slack would, whatever is in it. */
async function post({ slack, deskUrl, clock }: ServedSlack, type: string, body: string) {
  const response = await fetch(new URL('/slack/events', deskUrl), {
    method: 'POST',
    headers: { 'Content-Type': type, ...signedHeaders(slack.signingSecret, body, Date.parse(clock.now())) },
    body,
    signal: AbortSignal.timeout(3000),
  });
  return { status: response.status, said: await response.text() };
}

const unreadablePresses: readonly (readonly [string, Json])[] = [
  ['no actions (null)', { ...press, actions: null }],
  ['no actions (an empty list)', { ...press, actions: [] }],
  ['actions that are an object', { ...press, actions: {} }],
  ['an action that is null', { ...press, actions: [null] }],
  ['actions that are a word', { ...press, actions: 'help.claim' }],
  ['a user that is null', { ...press, user: null }],
  ['no user', { ...press, user: undefined }],
  ['a user that is a list', { ...press, user: [] }],
  ['a channel that is a list', { ...press, channel: [] }],
  ['a trigger that is an object', { ...press, trigger_id: {} }],
  ['a shortcut without a user', { type: 'shortcut', user: null, team, callback_id: 'command.assist' }],
  ['a shortcut without a name', { type: 'shortcut', user, team, callback_id: null }],
  [
    'a message shortcut with null',
    { type: 'message_action', user: null, callback_id: null, channel: null, message: null },
  ],
  ['a kind that nobody knows', { type: 'telepathy', user }],
  ['a kind of long ago', { type: 'interactive_message', user, actions: null }],
  ['no kind', { type: null, user: null }],
];

describe.each(['http', 'socket'] as const)('a payload that cannot be read, by %s', (by) => {
  it.each(unreadablePresses)(
    'gets whoever pressed a sentence, and does nothing: %s',
    async (_what, payload) => {
      const served = await serveSlack({ by });
      const { slack, desk } = served;
      const ben = served.user('U0BEN');
      const response_url = mintResponseUrl(slack.state, slack.apiUrl, { user: 'U0BEN', channel: 'C0CEN' });
      expect(await ben.sends({ ...payload, response_url })).toEqual(by === 'http' ? '' : {});
      await eventually('the sentence', () =>
        ben.sees('C0CEN').some(({ text }) => text.includes('could not be read')),
      );
      expect(served.user('U0MARIA').sees('C0CEN')).toEqual([]);
      expect(desk.requests).toEqual([]);
    },
  );

  it('is answered in the own conversation where Slack gives no address', async () => {
    const served = await serveSlack({ by });
    const ben = served.user('U0BEN');
    await ben.sends({ ...press, actions: null });
    await eventually('the sentence', () => ben.sees().some(({ text }) => text.includes('could not be read')));
    expect(served.desk.requests).toEqual([]);
  });

  it.each([
    ['a view that is null', { ...submission, view: null }],
    ['no view', { ...submission, view: undefined }],
    ['a view that is a list', { ...submission, view: [] }],
    ['a user that is null', { ...submission, user: null }],
    ['no user', { ...submission, user: undefined }],
    ['no team', { ...submission, user: { id: 'U0BEN' }, team: null, view: {} }],
  ])(
    'leaves the form open with a sentence, as if to close it would say that it was sent: %s',
    async (_what, payload) => {
      const { user: person, desk } = await serveSlack({ by });
      const reply = await person('U0BEN').sends(payload);
      expect(reply).toMatchObject({ response_action: 'update' });
      expect(JSON.stringify(reply)).toContain('could not be read');
      expect(desk.requests).toEqual([]);
    },
  );

  it('offers nothing to choose from', async () => {
    const { user: person, desk } = await serveSlack({ by });
    for (const odd of [{ user: null }, { view: null }, { view: [] }, { user }]) {
      const payload = { type: 'block_suggestion', block_id: 'place', ...odd };
      expect(await person('U0BEN').sends(payload)).toEqual({ options: [] });
    }
    expect(desk.requests).toEqual([]);
  });

  const events: readonly (readonly [string, unknown])[] = [
    // Slack's own client does not pass these on, nor acknowledges them, when they come by a socket.
    ...(by === 'http'
      ? ([
          ['null', null],
          ['nothing', undefined],
        ] as const)
      : []),
    ['a list', []],
    ['a word', 'message'],
    ['no kind', { type: null }],
    ['no user', { ...directMessage, user: null }],
    ['no channel', { ...directMessage, channel: null }],
    ['no item', { type: 'reaction_added', user: 'U0BEN', item: null }],
    ['a channel that is null', { type: 'channel_created', channel: null }],
  ];
  it.each(events)('is taken as an event that nobody waits for: %s', async (_what, event) => {
    const { user: person, desk, slack } = await serveSlack({ by });
    await person('U0BEN').sends({ type: 'event_callback', team_id: 'T0LIBRARY', event_id: 'Ev1', event });
    expect(desk.requests).toEqual([]);
    expect(slack.calls('chat.postMessage')).toEqual([]);
    await person('U0BEN').types('/onshift');
    expect(desk.requests).toHaveLength(1);
  });

  it('is only that which lacks what counts: a press without team, channel, view or container is done', async () => {
    const { user: person, desk } = await serveSlack({ by });
    for (const odd of [
      { team: null },
      { team: undefined },
      { channel: null },
      { view: null },
      { container: null },
    ])
      await person('U0BEN').sends({ ...press, ...odd, trigger_id: JSON.stringify(odd) });
    await eventually('the presses', () => desk.requests.length === 5);
    expect(new Set(desk.requests.map(({ actor }) => `${actor.user} ${actor.standing}`))).toEqual(
      new Set(['U0BEN member']),
    );
  });
});

describe('a signed request that is no payload at all', () => {
  it.each([
    ['a form without a payload', formType, 'a=b'],
    ['an empty form', formType, ''],
    ['a payload that is not JSON', formType, 'payload=%7Bnope'],
    ['a payload that is null', formType, toForm(null)],
    ['a payload that is a list', formType, toForm([])],
    ['a payload that is a word', formType, toForm('block_actions')],
    ['JSON that is null', 'application/json', 'null'],
    ['JSON that is a list', 'application/json', '[[]]'],
    ['JSON that breaks off', 'application/json', '{"type":'],
    ['an empty body', 'application/json', ''],
  ])('is left alone, without an error that Slack would show: %s', async (_what, type, body) => {
    const served = await serveSlack();
    expect(await post(served, type, body)).toEqual({ status: 200, said: '' });
    expect(served.desk.requests).toEqual([]);
  });

  it.each([
    ['fields that are missing', formType, 'command=%2Fdesk&text=help'],
    ['a word that is no command', formType, 'command=desk&user_id=U0BEN'],
    ['null', 'application/json', JSON.stringify({ command: '/desk', user_id: null })],
    ['an object', 'application/json', JSON.stringify({ command: {}, user_id: 'U0BEN' })],
  ])('is answered in place when it is a command: %s', async (_what, type, body) => {
    const served = await serveSlack();
    const { status, said } = await post(served, type, body);
    expect(status).toBe(200);
    expect(said).toContain('could not be read');
    expect(served.desk.requests).toEqual([]);
  });
});
