import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import type { Command } from '../../../src/chat/command.ts';
import { own } from '../../../src/chat/text.ts';
import { eventually } from '../../support/eventually.ts';
import { mriOf, personalOf } from '../../support/teams/index.ts';
import { card, later, only } from '../slack/tiny-desk.ts';
import { ben, channel, group, guest, maria, serveTeams, stranger, team } from './serve-teams.ts';

describe('what is typed', () => {
  const typed: readonly (readonly [string, string, string])[] = [
    ['as it is', 'assist now teen area', 'assist now teen area'],
    ['with a slash, out of habit', '/assist now', 'assist now'],
    ['with odd spaces', '\u00a0 assist\u2003now&nbsp;teen area\u202f', 'assist now teen area'],
    ['with markup that is somebody’s own words', 'assist <b>&amp; [a](b)', 'assist <b>&amp; [a](b)'],
    ['over lines', 'assist now\nteen area', 'assist now\nteen area'],
  ];

  it.each(typed)('reaches the desk %s', async (_name, words, expected) => {
    const { teams, deskUrl, desk } = await serveTeams();
    await teams.deliver(deskUrl, teams.activities.message(maria, words));
    expect(desk.requests).toMatchObject([
      {
        actor: {
          platform: 'teams',
          tenant: teams.tenant,
          user: maria,
          name: 'Maria Santos',
          standing: 'member',
        },
        contact: `${personalOf(maria)} ${teams.serviceUrl}`,
        place: { id: personalOf(maria), private: true },
        locale: 'en-GB',
        canOpenForm: false,
        what: { type: 'command', words: expected },
      },
    ]);
    const [said] = teams.posted(personalOf(maria));
    expect(said).toMatchObject({ summary: 'You did: command', text: '', rang: false });
  });

  it.each([', onshift', ': onshift', ' ,&nbsp;onshift'])(
    'after a mention of us begins with its words: %j',
    async (words) => {
      const { teams, deskUrl, desk } = await serveTeams();
      await teams.deliver(deskUrl, teams.activities.mention(maria, team, words));
      await teams.deliver(deskUrl, teams.activities.message(maria, ', onshift'));
      expect(desk.requests.map(({ what }) => what)).toEqual([
        { type: 'command', words: 'onshift' },
        { type: 'command', words: ', onshift' },
      ]);
    },
  );

  it('after a mention by the name of the app, which may not be the bot’s, needs no space before it', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    const text = '<at>Library desk</at>';
    const mentioned = { id: `28:${teams.appId}`, name: 'Library desk' };
    const changes = { text: `${text}onshift\n`, entities: [{ type: 'mention', text, mentioned }] };
    await teams.deliver(deskUrl, teams.activities.mention(maria, team, '', { changes }));
    expect(desk.requests[0]?.what).toEqual({ type: 'command', words: 'onshift' });
  });

  it('reaches it formatted as plain words', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    const html = '<div>assist&nbsp;<b>now</b> a &lt; b &#233;</div>';
    const changes = { textFormat: 'xml', text: html };
    await teams.deliver(deskUrl, teams.activities.message(maria, '', { changes }));
    expect(desk.requests[0]?.what).toEqual({ type: 'command', words: 'assist now a < b é' });
  });

  it('has the same key when it is delivered much later, and another one when it is typed again', async () => {
    const { teams, deskUrl, desk, clock } = await serveTeams();
    const [once, again] = [1, 2].map(() => teams.activities.message(maria, 'assist now'));
    for (const activity of [once, once, again]) {
      await teams.deliver(deskUrl, activity);
      clock.skip(11 * 60_000);
    }
    const keys = desk.requests.map(({ key }) => key);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it.each([
    ['a channel', team, team],
    ['another channel', channel, channel],
    ['a group chat', group, group],
  ])('by mention in %s is answered in person, with one neutral line there', async (_name, where, place) => {
    const { teams, deskUrl, desk } = await serveTeams();
    const activity = teams.activities.mention(maria, where, 'assist now');
    await teams.deliver(deskUrl, activity);
    expect(desk.requests).toMatchObject([
      { place: { id: place, private: false }, what: { type: 'command', words: 'assist now' } },
    ]);
    expect(teams.posted(personalOf(maria))).toMatchObject([{ summary: 'You did: command' }]);
    expect(teams.posted(where)).toMatchObject([{ text: 'The answer is in your chat with me.' }]);
    if (where !== group) expect(teams.posted(where)[0]?.thread).toBe((activity.id as string) ?? '');
  });

  it('that takes long is said not to be saved yet, and the result follows', async () => {
    const { teams, deskUrl, desk, clock } = await serveTeams();
    const slow = later<{ readonly reply: ReturnType<typeof card> }>();
    desk.answer = () => ({ last: slow.promise });
    const delivered = teams.deliver(deskUrl, teams.activities.message(maria, 'assist now'));
    await eventually('the desk is asked', () => desk.requests.length > 0);
    clock.skip(2000);
    await teams.reads(personalOf(maria), 'not saved yet');
    slow.resolve({ reply: card('Saved.') });
    await delivered;
    expect(teams.posted(personalOf(maria)).map(({ summary }) => summary)).toEqual([
      'This is taking longer than usual. It is not saved yet; the result follows.',
      'Saved.',
    ]);
  });

  it('is answered although Teams is too busy at first', async () => {
    const { teams, deskUrl, clock } = await serveTeams();
    teams.fail('sendToConversation', { status: 429, retryAfter: 3, times: 1 });
    const delivered = teams.deliver(deskUrl, teams.activities.message(maria, 'onshift'));
    await eventually('the answer arrives', () => {
      clock.skip(1000);
      return teams.posted(personalOf(maria)).length > 0;
    });
    await delivered;
    expect(teams.posted(personalOf(maria))).toHaveLength(1);
  });
});

describe('somebody new', () => {
  it('is looked up once and made known, with the sign-in name and an address', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    desk.standings.clear();
    await teams.deliver(deskUrl, teams.activities.message(maria, 'onshift'));
    await teams.deliver(deskUrl, teams.activities.message(maria, 'onshift'));
    expect(teams.calls('getConversationMember')).toHaveLength(1);
    expect(desk.known).toMatchObject([
      {
        tenant: teams.tenant,
        user: maria,
        name: 'Maria Santos',
        email: 'maria@example.org',
        standing: 'member',
        contact: `member:${mriOf(maria)} ${teams.serviceUrl}`,
      },
      { user: maria, standing: 'member', contact: `${personalOf(maria)} ${teams.serviceUrl}` },
    ]);
    expect(desk.requests.map(({ actor }) => actor.standing)).toEqual(['member', 'member']);
  });

  it('is served when what Teams says of them is saved, and not before', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    desk.standings.clear();
    const saved = later<void>();
    const { know } = desk;
    desk.know = async (person) => {
      await know(person);
      await saved.promise;
    };
    const delivered = teams.deliver(deskUrl, teams.activities.message(maria, 'onshift'));
    await eventually('the desk is told who she is', () => desk.known.length > 0);
    await teams.called('getConversationMember');
    expect(desk.requests).toEqual([]);
    saved.resolve();
    await delivered;
    expect(desk.requests).toMatchObject([{ actor: { user: maria, standing: 'member' } }]);
  });

  it.each([
    ['saving', 'member'],
    ['Teams', 'unverified'],
  ] as const)('waits for %s no longer than two seconds', async (what, standing) => {
    const { teams, deskUrl, desk, clock } = await serveTeams();
    desk.standings.clear();
    const { know } = desk;
    desk.know = async (person) => {
      await know(person);
      await new Promise(() => {});
    };
    if (what === 'Teams') teams.fail('getConversationMember', { hang: true });
    const delivered = teams.deliver(deskUrl, teams.activities.message(maria, 'assist now'));
    await teams.called('getConversationMember');
    if (what === 'saving') await eventually('the desk is told', () => desk.known.length > 0);
    await eventually('the desk is asked', () => {
      clock.skip(500);
      return desk.requests.length > 0;
    });
    await delivered;
    expect(desk.requests).toMatchObject([{ actor: { user: maria, standing } }]);
  });

  it.each(['assist', '/assist'])('reads what to dial before Teams says who they are: %s', async (typed) => {
    const { teams, deskUrl, desk, clock } = await serveTeams();
    desk.standings.clear();
    const first = card('Dial 911');
    const last = Promise.resolve({ reply: card('H-0001 is saved.') });
    desk.commands = [assistWith(first)];
    desk.answer = () => ({ first: { reply: first }, last });
    teams.fail('getConversationMember', { hang: true });
    const delivered = teams.deliver(
      deskUrl,
      teams.activities.message(maria, `/desk ${typed} emergency man fell`),
    );
    await teams.reads(personalOf(maria), 'Dial 911');
    expect(desk.requests).toEqual([]);
    await eventually('the desk is asked', () => {
      clock.skip(500);
      return desk.requests.length > 0;
    });
    await delivered;
    const said = teams.posted(personalOf(maria)).map(({ summary }) => summary);
    expect(said).toEqual(['Dial 911', 'H-0001 is saved.']);
  });

  it('of another organisation in a shared channel is looked up once an hour', async () => {
    const teamWithThem = { id: team, members: [maria, stranger] };
    const { teams, deskUrl, desk, clock } = await serveTeams({ teams: [teamWithThem] });
    // The desk keeps them as somebody of their own tenant, whom it is not asked for.
    desk.know = async () => {};
    const changes = { channelData: { tenant: { id: teams.tenant }, team: { id: team } } };
    const mentions = async () => {
      const said = teams.activities.mention(stranger, team, 'assist now');
      const conversation = { ...(said.conversation as object), tenantId: teams.tenant };
      await teams.deliver(deskUrl, { ...said, ...changes, conversation });
    };
    await mentions();
    await mentions();
    expect(desk.requests.map(({ actor }) => actor.standing)).toEqual(['outsider', 'outsider']);
    const asked = teams.calls('getConversationMember').length;
    clock.skip(60 * 60_000);
    await mentions();
    expect(teams.calls('getConversationMember').length).toBe(2 * asked);
  });

  it('who is a guest comes to the desk as one, to be told why not', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    desk.answer = ({ actor }) => only(card(`You are a ${actor.standing}.`));
    await teams.deliver(deskUrl, teams.activities.mention(guest, team, 'assist now'));
    await teams.reads(personalOf(guest), 'You are a guest.');
  });

  it('of another tenant is refused', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    const answer = await teams.deliver(deskUrl, teams.activities.message(stranger, 'assist now'));
    expect(answer).toEqual({ status: 403, body: undefined });
    expect(desk.requests).toEqual([]);
  });

  it('whom Teams cannot look up may still call for help', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    desk.standings.clear();
    teams.fail('getConversationMember', { status: 503 });
    await teams.deliver(deskUrl, teams.activities.message(ben, 'assist now'));
    expect(desk.requests).toMatchObject([{ actor: { user: ben, standing: 'unverified' } }]);
  });
});

it('somebody new is made known with the mail address beside the sign-in name, where it is another', async () => {
  const users = [{ id: ben, upn: 'b.ortiz@tenant.example.org', email: 'ben@example.org' }];
  const { teams, deskUrl, desk } = await serveTeams({ users, teams: [] });
  desk.standings.clear();
  await teams.deliver(deskUrl, teams.activities.message(ben, 'onshift'));
  expect(desk.known).toMatchObject([{ email: 'b.ortiz@tenant.example.org', otherEmail: 'ben@example.org' }]);
});

describe('the address of somebody known', () => {
  it('is saved when it changes, also when nothing else is, and not every time', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    for (const words of ['onshift', 'help', 'onshift']) {
      await teams.deliver(deskUrl, teams.activities.message(maria, words));
    }
    await teams.deliver(deskUrl, teams.activities.mention(maria, team, 'onshift'));
    expect(desk.known).toMatchObject([
      { user: maria, active: true, contact: `${personalOf(maria)} ${teams.serviceUrl}` },
    ]);
    const serviceUrl = teams.serviceUrl.replace('/emea/', '/amer/');
    const moved = { ...teams.activities.message(maria, 'onshift'), serviceUrl };
    await teams.deliver(deskUrl, moved, { token: teams.token({ claims: { serviceurl: serviceUrl } }) });
    expect(desk.known[1]).toMatchObject({ contact: `${personalOf(maria)} ${serviceUrl}` });
  });
});

/** A command that has something to read at once in an emergency. */
function assistWith(first: Card): Command<never> {
  const label = own('Call for help');
  return {
    id: 'help.assist',
    word: 'assist',
    direct: true,
    summary: label,
    label,
    usage: '',
    examples: [],
    plan: (words) => ({
      do: 'run',
      run: async () => ({}),
      ...(words.startsWith('emergency') ? { first } : {}),
    }),
  };
}
