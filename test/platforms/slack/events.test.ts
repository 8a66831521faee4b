import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/chat/outcome.ts';
import { own } from '../../../src/chat/text.ts';
import { eventually } from '../../support/eventually.ts';
import { serveSlack } from './serve-slack.ts';
import { card, later, only } from './tiny-desk.ts';

const user = { id: 'U0MARIA', team_id: 'T0LIBRARY' };

describe('a direct message', () => {
  it('is a command, answered in the same place', async () => {
    const served = await serveSlack();
    const maria = served.user('U0MARIA');
    await maria.says('assist now teen area');
    expect(served.desk.requests[0]).toMatchObject({
      what: { type: 'command', words: 'assist now teen area' },
      place: { id: maria.direct, private: true },
      contact: maria.direct,
      canOpenForm: false,
    });
    await eventually('the answer', () => maria.sees().at(-1)?.text === 'You did: command');
    expect(maria.sees().at(-1)?.ephemeral).toBe(false);
  });

  it('reaches the desk as the person saw it, without Slack’s encoding', async () => {
    const served = await serveSlack();
    const said =
      'assist &lt;b&gt; &amp; <!channel> <https://example.org/a|example.org> <#C0CEN|central> <@U0BEN> <!subteam^S1|@night>';
    await served.user('U0MARIA').says(said);
    expect(served.desk.requests[0]?.what).toMatchObject({
      words: 'assist <b> & @channel example.org #central @U0BEN @night',
    });
  });

  it('delivered again has the same key, long after it has been forgotten that it was answered', async () => {
    const served = await serveSlack();
    const { again } = await served.user('U0MARIA').says('assist now');
    served.clock.skip(11 * 60_000);
    await again();
    const keys = served.desk.requests.map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('of the bot itself, of another bot, deleted or in a channel is left alone, also when it is changed', async () => {
    const served = await serveSlack();
    const maria = served.user('U0MARIA');
    const message = {
      type: 'message',
      channel_type: 'im',
      channel: 'D1',
      user: 'U0MARIA',
      text: 'assist now',
    };
    const edited = { ...message, ts: '5.1', edited: { user: 'U0MARIA', ts: '6.0' } };
    const others = [
      { ...message, user: served.slack.botUser },
      { ...message, bot_id: 'B1' },
      { ...message, subtype: 'message_changed', message: null },
      { ...message, subtype: 'message_changed', channel_type: 'channel', message: edited },
      { ...message, subtype: 'message_changed', message: { ...edited, user: served.slack.botUser } },
      { ...message, subtype: 'message_changed', message: { ...edited, bot_id: 'B1' } },
      { ...message, subtype: 'message_deleted' },
      { ...message, channel_type: 'channel' },
      { ...message, user: undefined },
      { ...message, user: null, text: null },
    ];
    for (const event of others) await maria.sends({ type: 'event_callback', event_id: 'Ev', event });
    expect(served.desk.requests).toEqual([]);
  });
});

describe('a mention', () => {
  it('is a command without the bot’s name, answered for that person alone', async () => {
    const served = await serveSlack();
    await served.user('U0MARIA').mentions('C0CEN', 'onshift  all');
    expect(served.desk.requests[0]).toMatchObject({
      what: { type: 'command', words: 'onshift all' },
      place: { id: 'C0CEN', private: false },
    });
    await eventually('the answer', () => served.user('U0MARIA').sees('C0CEN').at(-1)?.ephemeral);
    expect(served.user('U0BEN').sees('C0CEN').at(-1)?.text).toContain('onshift');
  });

  it('is answered in a direct message where Slack does not show an ephemeral one', async () => {
    const served = await serveSlack();
    served.slack.fail('chat.postEphemeral', { error: 'user_not_in_channel' });
    await served.user('U0MARIA').mentions('C0CEN', 'onshift');
    await eventually('the answer', () => served.user('U0MARIA').sees().at(-1)?.text === 'You did: command');
  });

  it('is answered later when Slack is too busy', async () => {
    const served = await serveSlack();
    served.slack.fail('chat.postEphemeral', { retryAfter: 20, times: 1 });
    const mention = served.user('U0MARIA').mentions('C0CEN', 'onshift');
    await eventually('the refusal', () => served.slack.calls('chat.postEphemeral').length === 1);
    const { clock } = served;
    await eventually('the answer', () => {
      clock.skip(20_000);
      return served.user('U0MARIA').sees('C0CEN').at(-1)?.ephemeral;
    });
    await mention;
  });
});

describe('a private channel that the bot is not in', () => {
  it('has its answers in place, at once and later, without the bot having to be invited', async () => {
    const secret = { id: 'C0SECRET', private: true, withoutBot: true, members: ['U0MARIA', 'U0BEN'] };
    const served = await serveSlack({ channels: [secret] });
    const saved = later<Answer>();
    served.desk.answer = () => ({ first: { reply: card('Dial 9-911') }, last: saved.promise });
    const maria = served.user('U0MARIA');
    const texts = () => maria.sees('C0SECRET').map(({ text, ephemeral }) => [text, ephemeral]);
    await maria.types('/assist', 'now', { channel: 'C0SECRET' });
    expect(texts()).toEqual([['Dial 9-911', true]]);
    saved.resolve({ reply: card('Three people are asked') });
    await eventually('the result', () => texts().length === 2);
    expect(texts()[1]).toEqual(['Three people are asked', true]);
    expect(served.user('U0BEN').sees('C0SECRET')).toEqual([]);
    expect(served.slack.calls().filter(({ method }) => method.startsWith('chat.'))).toEqual([]);
  });
});

describe('an event', () => {
  it('is acknowledged when it has been dealt with, so that Slack delivers it again after a crash', async () => {
    const served = await serveSlack();
    const saved = later<Answer>();
    served.desk.answer = () => ({ last: saved.promise });
    let delivered = false;
    const saying = served
      .user('U0MARIA')
      .says('assist now')
      .then(() => (delivered = true));
    await eventually('the request', () => served.desk.requests.length === 1);
    // Somebody else comes and goes meanwhile: an early acknowledgement would have arrived.
    served.desk.answer = () => only(card('x'));
    await served.user('U0BEN').types('/onshift');
    expect(delivered).toBe(false);
    saved.resolve({});
    await saying;
  });

  it('that takes too long is acknowledged before Slack gives up', async () => {
    const served = await serveSlack();
    const saved = later<Answer>();
    served.desk.answer = () => ({ last: saved.promise });
    const saying = served.user('U0MARIA').says('assist now');
    await eventually('the request', () => served.desk.requests.length === 1);
    served.clock.skip(2700);
    await saying;
    saved.resolve({});
  });

  it('of the Home tab draws the desk’s answer there', async () => {
    const served = await serveSlack();
    served.desk.answer = () =>
      only(
        card('Home', {
          parts: [
            { type: 'heading', text: own('What can I do for you') },
            {
              type: 'buttons',
              buttons: [{ button: 'desk.command', label: own('Call for help'), value: 'assist' }],
            },
          ],
        }),
      );
    const maria = served.user('U0MARIA');
    await maria.opensHome();
    await eventually('the tab', () => maria.home().length === 2);
    expect(maria.home()).toEqual(['What can I do for you', '[Call for help]']);
    expect(served.desk.requests[0]?.what).toEqual({ type: 'homeOpened' });
    await maria.sends({
      type: 'block_actions',
      user,
      trigger_id: 'x',
      container: { type: 'view', view_id: 'V1' },
      actions: [{ type: 'button', action_id: 'desk1.0.desk.command', value: '{"v":"assist"}' }],
    });
    expect(served.desk.requests[1]?.what).toEqual({
      type: 'pressed',
      button: 'desk.command',
      value: 'assist',
    });
    await eventually('the answer', () => maria.sees().at(-1)?.text === 'Home');
  });

  it('about somebody tells the desk what Slack knows of them', async () => {
    const served = await serveSlack();
    const changed = {
      id: 'U0NEW',
      team_id: 'T0LIBRARY',
      name: 'new',
      deleted: true,
      profile: { email: 'new@example.org' },
    };
    for (const type of ['team_join', 'user_change']) {
      await served.user('U0MARIA').sends({
        type: 'event_callback',
        event_id: type,
        event: { type, user: { ...changed, deleted: type === 'user_change' } },
      });
    }
    expect(served.desk.known).toMatchObject([
      { user: 'U0NEW', standing: 'member', email: 'new@example.org', active: true },
      { user: 'U0NEW', active: false },
    ]);
  });

  it('that the bot was invited to a channel introduces the place', async () => {
    const served = await serveSlack();
    const event = {
      type: 'member_joined_channel',
      user: served.slack.botUser,
      channel: 'C0CEN',
      inviter: 'U0BEN',
    };
    await served.user('U0BEN').sends({ type: 'event_callback', event_id: 'E', team_id: 'T0LIBRARY', event });
    await served
      .user('U0BEN')
      .sends({ type: 'event_callback', event_id: 'F', event: { ...event, user: 'U0MARIA' } });
    expect(served.desk.requests).toMatchObject([
      { what: { type: 'met' }, actor: { user: 'U0BEN' }, place: { id: 'C0CEN', private: false } },
    ]);
  });

  it.each(['tokens_revoked', 'app_uninstalled'])(
    '%s makes the platform not ready, with the reason',
    async (type) => {
      const served = await serveSlack();
      expect(served.platform.health()).toEqual({ ready: true });
      await served
        .user('U0MARIA')
        .sends({ type: 'event_callback', event_id: 'E', event: { type, tokens: {} } });
      expect(served.platform.health()).toMatchObject({
        ready: false,
        reason: expect.stringContaining('withdrawn'),
      });
    },
  );
});

describe('a shortcut', () => {
  it('is the command that it names', async () => {
    const served = await serveSlack();
    await served.user('U0MARIA').usesShortcut('command.assist');
    expect(served.desk.requests[0]).toMatchObject({
      what: { type: 'command', words: 'assist' },
      canOpenForm: true,
    });
    await eventually('the answer', () => served.user('U0MARIA').sees().at(-1)?.text === 'You did: command');
  });

  it('that is not in use gets a sentence', async () => {
    const served = await serveSlack();
    await served.user('U0MARIA').usesShortcut('gone');
    await eventually('the sentence', () =>
      served.user('U0MARIA').sees().at(-1)?.text.includes('no longer in use'),
    );
    expect(served.desk.requests).toEqual([]);
  });
});

describe('whatever else Slack sends', () => {
  it('is acknowledged and left alone: null fields, missing people, unknown types', async () => {
    const served = await serveSlack();
    const odd = [
      {},
      { type: 'unheard_of' },
      { type: 'constructor' },
      { type: 'event_callback' },
      { type: 'event_callback', event: null },
      { type: 'event_callback', event: { type: null } },
      { type: 'event_callback', event: { type: '__proto__' } },
      { type: 'event_callback', event: { type: 'app_mention', user: null, channel: null, text: null } },
      { type: 'event_callback', event: { type: 'app_home_opened' } },
      { type: 'event_callback', event: { type: 'user_change', user: null } },
      { type: 'event_callback', event: { type: 'reaction_added', user: 'U0MARIA', item: null } },
      { type: 'block_actions' },
      { type: 'block_actions', user: null, actions: null },
      { type: 'block_actions', user, actions: [] },
      { type: 'view_submission' },
      { type: 'view_submission', user, view: null },
      { type: 'view_closed', user, view: { id: 'V1' } },
      { type: 'block_suggestion' },
      { type: 'block_suggestion', user, view: null, block_id: null },
      { type: 'shortcut', user: null, callback_id: null },
      { type: 'message_action', user, channel: null, callback_id: 'gone' },
      { type: 'interactive_message', user, actions: [{}] },
    ];
    for (const payload of odd) await served.user('U0MARIA').sends(payload);
    expect(served.desk.requests).toEqual([]);
    await served.user('U0MARIA').types('/onshift');
    expect(served.desk.requests).toHaveLength(1);
  });
});
