import { afterEach, describe, expect, it } from 'vitest';
import { hears, reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { type Reach, type SlackStandIn, type SlackUser, slackUser } from '../support/slack/index.ts';
import { entraId, personalOf } from '../support/teams/index.ts';

let desk: TestDesk;
afterEach(() => desk.stop());

type Again = { again(): Promise<unknown> };

/** Slack got no reply in time: it delivers twice at once, and later again. */
async function repeat({ again }: Again): Promise<void> {
  await Promise.all([again(), again()]);
  await again();
}

describe.each(['slack over http', 'slack by socket'] as const)('what %s delivers again', (people) => {
  async function start(): Promise<{ slack: SlackStandIn; priya: SlackUser; maria: SlackUser }> {
    desk = await startDesk({ people });
    const slack = desk.slack as SlackStandIn;
    const reach: Reach =
      people === 'slack by socket'
        ? 'socket'
        : { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) };
    const [priya, maria] = ['U0PRIYA', 'U0MARIA'].map((id) => slackUser(slack, reach, id)) as [
      SlackUser,
      SlackUser,
    ];
    return { slack, priya, maria };
  }

  /** What the desk has said to somebody, a text each. */
  const said = (user: SlackUser, where?: string) => user.sees(where).map(({ lines }) => lines.join('\n'));
  const saying = (user: SlackUser, words: string, where?: string) =>
    said(user, where).filter((text) => text.includes(words));

  it('is answered once: a call in the desk’s own chat, in an emergency with what to dial', async () => {
    const { priya, maria } = await start();
    const sent = await priya.says('assist emergency teen area');
    await repeat(sent);
    await reads(desk.person('maria'), '[I’m coming]');
    await reads(desk.person('priya'), 'asked');
    expect(saying(priya, 'H-0001 is saved and goes to')).toHaveLength(1);
    const before = said(priya).length;
    await repeat(sent);
    expect(said(priya)).toHaveLength(before);
    expect(saying(maria, '[I’m coming]')).toHaveLength(1);
  });

  it('is answered once: at once, while the first is under way', async () => {
    const { slack, priya } = await start();
    const event = {
      type: 'message',
      channel_type: 'im',
      channel: priya.direct,
      user: 'U0PRIYA',
      text: 'assist now',
      ts: '1700000000.000200',
    };
    const payload = { type: 'event_callback', team_id: slack.state.team, event_id: 'Ev0TWICE', event };
    await Promise.all(Array.from({ length: 5 }, () => priya.sends(payload)));
    await reads(desk.person('maria'), '[I’m coming]');
    expect(saying(priya, 'H-0001 is saved and goes to')).toHaveLength(1);
  });

  it('is answered once: a mention, a press, and what only reads', async () => {
    const { priya, maria } = await start();
    const mention = await maria.mentions('C0CENTRAL', 'assist now');
    await repeat(mention);
    await eventually(
      'the mention is answered',
      () => saying(maria, 'H-0001 is saved', 'C0CENTRAL').length > 0,
    );
    expect(saying(maria, 'H-0001 is saved', 'C0CENTRAL')).toHaveLength(1);
    const asked = await priya.says('onshift');
    await eventually('onshift is answered', () => saying(priya, 'in charge').length > 0);
    await repeat(asked);
    expect(saying(priya, 'in charge')).toHaveLength(1);
    await reads(desk.person('priya'), '[I’m coming]');
    const press = await priya.presses('I’m coming');
    await hears(desk.person('priya'), 'can see that you are coming');
    const before = said(priya).length;
    await repeat(press);
    expect(said(priya)).toHaveLength(before);
  });
});

it('what Teams delivers again is answered once, at once and later', async () => {
  desk = await startDesk({ people: 'teams' });
  const { teams, address } = desk;
  if (teams === undefined) throw new Error('Nobody is in Teams.');
  const priya = entraId('priya');
  const saying = (words: string) =>
    teams.state.messages.filter(
      (one) => one.conversation === personalOf(priya) && JSON.stringify(one).includes(words),
    );
  for (const [words, answer] of [
    ['assist emergency teen area', 'H-0001 is saved and goes to'],
    ['onshift', 'in charge'],
  ] as const) {
    const activity = teams.activities.message(priya, words);
    await Promise.all(Array.from({ length: 4 }, () => teams.deliver(address, activity)));
    await eventually('the answer', () => saying(answer).length > 0);
    await reads(desk.person('priya'), '[Cancel]');
    const before = saying('').length;
    await teams.deliver(address, activity);
    expect(saying(answer)).toHaveLength(1);
    expect(saying('')).toHaveLength(before);
  }
  expect(saying('9-911')).not.toHaveLength(0);
});
