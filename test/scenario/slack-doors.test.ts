import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { type SeenMessage, type SlackStandIn, type SlackUser, slackUser } from '../support/slack/index.ts';
import { addMessage } from '../support/slack/state.ts';

let desk: TestDesk;
let slack: SlackStandIn;
beforeEach(async () => {
  desk = await startDesk({ people: 'slack over http' });
  slack = desk.slack as SlackStandIn;
});
afterEach(() => desk.stop());

function client(id: string): SlackUser {
  return slackUser(slack, { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) }, id);
}

function said(user: string, text: string): SeenMessage {
  addMessage(slack.state, { channel: 'C0CENTRAL', user, text, blocks: [] });
  return client(user).sees('C0CENTRAL').at(-1) as SeenMessage;
}

const form = (person: SlackUser) => person.form()?.lines.join('\n') ?? '';

describe('the global shortcuts', () => {
  it.each([
    ['command.assist', 'Call for help'],
    ['command.incident', 'Log an incident'],
  ])('%s opens the form of its command', async (callback, title) => {
    const priya = client('U0PRIYA');
    await priya.usesShortcut(callback);
    await eventually('the form', () => priya.form()?.title === title);
  });
});

describe('“Log as incident” on a message', () => {
  it('loses nothing when the form cannot open', async () => {
    slack.fail('views.open', { error: 'expired_trigger_id' });
    const priya = client('U0PRIYA');
    await priya.usesOnMessage('message.incident', said('U0PRIYA', 'A man shouts'));
    const here = () => priya.sees('C0CENTRAL').filter((message) => message.ephemeral);
    await eventually('the answer', () => here().length > 0);
    expect(here().at(-1)?.buttons.length).toBeGreaterThan(0);
  });
});

describe('a long form', () => {
  it('shows More without losing what was typed, and is kept as a draft that stands on the Home', async () => {
    const priya = client('U0PRIYA');
    await priya.opensHome();
    await priya.usesShortcut('command.incident');
    await eventually('the form', () => priya.form()?.title === 'Log an incident');
    const first = priya.form()?.lines.length ?? 0;
    await priya.pressesInForm('More', { narrative: 'A man shouts' });
    await eventually('the rest of it', () => (priya.form()?.lines.length ?? 0) > first);
    expect(form(priya)).toContain('A man shouts');
    await priya.pressesInForm('Save as draft');
    await eventually('the note', () => priya.form()?.title === 'Deskbell');
    await eventually('the draft at Home', () => /draft/i.test(priya.home().join('\n')));
  });
});
