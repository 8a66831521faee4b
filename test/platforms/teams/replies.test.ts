import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { type Failure, personalOf } from '../../support/teams/index.ts';
import { card, later, only } from '../slack/tiny-desk.ts';
import { maria, type ServedTeams, serveTeams, team } from './serve-teams.ts';

/** Lets the time go on until Maria reads it in her chat. */
async function mariaReads({ teams, clock }: ServedTeams, words: string, stepMs = 500): Promise<void> {
  await eventually(`Maria reads "${words}"`, () => {
    clock.skip(stepMs);
    return teams.posted(personalOf(maria)).some(({ summary }) => summary === words);
  });
}

describe('a reply', () => {
  it.each<[string, Failure, string]>([
    ['fails', { status: 500, times: 1 }, 'Sent again: Dial 911'],
    ['resets the connection', { reset: true, times: 1 }, 'Sent again: Dial 911'],
    ['is away', { status: 503, times: 3 }, 'Dial 911'],
    ['asks to wait two minutes', { status: 429, retryAfter: 120, times: 1 }, 'Dial 911'],
  ])('arrives although Teams %s at first', async (_, failure, words) => {
    const served = await serveTeams();
    const { teams, desk, deskUrl } = served;
    desk.answer = () => only(card('Dial 911'));
    teams.fail('sendToConversation', failure);
    const delivered = teams.deliver(deskUrl, teams.activities.message(maria, 'assist emergency'));
    await teams.called('sendToConversation');
    await mariaReads(served, words);
    await delivered;
    expect(teams.posted(personalOf(maria))).toHaveLength(1);
  });

  it.each<[string, Failure]>([
    ['fails', { status: 500, afterwards: true }],
    ['cuts the connection', { reset: true, afterwards: true }],
  ])('that Teams takes, and then %s, is sent once more, marked, and no further', async (_, failure) => {
    const served = await serveTeams();
    const { teams, desk, deskUrl, clock, logged } = served;
    desk.answer = () => only(card('Dial 911'));
    teams.fail('sendToConversation', failure);
    const delivered = teams.deliver(deskUrl, teams.activities.message(maria, 'assist emergency'));
    await eventually('it is given up', () => {
      clock.skip(500);
      return logged.join().includes('did not take a reply');
    });
    await delivered;
    const read = teams.posted(personalOf(maria));
    expect(read.map(({ summary }) => summary)).toEqual(['Dial 911', 'Sent again: Dial 911']);
    expect(read.map((one) => /may be a repeat/.test(JSON.stringify(one)))).toEqual([false, true]);
  });

  it('to somebody with whom no chat could be opened for a while is no repeat', async () => {
    const served = await serveTeams();
    const { teams, desk, deskUrl } = served;
    desk.answer = () => only(card('Dial 911'));
    teams.fail('createConversation', { status: 500, times: 3 });
    const delivered = teams.deliver(deskUrl, teams.activities.mention(maria, team, 'assist emergency'));
    await teams.called('createConversation');
    await mariaReads(served, 'Dial 911');
    await delivered;
  });

  it('that Teams could not be given for minutes says how late it is, and so does what waited behind it', async () => {
    const served = await serveTeams();
    const { teams, desk, deskUrl } = served;
    desk.answer = () => ({
      first: { reply: card('Dial 911') },
      last: Promise.resolve({ reply: card('People are being asked') }),
    });
    teams.fail('sendToConversation', { status: 429, retryAfter: 240, times: 1 });
    const delivered = teams.deliver(deskUrl, teams.activities.message(maria, 'assist emergency'));
    await teams.called('sendToConversation');
    await mariaReads(served, 'People are being asked', 5000);
    await delivered;
    const read = teams.posted(personalOf(maria)).map((one) => JSON.stringify(one));
    expect(read.map((text) => /This answer is \d minutes late/.test(text))).toEqual([true, true]);
  });

  it('that Teams does not take holds up neither the request nor what is saved', async () => {
    const served = await serveTeams();
    const { teams, desk, deskUrl } = served;
    const first = card('Dial 911');
    const saved = later<{ readonly reply: ReturnType<typeof card> }>();
    desk.answer = () => ({ first: { reply: first }, last: saved.promise });
    teams.fail('sendToConversation', { status: 500 });
    const delivered = teams.deliver(deskUrl, teams.activities.message(maria, 'assist emergency'));
    await eventually('the desk has it', () => desk.requests.length === 1);
    saved.resolve({ reply: card('H-0001 is saved.') });
    await teams.called('sendToConversation');
    teams.heal();
    await mariaReads(served, 'H-0001 is saved.');
    await delivered;
    expect(teams.posted(personalOf(maria)).map(({ summary }) => summary)).toEqual([
      'Sent again: Dial 911',
      'H-0001 is saved.',
    ]);
  });

  it('that is refused for good is not tried again', async () => {
    const { teams, deskUrl, logged } = await serveTeams();
    teams.fail('sendToConversation', { status: 403, code: 'ConversationBlockedByUser' });
    await teams.deliver(deskUrl, teams.activities.message(maria, 'onshift'));
    expect(teams.calls('sendToConversation')).toHaveLength(1);
    expect(logged.join()).toContain('ConversationBlockedByUser');
  });
});

it('a message in a channel that is delivered again gets one line there', async () => {
  const { teams, deskUrl } = await serveTeams();
  const activity = teams.activities.mention(maria, team, 'onshift');
  await Promise.all([1, 2, 3].map(() => teams.deliver(deskUrl, activity)));
  await teams.deliver(deskUrl, activity);
  expect(teams.posted(team).filter(({ text }) => text !== '')).toHaveLength(1);
  await teams.deliver(deskUrl, teams.activities.mention(maria, team, 'onshift'));
  expect(teams.posted(team).filter(({ text }) => text !== '')).toHaveLength(2);
});
