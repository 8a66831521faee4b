import { describe, expect, it } from 'vitest';
import type { Handling } from '../../../src/chat/outcome.ts';
import type { Request } from '../../../src/chat/request.ts';
import { eventually } from '../../support/eventually.ts';
import { serveSlack } from './serve-slack.ts';
import { card, form, later, only } from './tiny-desk.ts';

const opensForm = ({ canOpenForm }: Request): Handling =>
  canOpenForm ? { first: { form: form() }, last: Promise.resolve({}) } : only(card('Press to open the form'));

describe('a slash command', () => {
  it('becomes words: /desk leaves them as they are, any other command is the first of them', async () => {
    const { desk, user } = await serveSlack();
    const maria = user('U0MARIA');
    await maria.types('/desk', 'onshift all');
    await maria.types('/assist', 'now teen <area> & "door"', { channel: 'C0CEN' });
    await maria.types('/nonsense');
    expect(desk.requests.map(({ what }) => what)).toEqual([
      { type: 'command', words: 'onshift all' },
      { type: 'command', words: 'assist now teen <area> & "door"' },
      { type: 'command', words: 'nonsense' },
    ]);
    expect(desk.requests[1]).toMatchObject({
      actor: { platform: 'slack', tenant: 'T0LIBRARY', user: 'U0MARIA', standing: 'member' },
      place: { id: 'C0CEN', private: false },
      canOpenForm: true,
    });
    expect(new Set(desk.requests.map(({ key }) => key)).size).toBe(3);
  });

  it('is answered in the transport’s own reply, to that person alone, without any call to Slack', async () => {
    const { slack, user } = await serveSlack();
    await user('U0MARIA').types('/onshift', '', { channel: 'C0CEN' });
    const [answer] = user('U0MARIA').sees('C0CEN');
    expect(answer).toMatchObject({ lines: ['You did: command'], text: 'You did: command', ephemeral: true });
    expect(user('U0BEN').sees('C0CEN')).toEqual([]);
    expect(slack.calls().map((call) => call.method)).toEqual(['auth.test']);
  });

  it('opens a form at once', async () => {
    const { desk, slack, user } = await serveSlack();
    desk.answer = opensForm;
    const maria = user('U0MARIA');
    await maria.types('/assist');
    expect(maria.form()).toMatchObject({ title: 'Call for help', lines: ['Note: '] });
    expect(maria.sees()).toEqual([]);
    expect(slack.calls('views.open')).toHaveLength(1);
  });

  it.each([
    ['is too busy', { retryAfter: 30 }],
    ['says that the trigger has expired', { error: 'expired_trigger_id' }],
    ['fails', { status: 500 }],
    ['cuts the connection', { reset: true }],
  ] as const)('offers a button instead when Slack %s', async (_name, failure) => {
    const { desk, slack, user } = await serveSlack();
    desk.answer = opensForm;
    slack.fail('views.open', failure);
    await user('U0MARIA').types('/assist');
    expect(user('U0MARIA').sees().at(-1)?.lines).toEqual(['Press to open the form']);
    expect(desk.requests.map(({ canOpenForm }) => canOpenForm)).toEqual([true, false]);
    expect(new Set(desk.requests.map(({ key }) => key)).size).toBe(1);
  });

  it.each(['http', 'socket'] as const)(
    'offers it in the reply itself when Slack says nothing at all, by %s',
    async (by) => {
      const { desk, slack, clock, user } = await serveSlack({ by });
      desk.answer = opensForm;
      slack.fail('*', { hang: true });
      const maria = user('U0MARIA');
      const typing = maria.types('/assist', '', { channel: 'C0CEN' });
      await eventually('the form on its way', () => desk.requests.length === 1);
      clock.skip(1800);
      await typing;
      expect(maria.sees('C0CEN').map(({ lines }) => lines)).toEqual([['Press to open the form']]);
      expect(slack.calls('response_url')).toEqual([]);
      expect(slack.calls('chat.postMessage')).toEqual([]);
    },
  );

  it('says what must be read at once in the reply, and the rest behind it', async () => {
    const { desk, user } = await serveSlack();
    const saved = later<{ reply: ReturnType<typeof card> }>();
    desk.answer = () => ({ first: { reply: card('Dial 9-911') }, last: saved.promise });
    const maria = user('U0MARIA');
    await maria.types('/assist', 'emergency');
    expect(maria.sees().map(({ lines }) => lines)).toEqual([['Dial 9-911']]);
    saved.resolve({ reply: card('Three people are asked') });
    await eventually('the result', () => maria.sees().length === 2);
    expect(maria.sees().at(-1)?.lines).toEqual(['Three people are asked']);
  });

  it('says after two seconds that nothing is saved yet, and then what came of it', async () => {
    const { desk, clock, user } = await serveSlack();
    const saved = later<{ reply: ReturnType<typeof card> }>();
    desk.answer = () => ({ last: saved.promise });
    const maria = user('U0MARIA');
    const typing = maria.types('/assist', 'now', { channel: 'C0CEN' });
    await eventually('the request', () => desk.requests.length === 1);
    clock.skip(2000);
    await typing;
    expect(maria.sees('C0CEN').at(-1)?.text).toContain('not saved yet');
    saved.resolve({ reply: card('Saved') });
    await eventually('the result', () => maria.sees('C0CEN').at(-1)?.text === 'Saved');
  });

  it('is answered in a direct message when the address for late answers fails', async () => {
    const { desk, slack, user } = await serveSlack();
    desk.answer = () => ({
      first: { reply: card('Dial 9-911') },
      last: Promise.resolve({ reply: card('Sent') }),
    });
    slack.fail('response_url', { status: 500 });
    const maria = user('U0MARIA');
    await maria.types('/assist', 'emergency', { channel: 'C0CEN' });
    await eventually('the direct message', () => maria.sees().at(-1)?.text === 'Sent');
  });

  it('of somebody not met before is carried out when Slack has said who it is, and answered in the reply', async () => {
    const { desk, slack, user } = await serveSlack();
    const guest = user('U0GUEST');
    await guest.types('/onshift');
    expect(guest.sees().map(({ text }) => text)).toEqual(['You did: command']);
    expect(slack.calls('response_url')).toEqual([]);
    expect(desk.requests[0]?.actor).toMatchObject({ standing: 'guest', name: 'Gil Guest' });
    expect(desk.known).toMatchObject([{ user: 'U0GUEST', standing: 'guest', zone: 'Europe/Berlin' }]);
    expect(desk.requests[0]?.locale).toBe('en-GB');
    await guest.types('/onshift');
    expect(slack.calls('users.info')).toHaveLength(1);
  });

  it('says nothing of the language of somebody about whom nothing has been read since the start', async () => {
    const { desk, user } = await serveSlack();
    desk.standings.set('U0GUEST', 'member');
    await user('U0GUEST').types('/onshift');
    expect(desk.requests[0]).not.toHaveProperty('locale');
  });

  it('of somebody whom Slack does not know in time is handed on as unverified', async () => {
    const { desk, slack, user } = await serveSlack();
    slack.fail('users.info', { status: 500 });
    await user('U0GUEST').types('/assist', 'now');
    await eventually('the request', () => desk.requests.length === 1);
    expect(desk.requests[0]?.actor.standing).toBe('unverified');
  });

  it('of somebody not met before is carried out unverified when Slack says nothing, and answered in the reply', async () => {
    const { desk, slack, clock, user } = await serveSlack();
    slack.fail('*', { hang: true });
    const guest = user('U0GUEST');
    const typing = guest.types('/assist', 'now');
    await eventually('Slack is asked', () => slack.calls('users.info').length === 1);
    clock.skip(1800);
    await typing;
    expect(guest.sees().map(({ text }) => text)).toEqual(['You did: command']);
    expect(desk.requests[0]?.actor.standing).toBe('unverified');
  });

  it('of somebody not met before waits a second at most until who it is has been saved', async () => {
    const { desk, clock, user } = await serveSlack();
    const saved = later<void>();
    let isTold = false;
    desk.know = () => {
      isTold = true;
      return saved.promise;
    };
    const typing = user('U0GUEST').says('assist now');
    await eventually('the desk is told', () => isTold);
    clock.skip(900);
    await user('U0BEN').types('/onshift');
    expect(desk.requests.map(({ actor }) => actor.user)).toEqual(['U0BEN']);
    clock.skip(100);
    await typing;
    expect(desk.requests[1]?.actor).toMatchObject({ user: 'U0GUEST', standing: 'guest' });
  });

  it('starts no form that there is no time left for', async () => {
    const { desk, slack, clock, user } = await serveSlack();
    desk.answer = opensForm;
    slack.fail('users.info', { hang: true });
    const guest = user('U0GUEST');
    const typing = guest.types('/assist');
    await eventually('Slack is asked', () => slack.calls('users.info').length === 1);
    clock.skip(1800);
    await typing;
    expect(guest.sees().map(({ text }) => text)).toEqual(['Press to open the form']);
    expect(desk.requests.map(({ canOpenForm }) => canOpenForm)).toEqual([false]);
    expect(slack.calls('views.open')).toEqual([]);
  });

  it('of another organisation’s person is handed on as an outsider’s, without asking Slack', async () => {
    const { desk, slack, user } = await serveSlack();
    await user('U0OTHER').types('/onshift');
    expect(desk.requests[0]?.actor).toMatchObject({ standing: 'outsider', tenant: 'T0OTHER' });
    expect(slack.calls('users.info')).toEqual([]);
  });

  it('of a person in a sister workspace of the same Grid organisation is a member’s', async () => {
    const { desk, user } = await serveSlack({
      enterprise: 'E0CITY',
      users: [
        { id: 'U0SISTER', team: 'T0SISTER', enterprise: 'E0CITY' },
        { id: 'U0FAR', team: 'T0FAR', kind: 'stranger' },
      ],
    });
    await user('U0SISTER').types('/onshift');
    await user('U0FAR').types('/onshift');
    await eventually('both requests', () => desk.requests.length === 2);
    expect(desk.requests.map(({ actor }) => [actor.user, actor.tenant, actor.standing])).toEqual([
      ['U0SISTER', 'T0LIBRARY', 'member'],
      ['U0FAR', 'T0FAR', 'outsider'],
    ]);
  });

  it('gets a sentence, not Slack’s error, when the desk fails', async () => {
    const { desk, user, logged } = await serveSlack();
    desk.answer = () => {
      throw new Error('a note about somebody');
    };
    await user('U0MARIA').types('/assist', 'now');
    expect(user('U0MARIA').sees()[0]?.text).toContain('Something went wrong');
    expect(logged.join('\n')).toContain('An answer failed');
    expect(logged.join('\n')).not.toContain('a note about somebody');
  });

  it('gets a sentence when Slack does not say whose it is', async () => {
    const { user, desk } = await serveSlack();
    const reply = await user('U0MARIA').sends({ command: '/assist', text: 'now', trigger_id: 't' });
    expect(reply).toMatchObject({ response_type: 'ephemeral' });
    expect(JSON.stringify(reply)).toContain('could not be read');
    expect(desk.requests).toEqual([]);
  });
});
