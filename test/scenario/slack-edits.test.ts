import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { readDatabase } from '../support/process/read-database.ts';
import { type SlackStandIn, type SlackUser, slackUser } from '../support/slack/index.ts';
import { addMessage } from '../support/slack/state.ts';

const minute = 60_000;

let desk: TestDesk;
let slack: SlackStandIn;
beforeEach(async () => {
  desk = await startDesk({ people: 'slack over http' });
  slack = desk.slack as SlackStandIn;
});
afterEach(() => desk.stop());

const priya = (): SlackUser =>
  slackUser(slack, { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) }, 'U0PRIYA');
const said = () =>
  priya()
    .sees('C0CENTRAL')
    .filter(({ ephemeral }) => ephemeral)
    .map(({ lines }) => lines.join('\n'));
const calls = async () => (await readDatabase(desk.database)).calls;
const mentions = (words: string) => priya().mentions('C0CENTRAL', words);

/** Priya changes the message that she wrote last. Slack tells of it as of a new one that mentions the desk, of the same time. */
async function edits(words: string, afterMs = minute): Promise<void> {
  const ts = slack.messages('C0CENTRAL').findLast(({ user }) => user === 'U0PRIYA')?.ts ?? '';
  const editedAt = `${Math.round(Number(ts)) + afterMs / 1000}.000000`;
  await priya().sends({
    type: 'event_callback',
    team_id: slack.state.team,
    event_id: slack.state.nextId('Ev'),
    event: {
      type: 'app_mention',
      channel: 'C0CENTRAL',
      user: 'U0PRIYA',
      team: slack.state.team,
      text: `<@${slack.botUser}> ${words}`,
      ts,
      edited: { user: 'U0PRIYA', ts: editedAt },
    },
  });
}

const told = (words: string) => eventually(`Priya reads “${words}”`, () => said().at(-1)?.includes(words));

describe('a message with a mention that is changed', () => {
  it.each([
    ['at once', async () => {}],
    ['after some time', async () => desk.clock.skip(11 * minute)],
    ['after a restart', () => desk.restart()],
  ])('does not call again for what is over: %s', async (_when, goesBy) => {
    await mentions('assist now teen area');
    const maria = desk.person('maria');
    await reads(maria, '[I’m coming]');
    await maria.presses('I’m coming');
    await maria.presses('Done');
    await goesBy();
    await edits('assist now teen area (sorted, thanks!)');
    expect(await calls()).toHaveLength(1);
    await told('What you wrote first still counts');
    expect(said().join()).not.toContain('H-0002');
  });

  it('asks nobody again while its call is open, and says what to dial where it is an emergency now', async () => {
    await mentions('assist now teen aera');
    await reads(desk.person('maria'), '[I’m coming]');
    await edits('assist now teen area');
    await told('write what is new in a new message');
    await edits('assist emergency teen area', 2 * minute);
    await eventually('what to dial', () => said().some((text) => text.startsWith('Dial 9-911')));
    await told('Nobody is told that you changed it');
    expect(
      said()
        .join('\n')
        .match(/H-0001/g),
    ).toHaveLength(1);
    const [call] = await calls();
    expect(call?.timeline.filter(({ what }) => what === 'added')).toEqual([]);
  });

  it('is a call when it became one: a mention was added, or its command could not be read before', async () => {
    addMessage(slack.state, { channel: 'C0CENTRAL', user: 'U0PRIYA', text: 'assist now', blocks: [] });
    await edits('assist now teen area');
    await reads(desk.person('maria'), 'H-0001: Come now · Central Library, teen area');
    await desk.person('maria').presses('Done');
    await mentions('asist now reading room');
    await told('Did you mean');
    await edits('assist now reading room');
    await reads(desk.person('maria'), 'H-0002: Come now · Central Library, reading room');
  });

  it('long afterwards asks nobody, and says what to dial', async () => {
    addMessage(slack.state, { channel: 'C0CENTRAL', user: 'U0PRIYA', text: 'hello', blocks: [] });
    await edits('assist now teen area', 6 * minute);
    await told('nothing was done now and nobody was asked');
    expect(said().at(-1)).toContain('In an emergency: Dial 9-911 from any desk phone.');
    expect(await calls()).toEqual([]);
    // Of what was carried out it is not said that nothing was done.
    await mentions('assist now');
    await reads(desk.person('maria'), 'H-0001');
    await edits('assist now entrance', 30 * minute);
    await told('What you wrote first still counts');
    expect(await calls()).toHaveLength(1);
  });
});
